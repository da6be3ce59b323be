using System.Text.Json.Serialization;
using Repro.Training.State;

namespace Repro.Jobs.Queue;

/// <summary>What the process that works on a queue reports. Which trainings are finished is not in it: their records say that.</summary>
internal sealed record QueueState
{
    /// <summary>The version of the format that this code writes and reads.</summary>
    public const int CurrentSchema = 1;

    private const long MostBytes = 16 << 20;
    private const int MostThreads = 1024;

    public required int Schema { get; init; }

    /// <summary>Threads of the backend.</summary>
    public required int Threads { get; init; }

    /// <summary>The process waits for the end of a pause and computes nothing.</summary>
    public bool Waits { get; init; }

    /// <summary>The training in progress, or the one that was in progress when the process ended; null between two.</summary>
    public QueuePosition? Position { get; init; }

    /// <summary>
    /// Seconds times threads that a whole seed of a run takes, by its trainings in this queue; it outlives the process that measured it.
    /// Null where nothing was measured, and in the state of an older version.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double>? SeedCosts { get; init; }

    /// <summary>The trainings that failed since the queue was last started.</summary>
    public required IReadOnlyList<QueueFailure> Failed { get; init; }

    /// <returns>Null where no state was written yet.</returns>
    /// <exception cref="InputException">The file is damaged or of another version.</exception>
    public static QueueState? Read(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        QueueState state = RunRecord.ReadJson<QueueState>(
            file,
            MostBytes,
            "the state of a queue",
            remedy: "`repro queue run` writes a new one."
        );
        if (state.Schema != CurrentSchema)
        {
            throw new InputException($"{file}: format version {state.Schema}; this version reads {CurrentSchema}.");
        }

        return
            state.Threads is > 0 and <= MostThreads
            && state.Position is not { Steps.IsValid: false }
            && (state.SeedCosts ?? new Dictionary<string, double>()).Values.All(cost =>
                cost is > 0 and < MostThreads * QueueSteps.MostSeconds
            )
            && state.Failed.All(failure => failure is not null)
            ? state
            : throw new InputException(
                $"{file}: the state of the queue is damaged: threads, steps, times or failures are not possible ones. `repro queue run` writes a new one."
            );
    }
}

/// <summary>How far a training has come.</summary>
/// <param name="Since">When this process began with it.</param>
/// <param name="Steps">Null while its data are prepared.</param>
internal sealed record QueuePosition(string Run, int Seed, DateTimeOffset Since, QueueSteps? Steps);

/// <param name="Epoch">Finished epochs.</param>
/// <param name="Step">Steps done in the present epoch.</param>
/// <param name="Seconds">Time in steps and evaluations, over all sittings, without pauses.</param>
internal sealed record QueueSteps(int Epoch, int Epochs, int Step, int StepsPerEpoch, double Seconds)
{
    // The first steps of a process take longer than the others.
    private const int FewestSteps = 20;

    // A hundred years.
    internal const double MostSeconds = 3.2e9;

    [JsonIgnore]
    public bool IsValid =>
        Epochs > 0
        && StepsPerEpoch > 0
        && Epoch >= 0
        && Epoch <= Epochs
        && Step >= 0
        && Step <= StepsPerEpoch
        && Seconds is >= 0 and < MostSeconds;

    /// <summary>Steps of all epochs.</summary>
    [JsonIgnore]
    public long StepsDone => (long)Epoch * StepsPerEpoch + Step;

    /// <summary>The part of the training that is done, 0 to 1.</summary>
    [JsonIgnore]
    public double Share => StepsDone / ((double)Epochs * StepsPerEpoch);

    /// <summary>How long a whole seed takes at this speed; null after too few steps to tell.</summary>
    [JsonIgnore]
    public double? SecondsOfSeed => StepsDone >= FewestSteps && Seconds > 0 ? Seconds / Share : null;
}

/// <param name="Run">The run that failed or was not started.</param>
/// <param name="Reason">One line.</param>
internal sealed record QueueFailure(string Run, int Seed, string Reason);
