using System.Globalization;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Native;

/// <summary>What a record keeps of the TensorFlow that computed. No paths: they say nothing to another machine.</summary>
/// <param name="Version">The native library's version.</param>
/// <param name="Device">As people write it: <c>CPU:0</c>.</param>
/// <param name="Driver">NVIDIA's driver; this and what follows only where the device is a GPU.</param>
/// <param name="Gpu">The models of the machine's GPUs.</param>
/// <param name="Threads">Threads within an op; 0 for one each processor.</param>
internal sealed record TensorFlowFacts(
    string Version,
    string Binding,
    string Device,
    string? Driver,
    string? Gpu,
    string? Cuda,
    string? CuDnn,
    bool Deterministic,
    bool Tf32,
    bool MemoryGrowth,
    int Threads
)
{
    /// <summary>The facts of an open binding; those of a GPU are read from the machine.</summary>
    public static TensorFlowFacts Of(IEager eager, EagerOptions options)
    {
        bool onGpu = eager.Device.Type == "GPU";
        CudaVersions? cuda = onGpu ? CudaVersions.Read() : null;
        return new TensorFlowFacts(
            eager.LibraryVersion,
            eager.Binding,
            eager.Device.ShortName,
            cuda?.Driver,
            cuda is { Gpus.Count: > 0 } ? string.Join(", ", cuda.Gpus.Distinct()) : null,
            cuda?.Cuda,
            cuda?.CuDnn,
            options.Deterministic,
            options.Tf32,
            options.MemoryGrowth,
            options.Threads
        );
    }

    /// <summary>For <c>BackendDescription.Libraries</c>; what is unknown is left out.</summary>
    public IReadOnlyDictionary<string, string> ToLibraries()
    {
        Dictionary<string, string?> all = new()
        {
            ["TensorFlow"] = Version,
            ["binding"] = Binding,
            ["device"] = Device,
            ["NVIDIA driver"] = Driver,
            ["GPU"] = Gpu,
            ["CUDA"] = Cuda,
            ["cuDNN"] = CuDnn,
            ["deterministic"] = OnOff(Deterministic),
            ["TF32"] = OnOff(Tf32),
            ["memory growth"] = OnOff(MemoryGrowth),
            ["intra-op threads"] = Threads.ToString(CultureInfo.InvariantCulture),
        };
        return all.Where(fact => fact.Value is not null).ToDictionary(fact => fact.Key, fact => fact.Value!);
    }

    private static string OnOff(bool value) => value ? "on" : "off";
}
