using Repro.Backends;
using Repro.Data.Batches;
using Repro.Models;
using Repro.Runs;
using Repro.Training.Callbacks;
using Repro.Training.Feeding;
using Repro.Training.Loop;

namespace Repro.Evidence.Comparison;

/// <summary>The losses of a training's first steps on two backends, and on shadows of the first (<see cref="PerturbedBackend"/>).</summary>
/// <param name="Factor">See <see cref="RoundingBound.FactorOf"/>.</param>
internal sealed record LockstepLosses(
    IReadOnlyList<double> First,
    IReadOnlyList<double> Second,
    IReadOnlyList<IReadOnlyList<double>> Shadows,
    double Factor = RoundingBound.Factor
)
{
    public IReadOnlyList<double> Bounds { get; } = RoundingBound.Of(Factor, First, Shadows);

    /// <summary>
    /// The last step, from 1, up to which the bound is at most 1 % of the loss: a coarser difference would have been found there.
    /// </summary>
    public int SharpUntil => RoundingBound.Sharp(First, Bounds);

    /// <summary>The first step, from 1, at which the backends differ by more than rounding explains.</summary>
    public int? FirstBeyondRounding => RoundingBound.FirstBeyond(First, Second, Bounds) is { } index ? index + 1 : null;
}

/// <summary>
/// Trains the first steps of a run on several backends at once, in memory: the same initial weights, batches and dropout masks.
/// </summary>
internal static class Lockstep
{
    /// <summary>How many draws of rounding are trained along.</summary>
    public const int Shadows = 8;

    /// <param name="steps">How many; no more than the training has.</param>
    /// <param name="continuation">Writes the weights of a run that continues another, the same for all; null for one that begins by
    /// itself.</param>
    /// <exception cref="InputException">A loss is no longer finite.</exception>
    public static LockstepLosses Run(
        RunConfiguration run,
        int seed,
        Model model,
        TrainingData data,
        IBackend first,
        IBackend second,
        int steps,
        CancellationToken cancellation = default,
        Action<INetwork>? continuation = null
    )
    {
        IBackend[] backends = [first, second, .. Enumerable.Range(0, Shadows).Select(draw => new PerturbedBackend(first, draw))];
        List<INetwork> networks = [];
        try
        {
            foreach (IBackend backend in backends)
            {
                INetwork network = backend.Build(model, run.ToOptions());
                networks.Add(network);
                if (continuation is null)
                {
                    RunInitialWeights.Write(network, run, seed, data);
                }
                else
                {
                    continuation(network);
                }
            }

            return Train(run, seed, data, backends, networks, (int)Math.Min(steps, (long)run.Epochs * run.Train.Steps), cancellation);
        }
        finally
        {
            networks.ForEach(network => network.Dispose());
        }
    }

    private static LockstepLosses Train(
        RunConfiguration run,
        int seed,
        TrainingData data,
        IBackend[] backends,
        List<INetwork> networks,
        int steps,
        CancellationToken cancellation
    )
    {
        using IBatchIterator batches = data.Train.Flow(new BatchSampler(seed, data.Train.Samples, run.Train.BatchSize), seed);
        SeededDropout dropout = new(seed);

        // Of callbacks, only those that set the rate of an epoch beforehand: nothing is validated here.
        TrainingCallbacks callbacks = new(run);
        double[][] losses = [.. backends.Select(_ => new double[steps])];
        for (int step = 0; step < steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            dropout.Step = step;
            if (step % run.Train.Steps == 0)
            {
                callbacks.BeginEpoch(step / run.Train.Steps);
            }

            (Tensor x, Tensor y) = batches.Batch(step);
            for (int index = 0; index < backends.Length; index++)
            {
                networks[index].LearningRate = callbacks.Rate;
                losses[index][step] = Loss(networks[index], x, y, dropout);
                if (!double.IsFinite(losses[index][step]))
                {
                    throw new InputException(
                        FormattableString.Invariant(
                            $"Run '{run.Name}', seed {seed}: the loss on {backends[index].Name} is not finite at step {step + 1}. A smaller learning rate than {run.Optimizer.LearningRate} may help."
                        )
                    );
                }
            }
        }

        return new LockstepLosses(losses[0], losses[1], losses[2..], RoundingBound.FactorOf(networks[0].Model, run.Train.BatchSize));
    }

    private static double Loss(INetwork network, Tensor x, Tensor y, SeededDropout dropout)
    {
        try
        {
            return network.TrainOnBatch(x, y, dropout).Loss;
        }
        catch (NonFiniteLossException exception)
        {
            return exception.Result.Loss;
        }
    }
}
