using Repro.Backends.Cpu;
using Repro.Backends.Cpu.Kernels;
using Repro.Models;

namespace Repro.Specs.Backends.Cpu.Kernels;

/// <summary>Weights so large that threads share the blocks of Winograd's forward pass: the reference's bits again.</summary>
[Category("Fast")]
public sealed class WinogradBlockSpecs
{
    // 60 tiles where 28 make a block, so that there are three; the smallest picture, since the reference takes its time.
    private const int Pictures = 15, Channels = 64, Filters = 4096;

    private static readonly WindowGeometry Geometry = KernelData.Geometry(8, 8, Channels, Filters, 3, 1, Padding.Same);
    private static readonly float[] Inputs = KernelData.Values(Pictures * KernelData.Inputs(Geometry), 1);
    private static readonly float[] Kernel = KernelData.Values(KernelData.Weights(Geometry), 2);
    private static readonly float[] Bias = KernelData.Values(Filters, 3);
    private static readonly Lazy<float[]> Expected = new(() =>
    {
        float[] y = new float[Pictures * KernelData.Outputs(Geometry)];
        new ReferenceKernels().ConvForward(Geometry, Pictures, Inputs, Kernel, Bias, y, winograd: true);
        return y;
    });

    [TestCase("avx512", 2)]
    [TestCase("avx2", 1)]
    [TestCase("avx2", 3)]
    public void Shared_blocks(string instructionSet, int threads)
    {
        if (!KernelSelection.IsSupported("avx2")) Assert.Ignore("This processor has no AVX2 with FMA.");

        using Workers workers = new(threads);
        CpuKernels kernels = KernelSelection.Named(instructionSet, workers, emulated: true);
        float[] actual = KernelData.Scrambled(Expected.Value.Length);
        kernels.ConvForward(Geometry, Pictures, Inputs, Kernel, Bias, actual, winograd: true);
        KernelData.MustEqual(actual, Expected.Value, Expected.Value.Length, "y");
    }
}
