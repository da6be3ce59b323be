using Repro.Backends;
using Repro.Models;
using Repro.Runs;
using Repro.Training.Feeding;
using Repro.Training.Metrics;
using Repro.Training.State;

namespace Repro.Training.Evaluation;

/// <summary>A finished training in its folder, to be evaluated again.</summary>
internal static class TrainedRun
{
    /// <summary>Loss and accuracy of the folder's weights on the run's test set.</summary>
    /// <exception cref="InputException">The folder holds no finished training of the run, or the run has no test set.</exception>
    public static RunningMetrics EvaluateTest(string folder, RunConfiguration run, Model model, IBackend backend, TrainingData data)
    {
        RunRecord record = RunRecord.Read(RunFolder.RecordOf(folder));
        if (record.Run != run.Name)
        {
            throw new InputException($"'{folder}' has the run '{record.Run}', not '{run.Name}'.");
        }

        if (data.Test is null)
        {
            string other = run.Extraction is null
                ? "Evaluate it on other data with --data, for example --data SET/SPLIT, or declare"
                : "Declare";
            throw new InputException($"Run '{run.Name}' has no test set. {other} a 'test' in its run file and train it again.");
        }

        using INetwork network = Restore(folder, record, run, model, backend);
        using EvaluationSteps steps = new(data.Test, run.Test!, "test", record.Seed);
        return steps.Run(network, 0);
    }

    /// <summary>The folder's trained model, to be evaluated on other data than the run's.</summary>
    /// <exception cref="InputException">The folder holds no finished training of the run, or the run's model takes features instead of
    /// images.</exception>
    public static SavedModel Saved(string folder, RunConfiguration run)
    {
        if (run.Extraction is not null)
        {
            throw new InputException(
                $"Run '{run.Name}' trains on features that its base '{run.Base}' extracts, so its model does not take images. Omit --data to evaluate it on the test set of the run."
            );
        }

        RunRecord record = RunRecord.Read(RunFolder.RecordOf(folder));
        Model model = RunInputs.Model(run);
        return SavedModel.Of(
            folder,
            model,
            EvaluatedLoss.Of(run.Loss, run.Metrics),
            RunLosses.InOrder(run, model),
            (backend, changed) => Restore(folder, record, run, changed, backend, run.ToOptions() with { HasSampleWeights = false })
        );
    }

    /// <summary>The folder's trained network, without an optimizer.</summary>
    /// <param name="options">What it is compiled with; as the run by default.</param>
    /// <exception cref="InputException">The weights are damaged, or not those that the record names.</exception>
    public static INetwork Restore(
        string folder,
        RunRecord record,
        RunConfiguration run,
        Model model,
        IBackend backend,
        CompileOptions? options = null
    )
    {
        StateFile state = StateFile.Read(RunFolder.WeightsOf(folder));
        INetwork network = backend.Build(model, (options ?? run.ToOptions()) with { Optimizer = null });
        try
        {
            NetworkState.Restore(network, state, withOptimizer: false, RunFolder.WeightsOf(folder));
            string digest = NetworkState.Digest(NetworkState.Weights(network));
            return digest == record.WeightsSha256
                ? network
                : throw new InputException(
                    $"'{folder}': the weights have SHA-256 {digest}, but the record names {record.WeightsSha256}. The files do not belong together."
                );
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }
}
