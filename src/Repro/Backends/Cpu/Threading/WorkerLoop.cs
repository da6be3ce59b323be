using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Repro.Backends.Cpu.Threading;

/// <summary>
/// The present loop of the workers: who comes takes the next task, and the caller waits until all are finished. One object serves
/// all loops, one after another, so a loop allocates nothing.
/// </summary>
/// <remarks>
/// The ticket holds the loop's number and the next task. A thread reads it, then what to run, and takes the task by exchanging the
/// ticket for the next one. Where that succeeds nothing changed in between; a thread that was late by a whole loop fails.
/// </remarks>
internal sealed unsafe class WorkerLoop
{
    /// <summary>The next task of a loop that is over.</summary>
    private const int Closed = int.MaxValue;

    /// <summary>How long a waiting thread spins before it sleeps: about as long as waking takes.</summary>
    private static readonly long SpinTicks = Stopwatch.Frequency / 20_000;

    private readonly Permits _finished = new();
    private long _ticket = Closed;
    private int _count;
    private delegate* <void*, int, void> _body;
    private void* _work;
    private int _unfinished;
    private int _callerSleeps;
    private ExceptionDispatchInfo? _failure;

    /// <summary>For specs: what happens between finishing the last task and waking the caller.</summary>
    public Action? Late { get; set; }

    /// <summary>Whether a task can be taken.</summary>
    public bool IsOpen => (int)Volatile.Read(ref _ticket) < Volatile.Read(ref _count);

    /// <summary>Whether the caller sleeps until others have finished their tasks.</summary>
    public bool CallerSleeps => Volatile.Read(ref _callerSleeps) == 1;

    public void Open<TWork>(int count, ref TWork work)
        where TWork : struct, IWork
    {
        // The ticket is closed here, so nobody takes a task between these lines.
        _count = count;
        _body = &Invoke<TWork>;
        _work = Unsafe.AsPointer(ref work);
        _unfinished = count;
        long number = (_ticket >> 32) + 1;
        Interlocked.Exchange(ref _ticket, number << 32);
    }

    /// <summary>Takes tasks until there is none.</summary>
    public void Run()
    {
        while (true)
        {
            long ticket = Volatile.Read(ref _ticket);
            int task = (int)ticket;
            if (task >= Volatile.Read(ref _count))
            {
                return;
            }

            delegate* <void*, int, void> body = _body;
            void* work = _work;
            if (Interlocked.CompareExchange(ref _ticket, ticket + 1, ticket) != ticket)
            {
                continue;
            }

            try
            {
                if (Volatile.Read(ref _failure) is null)
                {
                    body(work, task);
                }
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(e), null);
            }

            if (Interlocked.Decrement(ref _unfinished) > 0)
            {
                continue;
            }

            Late?.Invoke();
            if (Interlocked.Exchange(ref _callerSleeps, 0) == 1)
            {
                _finished.Give(1);
            }
        }
    }

    /// <summary>Waits for the tasks that others took, and throws the first exception of a task.</summary>
    public void Close()
    {
        // A permit may come from a thread that finished the loop before this one and was late to say so: then the wait goes on.
        while (!SpinUntilFinished())
        {
            Interlocked.Exchange(ref _callerSleeps, 1);
            // Either the caller takes its word back, or who finished last has heard it and gives the permit.
            if (Volatile.Read(ref _unfinished) > 0 || Interlocked.Exchange(ref _callerSleeps, 0) == 0)
            {
                _finished.Take();
            }
        }

        Interlocked.Exchange(ref _ticket, _ticket | Closed);
        if (_failure is not { } failure)
        {
            return;
        }

        _failure = null;
        failure.Throw();
    }

    /// <summary>Waits a little for a loop to open.</summary>
    public bool SpinUntilOpen()
    {
        long end = Stopwatch.GetTimestamp() + SpinTicks;
        while (!IsOpen)
        {
            if (Stopwatch.GetTimestamp() > end)
            {
                return false;
            }

            Thread.SpinWait(8);
        }

        return true;
    }

    private static void Invoke<TWork>(void* work, int task)
        where TWork : struct, IWork => Unsafe.AsRef<TWork>(work).Run(task);

    private bool SpinUntilFinished()
    {
        long end = Stopwatch.GetTimestamp() + SpinTicks;
        while (Volatile.Read(ref _unfinished) > 0)
        {
            if (Stopwatch.GetTimestamp() > end)
            {
                return false;
            }

            Thread.SpinWait(8);
        }

        return true;
    }
}
