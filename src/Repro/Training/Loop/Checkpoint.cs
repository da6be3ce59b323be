using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Repro.Backends;
using Repro.Inputs;
using Repro.Training.Callbacks;
using Repro.Training.Feeding;
using Repro.Training.Metrics;
using Repro.Training.State;

namespace Repro.Training.Loop;

/// <summary>What a checkpoint belongs to: a training may only go on where all of it is the same.</summary>
/// <param name="Operations">The backend's operation versions, <c>conv=1 dense=1</c>.</param>
internal sealed record TrainingIdentity(
    string Run,
    int Seed,
    [property: JsonPropertyName("Engine")] string Backend,
    string Operations,
    string ConfigurationSha256,
    string TensorsSha256,
    int Epochs
)
{
    /// <summary>The weights of the training that it continues; null where it continues none.</summary>
    public string? ContinuesWeightsSha256 { get; init; }

    /// <summary>See <see cref="NetworkDigest"/>; checkpoints of older versions have none.</summary>
    public string? NetworkSha256 { get; init; }
}

/// <summary>The state of a training between two steps, beside the weights: everything that the next step depends on.</summary>
/// <param name="Step">Steps done in the epoch after those of the history.</param>
/// <param name="History">The finished epochs as <c>history.csv</c> has them.</param>
internal sealed record Checkpoint(
    TrainingIdentity Identity,
    int Step,
    double LossSum,
    long Correct,
    long Samples,
    string History,
    DateTimeOffset Started,
    int Resumed
)
{
    /// <summary>See <see cref="TrainingClock"/>; a checkpoint of an older version has none.</summary>
    public TimeSpan Busy { get; init; }

    public TimeSpan Waiting { get; init; }

    /// <summary>See <see cref="RunningMetrics.Sums"/>.</summary>
    public IReadOnlyList<double> MetricSums { get; init; } = [];

    public void Save(string path, INetwork network, TrainingCallbacks callbacks) =>
        new StateFile(
            JsonSerializer.Serialize(this),
            [.. NetworkState.Weights(network), .. NetworkState.Optimizer(network), .. KeptWeights.Of(callbacks)]
        ).Write(path);

    private static string Differences(TrainingIdentity? written, TrainingIdentity wanted)
    {
        if (written is null)
        {
            return "it does not say which";
        }

        (string Name, string? Written, string? Wanted)[] parts =
        [
            ("run", written.Run, wanted.Run),
            ("seed", Invariant(written.Seed), Invariant(wanted.Seed)),
            ("backend", written.Backend, wanted.Backend),
            ("arithmetic", written.Operations, wanted.Operations),
            ("number of epochs", Invariant(written.Epochs), Invariant(wanted.Epochs)),
            ("configuration", written.ConfigurationSha256, wanted.ConfigurationSha256),
            ("model", written.NetworkSha256, wanted.NetworkSha256),
            ("data", written.TensorsSha256, wanted.TensorsSha256),
            ("training that it continues", written.ContinuesWeightsSha256, wanted.ContinuesWeightsSha256),
        ];
        string[] differ = [.. parts.Where(part => part.Written != part.Wanted).Select(part => part.Name)];
        return $"its {string.Join(" and ", differ)} {(differ.Length == 1 ? "differs" : "differ")}";

        static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Reads the checkpoint and puts weights, optimizer state and position back.</summary>
    /// <exception cref="InputException">It is damaged, or belongs to another training.</exception>
    public static Checkpoint Restore(string path, TrainingIdentity identity, INetwork network, Trainer trainer)
    {
        StateFile state = StateFile.Read(path);
        Checkpoint checkpoint;
        try
        {
            checkpoint = InputJson.Value<Checkpoint>(state.Metadata, JsonSerializerOptions.Default);
        }
        catch (JsonException exception)
        {
            throw new InputException($"{path}: not a checkpoint: {exception.Message} Delete it and train again.", exception);
        }

        TrainingIdentity written = checkpoint.Identity?.NetworkSha256 is null ? identity with { NetworkSha256 = null } : identity;
        if (checkpoint.Identity != written)
        {
            throw new InputException(
                $"{path}: the checkpoint is of another training: {Differences(checkpoint.Identity, written)}. Delete '{Path.GetDirectoryName(path)}' to train again, or choose another folder with --runs."
            );
        }

        if (checkpoint.History is null || checkpoint.Step < 0 || checkpoint.Step >= trainer.StepsPerEpoch)
        {
            throw new InputException($"{path}: not a checkpoint: it has no step of an epoch. Delete it and train again.");
        }

        NetworkState.Restore(network, KeptWeights.Restore(trainer.Callbacks, state, path), withOptimizer: true, path);
        (_, IReadOnlyDictionary<int, IReadOnlyList<EpochMetrics>> rows) = MetricTable.Parse(checkpoint.History, path, withSeed: false);
        IReadOnlyList<EpochMetrics> history = rows.GetValueOrDefault(0, []);
        if (history.Count > trainer.Epochs)
        {
            throw new InputException(
                $"{path}: not a checkpoint: it has {Counted.Of(history.Count, "epoch")} of {trainer.Epochs}. Delete it and train again."
            );
        }

        trainer.Restore(history, checkpoint.Step);
        network.OptimizerSteps = (long)history.Count * trainer.StepsPerEpoch + checkpoint.Step;
        trainer.Clock.Restore(checkpoint.Busy, checkpoint.Waiting);
        trainer.Running.Restore(checkpoint.LossSum, checkpoint.Correct, checkpoint.Samples, checkpoint.MetricSums);
        return checkpoint;
    }
}
