using System.Runtime.CompilerServices;

namespace Repro.Backends.Cpu.Threading;

/// <summary>
/// A fixed set of threads that share loops; the caller is one of them. What a task computes may not depend on who runs it or when:
/// each result belongs to one task, so any number of threads gives the same bits.
/// </summary>
/// <remarks>
/// Threads spin for some microseconds and then sleep, so that a processor which another program takes costs its share and no more.
/// A thread that got no processor takes no task, and a loop never waits for it.
/// </remarks>
internal sealed class Workers : IDisposable
{
    [ThreadStatic]
    private static bool _inside;

    private readonly Thread[] _helpers;
    private readonly WorkerLoop _loop = new();
    private readonly Permits _wake = new();
    private readonly Lock _oneLoop = new();
    private readonly ILoopObserver? _observer;
    private int _sleeping;
    private volatile bool _stopping;

    /// <param name="threads">Threads that compute, the caller included; 0 for one a processor (of those that a container's limit
    /// leaves).</param>
    public Workers(int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        Threads = threads == 0 ? Environment.ProcessorCount : threads;
        _helpers = new Thread[Threads - 1];
        for (int i = 0; i < _helpers.Length; i++)
        {
            _helpers[i] = new Thread(Help) { IsBackground = true, Name = $"Cpu worker {i + 1}" };
            _helpers[i].Start();
        }
    }

    /// <summary>Plans loops for some threads and runs all tasks in the calling one, so that their times can be taken.</summary>
    /// <param name="threads">Threads that loops are planned for.</param>
    /// <param name="observer">Is told of every loop and every task.</param>
    internal Workers(int threads, ILoopObserver observer)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        _helpers = [];
        _observer = observer;
    }

    /// <summary>Threads that compute, the caller included.</summary>
    public int Threads { get; }

    /// <summary>Threads that sleep now, the caller of a loop included: those that neither compute nor look for work.</summary>
    internal int Asleep => Volatile.Read(ref _sleeping) + (_loop.CallerSleeps ? 1 : 0);

    /// <summary>For specs, see <see cref="WorkerLoop.Late"/>.</summary>
    internal Action? Late
    {
        set => _loop.Late = value;
    }

    /// <summary>Runs <paramref name="body"/> for 0 up to <paramref name="count"/> in any order, and returns when all are done.</summary>
    /// <exception cref="InvalidOperationException">Called from within a body.</exception>
    /// <remarks>The first exception of a body is thrown here, and tasks not yet begun are dropped.</remarks>
    public void For(int count, Action<int> body) => For(count, new ActionWork(body));

    /// <summary>The same without a delegate: allocates nothing.</summary>
    public void For<TWork>(int count, TWork work)
        where TWork : struct, IWork
    {
        ObjectDisposedException.ThrowIf(_stopping, this);
        if (_inside)
        {
            throw new InvalidOperationException("A worker's task cannot start a loop of its own.");
        }

        if (count <= 0)
        {
            return;
        }

        lock (_oneLoop)
        {
            _inside = true;
            try
            {
                if (count == 1 || _helpers.Length == 0)
                {
                    _observer?.LoopStarts(typeof(TWork), count);
                    for (int task = 0; task < count; task++)
                    {
                        work.Run(task);
                        _observer?.TaskEnds();
                    }

                    return;
                }

                _loop.Open(count, ref work);
                Wake(count - 1);
                _loop.Run();
                _loop.Close();
            }
            finally
            {
                _inside = false;
            }
        }
    }

    /// <summary>
    /// Checks in every thread that numbers below the normal range are kept. A native library may have switched them off
    /// in the thread that loaded it, so this is asked after such libraries are loaded.
    /// </summary>
    /// <exception cref="InvalidOperationException">Some thread flushes them to zero.</exception>
    public void CheckDenormals()
    {
        int flushing = 0;
        using Barrier everyone = new(Threads);
        For(
            Threads,
            _ =>
            {
                if (!KeepsDenormals(BitConverter.Int32BitsToSingle(0x00800000)))
                {
                    Interlocked.Increment(ref flushing);
                }
                // Each thread stays with its task until all have one, so that none takes two.
                everyone.SignalAndWait();
            }
        );
        if (flushing > 0)
        {
            throw new InvalidOperationException(
                $"{flushing} of {Threads} threads flush denormal numbers to zero, so results would not be reproducible. A native library set this mode: load it in a process of its own."
            );
        }
    }

    public void Dispose()
    {
        if (_stopping)
        {
            return;
        }

        _stopping = true;
        Interlocked.MemoryBarrier();
        Wake(_helpers.Length);
        foreach (Thread helper in _helpers)
        {
            helper.Join();
        }
    }

    /// <summary>Half the least normal number must be neither zero as a result nor as an operand.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool KeepsDenormals(float leastNormal)
    {
        float half = leastNormal * 0.5f;
        return BitConverter.SingleToInt32Bits(half) == 0x00400000 && BitConverter.SingleToInt32Bits(half * 2f) == 0x00800000;
    }

    /// <summary>
    /// Wakes up to <paramref name="most"/> of those that sleep; their number was written before a loop's ticket was read.
    /// </summary>
    private void Wake(int most)
    {
        while (Volatile.Read(ref _sleeping) is int sleeping and > 0)
        {
            int woken = Math.Min(sleeping, most);
            if (Interlocked.CompareExchange(ref _sleeping, sleeping - woken, sleeping) != sleeping)
            {
                continue;
            }

            _wake.Give(woken);
            return;
        }
    }

    private void Help()
    {
        _inside = true;
        while (!_stopping)
        {
            if (_loop.SpinUntilOpen())
            {
                _loop.Run();
            }
            else
            {
                Sleep();
            }
        }
    }

    private void Sleep()
    {
        Interlocked.Increment(ref _sleeping);
        // A loop that opened meanwhile may not have seen the sleeper: then it stays awake, unless somebody has its permit ready.
        if ((_loop.IsOpen || _stopping) && TakeBack())
        {
            return;
        }

        _wake.Take();
    }

    private bool TakeBack()
    {
        while (Volatile.Read(ref _sleeping) is int sleeping and > 0)
        {
            if (Interlocked.CompareExchange(ref _sleeping, sleeping - 1, sleeping) == sleeping)
            {
                return true;
            }
        }

        return false;
    }

    private readonly struct ActionWork(Action<int> body) : IWork
    {
        public void Run(int task) => body(task);
    }
}
