using System.Runtime.CompilerServices;

namespace Repro.Backends.Cpu;

/// <summary>
/// A fixed set of threads that share loops; the caller is one of them. What a task computes may not depend on who runs it or when:
/// each result belongs to one task, so any number of threads gives the same bits.
/// </summary>
public sealed class Workers : IDisposable
{
    [ThreadStatic]
    private static bool _inside;

    private readonly Thread[] _helpers;
    private readonly SemaphoreSlim _wake = new(0);
    private readonly Lock _oneLoop = new();
    private WorkerLoop? _current;
    private volatile bool _stopping;

    /// <param name="threads">Threads that compute, the caller included; 0 for one a processor.</param>
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

    /// <summary>Threads that compute, the caller included.</summary>
    public int Threads { get; }

    /// <summary>Runs <paramref name="body"/> for 0 up to <paramref name="count"/> in any order, and returns when all are done.</summary>
    /// <exception cref="InvalidOperationException">Called from within a body.</exception>
    /// <remarks>The first exception of a body is thrown here, and tasks not yet begun are dropped.</remarks>
    public void For(int count, Action<int> body)
    {
        ObjectDisposedException.ThrowIf(_stopping, this);
        if (_inside) throw new InvalidOperationException("A worker's task cannot start a loop of its own.");
        if (count <= 0) return;

        lock (_oneLoop)
        {
            WorkerLoop loop = new(count, body);
            // Published before the count is read: a helper that is already on its way must find this loop.
            Interlocked.Exchange(ref _current, loop);
            int wanted = Math.Min(_helpers.Length, count - 1) - _wake.CurrentCount;
            if (wanted > 0) _wake.Release(wanted);

            Run(loop);
            loop.Wait();
            Volatile.Write(ref _current, null);
            loop.ThrowIfFailed();
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
        For(Threads, _ =>
        {
            if (!KeepsDenormals(BitConverter.Int32BitsToSingle(0x00800000))) Interlocked.Increment(ref flushing);
            // Each thread stays with its task until all have one, so that none takes two.
            everyone.SignalAndWait();
        });
        if (flushing > 0)
        {
            throw new InvalidOperationException(
                $"{flushing} of {Threads} threads flush denormal numbers to zero, so results would not be reproducible. A native library set this mode: load it in a process of its own.");
        }
    }

    public void Dispose()
    {
        if (_stopping) return;

        _stopping = true;
        if (_helpers.Length > 0) _wake.Release(_helpers.Length);
        foreach (Thread helper in _helpers) helper.Join();
        _wake.Dispose();
    }

    private static void Run(WorkerLoop loop)
    {
        _inside = true;
        try
        {
            loop.Run();
        }
        finally
        {
            _inside = false;
        }
    }

    /// <summary>Half the least normal number must be neither zero as a result nor as an operand.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool KeepsDenormals(float leastNormal)
    {
        float half = leastNormal * 0.5f;
        return BitConverter.SingleToInt32Bits(half) == 0x00400000 && BitConverter.SingleToInt32Bits(half * 2f) == 0x00800000;
    }

    private void Help()
    {
        while (true)
        {
            _wake.Wait();
            if (_stopping) return;
            // A helper that wakes late finds no loop, or the next one.
            if (Volatile.Read(ref _current) is { } loop) Run(loop);
        }
    }
}
