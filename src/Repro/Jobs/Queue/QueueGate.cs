namespace Repro.Jobs.Queue;

/// <summary>
/// Where a training waits while its queue is paused: before every batch that the backend computes. Its clock stands still meanwhile,
/// so records count no pauses.
/// </summary>
internal sealed class QueueGate : TimeProvider, IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly QueueFolder _folder;
    private readonly QueueJournal _journal;
    private readonly TimeProvider _time;
    private readonly Action<CancellationToken> _wait;
    private readonly CancellationTokenSource _stop;
    private long _paused;

    /// <param name="stop">Ends a pause too.</param>
    /// <param name="time">The system's by default.</param>
    /// <param name="wait">Waits a moment, or until the token is cancelled; for specs.</param>
    public QueueGate(
        QueueFolder folder,
        QueueJournal journal,
        CancellationToken stop,
        TimeProvider? time = null,
        Action<CancellationToken>? wait = null
    )
    {
        _folder = folder;
        _journal = journal;
        _time = time ?? System;
        _wait = wait ?? (token => token.WaitHandle.WaitOne(BetweenLooks));
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
    }

    /// <summary>Cancelled where the process, or somebody by <see cref="QueueFolder.RequestStop"/>, asks for the end.</summary>
    public CancellationToken Token => _stop.Token;

    public override long TimestampFrequency => _time.TimestampFrequency;

    public override long GetTimestamp() => _time.GetTimestamp() - Interlocked.Read(ref _paused);

    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow();

    /// <summary>Returns at once, or when the pause or the queue has been ended.</summary>
    /// <exception cref="InputException">The state cannot be written.</exception>
    public void Pass()
    {
        if (!MustWait())
        {
            return;
        }

        lock (_lock)
        {
            long began = _time.GetTimestamp();
            _journal.Change(state => state with { Waits = true });
            while (MustWait())
            {
                _wait(Token);
            }

            _journal.Change(state => state with { Waits = false });
            Interlocked.Add(ref _paused, _time.GetTimestamp() - began);
        }
    }

    public void Dispose() => _stop.Dispose();

    private bool MustWait()
    {
        if (_folder.StopRequested)
        {
            _stop.Cancel();
        }

        return _folder.PauseRequested && !Token.IsCancellationRequested;
    }
}
