using Repro.TensorFlow.Native;
using Repro.TensorFlow.Seam;

namespace Repro.Specs.TensorFlow;

/// <summary>TensorFlow for the specs that need it: one context for the process, since contexts are heavy.</summary>
internal static class Library
{
    private static readonly Lazy<IEager> Cpu = new(() => NativeTensorFlow.Open(Where!, new EagerOptions("cpu", Threads: 2)));

    /// <summary>What REPRO_LIBTENSORFLOW names, or null.</summary>
    public static string? Where { get; } = Environment.GetEnvironmentVariable("REPRO_LIBTENSORFLOW") is { Length: > 0 } named ? named : null;

    /// <summary>Eager execution on the CPU; the spec is ignored, never passed, where no library is named. Not to be disposed of.</summary>
    public static IEager Require()
    {
        if (Where is null) Assert.Ignore("Needs TensorFlow's native library: name it with REPRO_LIBTENSORFLOW.");
        return Cpu.Value;
    }
}
