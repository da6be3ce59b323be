using Repro.Training.Loop;
using Repro.Training.Metrics;

namespace Repro.Jobs.Queue;

/// <summary>Writes the position of a training into the state: at its start, at the end of each epoch and every few seconds.</summary>
/// <param name="shown">Receives the same calls.</param>
internal sealed class QueueProgress(QueueJournal journal, TimeProvider time, ITrainingProgress? shown) : ITrainingProgress
{
    private static readonly TimeSpan BetweenWrites = TimeSpan.FromSeconds(5);
    private DateTimeOffset _since;
    private long _written;

    public void Started(Trainer trainer, bool resumed)
    {
        _since = time.GetUtcNow();
        Write(trainer);
        shown?.Started(trainer, resumed);
    }

    public void StepDone(Trainer trainer)
    {
        if (time.GetElapsedTime(_written) >= BetweenWrites)
        {
            Write(trainer);
        }

        shown?.StepDone(trainer);
    }

    public void EpochDone(Trainer trainer, EpochMetrics epoch)
    {
        Write(trainer);
        shown?.EpochDone(trainer, epoch);
    }

    private void Write(Trainer trainer)
    {
        _written = time.GetTimestamp();
        QueueSteps steps = new(trainer.History.Count, trainer.Epochs, trainer.Step, trainer.StepsPerEpoch, trainer.Clock.Busy.TotalSeconds);
        journal.Change(state =>
            state with
            {
                Position = new QueuePosition(trainer.Run.Name, trainer.Seed, _since, steps),
                SeedCosts = steps.SecondsOfSeed is { } seconds
                    ? new SortedDictionary<string, double>(
                        (state.SeedCosts ?? new Dictionary<string, double>()).ToDictionary(),
                        StringComparer.Ordinal
                    )
                    {
                        [trainer.Run.Name] = seconds * state.Threads,
                    }
                    : state.SeedCosts,
            }
        );
    }
}
