namespace Repro.TensorFlow.Seam;

/// <summary>
/// The seam: TensorFlow's eager execution, and nothing more. The op mapping above it is written once; below it are two bindings,
/// the C API by P/Invoke and TensorFlow.NET. One caller at a time.
/// </summary>
internal interface IEager : IDisposable
{
    /// <summary>Which binding this is: <c>c-api</c>, <c>tensorflow.net</c>.</summary>
    string Binding { get; }

    /// <summary>The native library's own version: <c>2.15.1</c>.</summary>
    string LibraryVersion { get; }

    /// <summary>All devices that the library sees.</summary>
    IReadOnlyList<EagerDevice> Devices { get; }

    /// <summary>The device that every op runs on.</summary>
    EagerDevice Device { get; }

    /// <summary>What was counted since the binding was made.</summary>
    EagerCounters Counters { get; }

    /// <summary>A float32 tensor on <see cref="Device"/>, in C order. The values are copied.</summary>
    EagerTensor Upload(ReadOnlySpan<float> values, params ReadOnlySpan<int> shape);

    /// <summary>An int32 vector in the host's memory, where ops read shapes and axes, whatever the device.</summary>
    EagerTensor UploadIntegers(params ReadOnlySpan<int> values);

    /// <summary>Copies a float32 tensor's values out; waits for them.</summary>
    /// <exception cref="ArgumentException">The tensor has another number of values.</exception>
    void Download(EagerTensor tensor, Span<float> destination);

    /// <summary>Runs one op. Inputs stay the caller's; outputs become the caller's, to be disposed of.</summary>
    /// <exception cref="EagerException">TensorFlow refuses or fails; its message is carried through with the op's layer.</exception>
    void Execute(EagerOp op, ReadOnlySpan<EagerTensor> inputs, Span<EagerTensor> outputs);
}

/// <summary>A device as TensorFlow names it.</summary>
/// <param name="Name">In full: <c>/job:localhost/replica:0/task:0/device:CPU:0</c>.</param>
/// <param name="Type"><c>CPU</c>, <c>GPU</c>.</param>
internal sealed record EagerDevice(string Name, string Type)
{
    /// <summary>As people write it: <c>CPU:0</c>.</summary>
    public string ShortName =>
        Name[(Name.LastIndexOf("device:", StringComparison.Ordinal) is var at and >= 0 ? at + "device:".Length : 0)..];
}
