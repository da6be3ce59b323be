using Repro.Backends;

namespace Repro.Training.Feeding;

/// <summary>How long a training took, and how much of that it waited for data. Nothing that is compared bit by bit depends on it.</summary>
internal sealed class TrainingClock(TimeProvider time)
{
    /// <summary>
    /// Time in steps and evaluations, over all sittings; without checkpoints and what came to nothing when a process was killed.
    /// </summary>
    public TimeSpan Busy { get; private set; }

    /// <summary>The part of <see cref="Busy"/> in which a batch was asked for and not there yet.</summary>
    public TimeSpan Waiting { get; private set; }

    /// <summary>Share of the time that was spent waiting for data, 0 to 1.</summary>
    public double WaitingShare => Busy > TimeSpan.Zero ? Waiting / Busy : 0;

    public long Now => time.GetTimestamp();

    public void AddBusy(long since) => Busy += time.GetElapsedTime(since);

    public void AddWaiting(long since) => Waiting += time.GetElapsedTime(since);

    public void Restore(TimeSpan busy, TimeSpan waiting) => (Busy, Waiting) = (busy, waiting);
}

/// <summary>Batches of another flow, with the time that they are waited for.</summary>
internal sealed class TimedIterator(IBatchIterator inner, TrainingClock clock) : IBatchIterator
{
    public (Tensor X, Tensor Y) Batch(long step)
    {
        long began = clock.Now;
        (Tensor X, Tensor Y) batch = inner.Batch(step);
        clock.AddWaiting(began);
        return batch;
    }

    public void Dispose() => inner.Dispose();
}
