using Repro.Training.Metrics;

namespace Repro.Training.Jobs.Queue;

/// <summary>Writes how far a training has come into the state: at its start, at every epoch's end and every few seconds.</summary>
/// <param name="shown">Told the same.</param>
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
        journal.Change(state => state with { Position = new QueuePosition(trainer.Run.Name, trainer.Seed, _since, steps) });
    }
}
