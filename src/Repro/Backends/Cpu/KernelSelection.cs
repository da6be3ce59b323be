using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Repro.Backends.Cpu.Kernels;
using Repro.Backends.Cpu.Kernels.Vectorized;
using Repro.Backends.Cpu.Kernels.Vectorized.Tiling;
using Repro.Backends.Cpu.Threading;

namespace Repro.Backends.Cpu;

/// <summary>Which kernels this processor runs. The choice changes the speed and no bit.</summary>
internal static class KernelSelection
{
    /// <summary>Instruction sets by name, the fastest first.</summary>
    public static IReadOnlyList<string> Names { get; } = ["avx512", "avx2", "reference"];

    public static bool IsSupported(string name) =>
        name switch
        {
            "avx512" => Avx512F.IsSupported && IsSupported("avx2"),
            "avx2" => Avx2.IsSupported && Fma.IsSupported,
            "reference" => true,
            _ => false,
        };

    /// <summary>The fastest kernels that this processor has.</summary>
    public static CpuKernels Best(Workers workers) => Named(Names.First(IsSupported), workers);

    /// <param name="emulated">Whether the wide kernels may also run where AVX-512 is missing, on AVX2: slow, with the same bits.</param>
    /// <exception cref="InputException">There is no such instruction set, or this processor lacks it.</exception>
    public static CpuKernels Named(string name, Workers workers, bool emulated = false)
    {
        if (!IsSupported(name) && !(emulated && name == "avx512" && IsSupported("avx2")))
        {
            throw new InputException(
                $"Instruction set '{name}' cannot be used here: this processor has {string.Join(", ", Names.Where(IsSupported))}. Choose one of these; results are the same with each."
            );
        }

        return name switch
        {
            "avx512" => new VectorKernels<Simd512, Vector512<float>>(workers),
            "avx2" => new VectorKernels<Simd256, Vector256<float>>(workers),
            _ => new ReferenceKernels(),
        };
    }
}
