using System.Runtime.Intrinsics;
using Repro.Backends.Cpu;
using Repro.Backends.Cpu.Kernels;
using Repro.Backends.Cpu.Kernels.Vectorized.Tiling;
using Repro.Backends.Cpu.Kernels.Vectorized.WinogradKernels;
using Repro.Backends.Cpu.Threading;
using Repro.Models;

namespace Repro.Specs.Backends.Cpu.Kernels;

/// <summary>Weights so large that threads share the blocks of Winograd's forward pass: the reference's bits again.</summary>
[Category("Fast")]
internal sealed class WinogradBlockSpecs
{
    // Each gives three blocks; the smallest images that do, since the reference takes its time. Even blocks, whole registers and borders
    // around every tile; uneven blocks, registers and panels that are not full, tiles inside and tiles that are cut.
    private static readonly Sharing Even = new(KernelData.Geometry(8, 8, 64, 4096, 3, 1, Padding.Same), 15, 28);
    private static readonly Sharing Uneven = new(KernelData.Geometry(14, 13, 65, 3001, 3, 1, Padding.Valid), 9, 38);

    [Test]
    public void Each_case_has_three_blocks()
    {
        foreach (Sharing sharing in new[] { Even, Uneven })
        {
            WindowGeometry g = sharing.Geometry;
            int tiles = sharing.Images * Winograd.TileRows(g) * Winograd.TileColumns(g);
            WinogradForward<Simd256, Vector256<float>>.IsShared(g).Should().BeTrue();
            WinogradForward<Simd256, Vector256<float>>.SharedTiles(g).Should().Be(sharing.TilesOfBlock);
            WinogradForward<Simd256, Vector256<float>>.SharedBlocks(g, tiles).Pieces.Should().Be(3);
            WinogradForward<Simd512, Vector512<float>>.SharedBlocks(g, tiles).Pieces.Should().Be(3);
        }
    }

    [TestCase("avx512", 2)]
    [TestCase("avx2", 1)]
    [TestCase("avx2", 3)]
    public void Even_blocks(string instructionSet, int threads) => MustEqualReference(Even, instructionSet, threads);

    [TestCase("avx512", 5)]
    [TestCase("avx2", 2)]
    public void Uneven_blocks(string instructionSet, int threads) => MustEqualReference(Uneven, instructionSet, threads);

    [TestCase("avx512", 2)]
    [TestCase("avx2", 3)]
    public void Even_blocks_that_are_pooled(string instructionSet, int threads)
    {
        WindowGeometry conv = Even.Geometry;
        WindowGeometry pool = KernelData.Geometry(
            conv.OutHeight,
            conv.OutWidth,
            conv.OutChannels,
            conv.OutChannels,
            new Size(2, 2),
            new Size(2, 2),
            Padding.Valid
        );
        float[] expected = new float[Even.Images * KernelData.Outputs(pool)];
        ReferenceKernels reference = new();
        float[] hidden = new float[Even.Expected.Value.Length];
        reference.Relu(hidden.Length, Even.Expected.Value, hidden);
        reference.MaxPoolForward(pool, Even.Images, hidden, expected, null);

        using Workers workers = new(threads);
        CpuKernels kernels = Kernels(instructionSet, workers);
        float[] actual = KernelData.Scrambled(expected.Length);
        PooledConv block = new(conv, pool);
        kernels.PooledConvForward(block, Even.Images, Even.Inputs, Even.Kernel, Even.Bias, actual, null, winograd: true);
        KernelData.MustEqual(actual, expected, expected.Length, "y");
    }

    private static void MustEqualReference(Sharing sharing, string instructionSet, int threads)
    {
        using Workers workers = new(threads);
        CpuKernels kernels = Kernels(instructionSet, workers);
        float[] expected = sharing.Expected.Value;
        float[] actual = KernelData.Scrambled(expected.Length);
        kernels.ConvForward(sharing.Geometry, sharing.Images, sharing.Inputs, sharing.Kernel, sharing.Bias, actual, winograd: true);
        KernelData.MustEqual(actual, expected, expected.Length, "y");
    }

    private static CpuKernels Kernels(string instructionSet, Workers workers)
    {
        if (!KernelSelection.IsSupported("avx2"))
        {
            Assert.Ignore("This processor has no AVX2 with FMA.");
        }

        return KernelSelection.Named(instructionSet, workers, emulated: true);
    }

    private sealed class Sharing
    {
        public Sharing(WindowGeometry geometry, int images, int tilesOfBlock)
        {
            (Geometry, Images, TilesOfBlock) = (geometry, images, tilesOfBlock);
            Inputs = KernelData.Values(images * KernelData.Inputs(geometry), 1);
            Kernel = KernelData.Values(KernelData.Weights(geometry), 2);
            Bias = KernelData.Values(geometry.OutChannels, 3);
            Expected = new Lazy<float[]>(() =>
            {
                float[] y = new float[images * KernelData.Outputs(geometry)];
                new ReferenceKernels().ConvForward(geometry, images, Inputs, Kernel, Bias, y, winograd: true);
                return y;
            });
        }

        public WindowGeometry Geometry { get; }

        public int Images { get; }

        public int TilesOfBlock { get; }

        public float[] Inputs { get; }

        public float[] Kernel { get; }

        public float[] Bias { get; }

        public Lazy<float[]> Expected { get; }
    }
}
