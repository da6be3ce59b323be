using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Repro.Backends.Cpu;

namespace Repro.Specs.Backends.Cpu.SameBits;

/// <summary>
/// The child process: makes sure that what should be switched off is off, then prints the hash of every training.
/// Its exit code is 3 where an instruction set is on that should not be.
/// </summary>
internal static class SameBitsChild
{
    public const int StillOn = 3;

    public static int Run(string[] switchedOff)
    {
        Console.WriteLine(
            FormattableString.Invariant(
                $"# Avx512F {Avx512F.IsSupported}, Avx2 {Avx2.IsSupported}, Fma {Fma.IsSupported}, Sse42 {Sse42.IsSupported}, Vector128 {Vector128.IsHardwareAccelerated}"
            )
        );
        if (switchedOff.Any(IsOn))
        {
            return StillOn;
        }

        Print(new CpuOptions(Threads: 2));
        // Where AVX-512 is off the wide kernels can still be run on AVX2.
        if (switchedOff.Contains("avx512"))
        {
            Print(new CpuOptions(Threads: 2, "avx512") { Emulated = true });
        }

        return 0;
    }

    private static void Print(CpuOptions options)
    {
        using CpuBackend backend = new(options);
        Console.WriteLine($"# {backend.InstructionSet}");
        foreach (string name in Trainings.Names)
        {
            Console.WriteLine(RecordedHashes.Line(name, Trainings.Run(name, backend)));
        }
    }

    private static bool IsOn(string name) =>
        name switch
        {
            "avx512" => Avx512F.IsSupported || Vector512.IsHardwareAccelerated,
            "avx2" => Avx512F.IsSupported || Avx2.IsSupported || Fma.IsSupported,
            "all" => Avx512F.IsSupported
                || Avx2.IsSupported
                || Fma.IsSupported
                || Avx.IsSupported
                || Sse42.IsSupported
                || Vector128.IsHardwareAccelerated,
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "An unknown instruction set."),
        };
}
