using Repro.Backends;
using Repro.Data.Batches;
using Repro.Runs;
using Repro.Training.Feeding;
using Repro.Training.Metrics;

namespace Repro.Training.Evaluation;

/// <summary>
/// Evaluates a run's part in exactly the steps that it declares, as Keras's generators do: they pass over the samples in batches, of which
/// a pass's last may be smaller, and where the steps end in the middle of a pass some samples count once more than others.
/// </summary>
/// <remarks>
/// Where the steps are one pass every sample counts once whatever the order, so none is drawn. Else each pass has its own order, and an
/// evaluation starts a new pass, or (<see cref="SplitConfiguration.ContinuesPass"/>) goes on where the one before stopped.
/// </remarks>
internal sealed class EvaluationSteps : IDisposable
{
    private readonly IBatchIterator _flow;
    private readonly int _steps;
    private readonly long _stride;
    private readonly string? _from;

    /// <param name="name">Names the stream of random orders: <c>validation</c>, <c>test</c>.</param>
    /// <param name="clock">Told how long the batches were waited for.</param>
    public EvaluationSteps(IBatchSource source, SplitConfiguration split, string name, int seed, TrainingClock? clock = null)
    {
        _steps = split.Steps;
        _from = source.From;
        BatchSampler order = new(seed, source.Samples, split.BatchSize);
        bool onePass = _steps == order.StepsOfPass;
        BatchSampler plan = new(seed, source.Samples, split.BatchSize, "shuffle/" + name, shuffle: !onePass);
        long passes = ((long)_steps + plan.StepsOfPass - 1) / plan.StepsOfPass;
        _stride = split.ContinuesPass ? _steps : passes * plan.StepsOfPass;
        _flow = source.Flow(plan, seed);
        if (clock is not null)
        {
            _flow = new TimedIterator(_flow, clock);
        }
    }

    /// <summary>Loss and accuracy weighted by samples: of every batch's samples, however often they came.</summary>
    /// <param name="evaluation">How many evaluations of this part went before in the training.</param>
    public RunningMetrics Run(INetwork network, int evaluation)
    {
        RunningMetrics metrics = new();
        long first = evaluation * _stride;
        for (long step = first; step < first + _steps; step++)
        {
            (Tensor x, Tensor y) = _flow.Batch(step);
            metrics.Add(network.TestOnBatch(x, y, _from));
        }

        return metrics;
    }

    public void Dispose() => _flow.Dispose();
}
