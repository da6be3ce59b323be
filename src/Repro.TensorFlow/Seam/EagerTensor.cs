namespace Repro.TensorFlow.Seam;

/// <summary>
/// A tensor inside TensorFlow. Whoever holds it disposes of it: nothing waits for a finalizer, and the counter of live tensors
/// is back at zero when a network has been disposed of.
/// </summary>
internal abstract class EagerTensor : IDisposable
{
    private readonly EagerCounters _counters;
    private bool _released;

    /// <summary>Counts the tensor as live until it is disposed of.</summary>
    protected EagerTensor(EagerCounters counters)
    {
        _counters = counters;
        counters.LiveTensors++;
    }

    /// <summary>Frees the native tensor; a second call does nothing.</summary>
    public void Dispose()
    {
        if (_released)
        {
            return;
        }

        _released = true;
        Release();
        _counters.LiveTensors--;
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the binding's handle.</summary>
    protected abstract void Release();
}

/// <summary>What a binding counts.</summary>
internal sealed class EagerCounters
{
    /// <summary>Tensors made and not yet freed.</summary>
    public long LiveTensors { get; internal set; }

    /// <summary>Ops run.</summary>
    public long Executions { get; internal set; }

    /// <summary>Stopwatch ticks spent inside TensorFlow's own execute call, results awaited where the device is asynchronous.</summary>
    public long ExecuteTicks { get; internal set; }
}
