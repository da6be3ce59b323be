using System.Runtime.ExceptionServices;

namespace Repro.Backends.Cpu;

/// <summary>One loop of the workers: who comes takes the next task; the caller waits until all taken tasks are finished.</summary>
internal sealed class WorkerLoop
{
    // An object and no Lock: waiting for the pulse needs a monitor.
    private readonly object _gate = new();
    private readonly int _count;
    private readonly Action<int> _body;
    private int _next;
    private int _unfinished;
    private ExceptionDispatchInfo? _failure;

    public WorkerLoop(int count, Action<int> body)
    {
        _count = count;
        _body = body;
        _unfinished = count;
    }

    public void Run()
    {
        while (true)
        {
            int task = Interlocked.Increment(ref _next) - 1;
            if (task >= _count) return;

            try
            {
                if (Volatile.Read(ref _failure) is null) _body(task);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(e), null);
            }

            if (Interlocked.Decrement(ref _unfinished) == 0) Finish();
        }
    }

    /// <summary>Spins for as long as a short task takes, then sleeps.</summary>
    public void Wait()
    {
        SpinWait spin = default;
        while (Volatile.Read(ref _unfinished) > 0 && spin.Count < 50) spin.SpinOnce(sleep1Threshold: -1);
        if (Volatile.Read(ref _unfinished) == 0) return;

        lock (_gate)
        {
            while (Volatile.Read(ref _unfinished) > 0) Monitor.Wait(_gate);
        }
    }

    public void ThrowIfFailed() => _failure?.Throw();

    private void Finish()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }
}
