using Repro.Backends;
using Repro.Models;
using Repro.Training.Metrics;
using Repro.Training.Runs;
using Repro.Training.State;

namespace Repro.Training;

/// <summary>A finished training in its folder, to be evaluated again.</summary>
public static class TrainedRun
{
    /// <summary>Loss and accuracy of the folder's weights on the run's test set.</summary>
    /// <exception cref="InputException">The folder holds no finished training of the run, or the run has no test set.</exception>
    public static RunningMetrics EvaluateTest(string folder, RunConfiguration run, Model model, IBackend backend, TrainingData data)
    {
        RunRecord record = RunRecord.Read(RunFolder.RecordOf(folder));
        if (record.Run != run.Name)
        {
            throw new InputException($"'{folder}' holds the run '{record.Run}', not '{run.Name}'.");
        }

        if (data.Test is null)
        {
            throw new InputException($"Run '{run.Name}' has no test set.");
        }

        StateFile state = StateFile.Read(RunFolder.WeightsOf(folder));
        using INetwork network = backend.Build(model, new CompileOptions(run.Loss, null));
        NetworkState.Restore(network, state, withOptimizer: false, RunFolder.WeightsOf(folder));
        string digest = NetworkState.Digest(NetworkState.Weights(network));
        return digest == record.WeightsSha256
            ? Evaluate(network, run, data.Test, record.Seed)
            : throw new InputException($"'{folder}': the weights have SHA-256 {digest}, but the record names {record.WeightsSha256}. The files do not belong together.");
    }

    private static RunningMetrics Evaluate(INetwork network, RunConfiguration run, IBatchSource test, int seed)
    {
        using EvaluationSteps steps = new(test, run.Test!, "test", seed);
        return steps.Run(network, 0);
    }
}
