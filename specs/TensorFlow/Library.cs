using Repro.Configuration;
using Repro.TensorFlow.Native;
using Repro.TensorFlow.Seam;

namespace Repro.Specs.TensorFlow;

/// <summary>
/// TensorFlow for the specs that need it, through the binding that the settings name (REPRO_TENSORFLOWBINDING): one context for
/// the process, since contexts are heavy.
/// </summary>
internal static class Library
{
    private static readonly Settings Chosen = Own.Settings;
    private static readonly Lazy<IEager> Cpu = new(() => Open(threads: 2));

    /// <summary>What the settings name (REPRO_LIBTENSORFLOW), or null.</summary>
    public static string? Where => Chosen.TensorFlow.Library;

    /// <summary>The binding that the settings name, <c>c-api</c> by default.</summary>
    public static string Binding => Chosen.TensorFlow.Binding;

    /// <summary>Eager execution on the CPU; the spec is ignored, never passed, where no library is named. Not to be disposed of.</summary>
    public static IEager Require()
    {
        if (Where is null)
        {
            Assert.Ignore("Needs TensorFlow's native library: name it with REPRO_LIBTENSORFLOW.");
        }

        return Cpu.Value;
    }

    /// <summary>Eager execution on the CPU once more, the caller's own.</summary>
    public static IEager Open(int threads) =>
        NativeTensorFlow.Open(Chosen with { Threads = threads, TensorFlow = new TensorFlowSettings(Where, Binding, "cpu") });
}
