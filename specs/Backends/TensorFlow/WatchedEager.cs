using Repro.TensorFlow.Seam;

namespace Repro.Specs.Backends.TensorFlow;

/// <summary>Passes everything on to real eager execution, writes down what runs, and fails where it is told to.</summary>
internal sealed class WatchedEager(IEager eager) : IEager
{
    /// <summary>The ops that ran, in order.</summary>
    public List<EagerOp> Ran { get; } = [];

    /// <summary>The most tensors that lived when an op began.</summary>
    public long MostLive { get; private set; }

    /// <summary>Calls of <see cref="Execute"/> that succeed before one fails; null for all.</summary>
    public int? Healthy { get; set; }

    public string Binding => eager.Binding;

    public string LibraryVersion => eager.LibraryVersion;

    public IReadOnlyList<EagerDevice> Devices => eager.Devices;

    public EagerDevice Device => eager.Device;

    public EagerCounters Counters => eager.Counters;

    public EagerTensor Upload(ReadOnlySpan<float> values, params ReadOnlySpan<int> shape) => eager.Upload(values, shape);

    public EagerTensor UploadIntegers(params ReadOnlySpan<int> values) => eager.UploadIntegers(values);

    public void Download(EagerTensor tensor, Span<float> destination) => eager.Download(tensor, destination);

    public void Execute(EagerOp op, ReadOnlySpan<EagerTensor> inputs, Span<EagerTensor> outputs)
    {
        if (Ran.Count == Healthy)
        {
            throw new EagerException(op.Layer, op.Name, "told to fail");
        }

        MostLive = Math.Max(MostLive, eager.Counters.LiveTensors);
        eager.Execute(op, inputs, outputs);
        Ran.Add(op);
    }

    /// <summary>Forgets what was written down.</summary>
    public void Clear()
    {
        Ran.Clear();
        MostLive = 0;
    }

    public void Dispose()
    {
        // The real one belongs to the process.
    }
}
