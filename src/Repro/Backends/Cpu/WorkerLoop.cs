using System.Runtime.ExceptionServices;

namespace Repro.Backends.Cpu;

/// <summary>One loop of the workers: who comes takes the next task; the caller waits until all taken tasks are finished.</summary>
internal sealed class WorkerLoop
{
    private readonly int count;
    private readonly Action<int> body;
    private int next;
    private int unfinished;
    private ExceptionDispatchInfo? failure;

    public WorkerLoop(int count, Action<int> body)
    {
        this.count = count;
        this.body = body;
        unfinished = count;
    }

    public void Run()
    {
        while (true)
        {
            int task = Interlocked.Increment(ref next) - 1;
            if (task >= count) return;

            try
            {
                if (Volatile.Read(ref failure) is null) body(task);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
            }

            if (Interlocked.Decrement(ref unfinished) == 0) Finish();
        }
    }

    /// <summary>Spins for as long as a short task takes, then sleeps.</summary>
    public void Wait()
    {
        SpinWait spin = default;
        while (Volatile.Read(ref unfinished) > 0 && spin.Count < 50) spin.SpinOnce(sleep1Threshold: -1);
        if (Volatile.Read(ref unfinished) == 0) return;

        lock (this)
        {
            while (Volatile.Read(ref unfinished) > 0) Monitor.Wait(this);
        }
    }

    public void ThrowIfFailed() => failure?.Throw();

    private void Finish()
    {
        lock (this)
        {
            Monitor.PulseAll(this);
        }
    }
}
