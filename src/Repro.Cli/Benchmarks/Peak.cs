using Repro.Backends.Cpu;
using Repro.Backends.Cpu.Threading;
using Repro.Configuration;

namespace Repro.Cli.Benchmarks;

/// <summary>The most multiply-adds that this machine does, each counted as two operations.</summary>
/// <param name="InstructionSet">Whose vectors were measured: <c>avx512</c> (512 bits) or <c>avx2</c> (256).</param>
internal sealed record Peak(string InstructionSet, int Threads, double GigaflopsPerSecond)
{
    /// <summary>Measures with the threads and the instruction set that the settings give the Cpu backend.</summary>
    /// <param name="isRough">Measures for 0.05 s instead of half a second after a warm-up.</param>
    public static Peak Measure(Settings settings, bool isRough = false)
    {
        using Workers workers = new(settings.Threads);
        string instructionSet =
            settings.InstructionSet == CpuOptions.Auto ? KernelSelection.Names.First(KernelSelection.IsSupported) : settings.InstructionSet;
        return new Peak(instructionSet, workers.Threads, FmaPeak.Measure(workers, instructionSet, isRough));
    }
}
