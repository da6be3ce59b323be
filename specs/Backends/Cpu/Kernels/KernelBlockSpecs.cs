using Repro.Backends.Cpu;
using Repro.Backends.Cpu.Kernels;
using Repro.Backends.Cpu.Kernels.Vectorized.Tiling;
using Repro.Backends.Cpu.Threading;
using Repro.Models;

namespace Repro.Specs.Backends.Cpu.Kernels;

/// <summary>A kernel's gradient cut into blocks, one a thread: by rows and by filters.</summary>
[Category("Fast")]
internal sealed class KernelBlockSpecs
{
    private const int Samples = 3;

    // The reference is slow, and the same for all instruction sets and threads.
    private static readonly Lazy<Gradient>[] Gradients =
    [
        new(() => Gradient.Of(KernelData.Geometry(33, 31, 30, 70, 3, 1, Padding.Same))),
        new(() => Gradient.Of(KernelData.Geometry(23, 40, 26, 150, 3, 1, Padding.Same))),
    ];

    [TestCase(18, 4, 8, 1000, 1000, 4, 2, Description = "both ways where inputs and gradients are as many")]
    [TestCase(18, 4, 8, 1, 1000, 2, 4, Description = "by filters where gradients are many")]
    [TestCase(18, 4, 8, 1000, 1, 8, 1, Description = "by rows where inputs are many")]
    [TestCase(3, 2, 8, 1000, 1000, 3, 2, Description = "as many as can be where tiles are few")]
    [TestCase(1, 1, 8, 1000, 1000, 1, 1, Description = "what cannot be cut")]
    [TestCase(18, 4, 7, 1, 1000, 7, 1, Description = "no more than threads")]
    public void They_are_as_many_as_threads_and_read_little(
        int tiles,
        int panels,
        int threads,
        long inputs,
        long gradients,
        int tileParts,
        int panelParts
    )
    {
        KernelBlocks blocks = KernelBlocks.Of(new KernelTiles(tiles, TileSplit.Of(6, 6)), panels, inputs, gradients, threads);

        (blocks.TileParts, blocks.PanelParts).Should().Be((tileParts, panelParts));
    }

    [TestCase(18, 5, 8)]
    [TestCase(7, 3, 6)]
    public void Together_they_are_the_whole_gradient_and_none_has_what_another_has(int tiles, int panels, int threads)
    {
        KernelBlocks blocks = KernelBlocks.Of(new KernelTiles(tiles, TileSplit.Of(6, 6)), panels, 1000, 1000, threads);

        (
            from index in Enumerable.Range(0, blocks.Count)
            let block = blocks.At(index)
            from tile in Enumerable.Range(block.First, block.Last - block.First)
            from panel in Enumerable.Range(block.FirstPanel, block.LastPanel - block.FirstPanel)
            select (tile, panel)
        )
            .Should()
            .BeEquivalentTo(from tile in Enumerable.Range(0, tiles) from panel in Enumerable.Range(0, panels) select (tile, panel));
    }

    // Images of several segments each, in a grid of blocks.
    [TestCase("avx2", 4)]
    [TestCase("avx2", 12)]
    [TestCase("avx512", 6)]
    public void The_bits_are_the_references_in_a_grid_too(string instructionSet, int threads)
    {
        if (!KernelSelection.IsSupported("avx2"))
        {
            Assert.Ignore("This processor has no AVX2 with FMA.");
        }

        using Workers workers = new(threads);
        CpuKernels kernels = KernelSelection.Named(instructionSet, workers, emulated: true);
        foreach (Lazy<Gradient> lazy in Gradients)
        {
            Gradient gradient = lazy.Value;
            float[] actual = KernelData.Scrambled(gradient.Expected.Length);
            kernels.ConvBackwardKernel(gradient.Geometry, Samples, gradient.X, gradient.Dy, actual);
            KernelData.MustEqual(actual, gradient.Expected, gradient.Expected.Length, "dKernel");
        }
    }

    private sealed record Gradient(WindowGeometry Geometry, float[] X, float[] Dy, float[] Expected)
    {
        public static Gradient Of(WindowGeometry g)
        {
            float[] x = KernelData.Values(Samples * KernelData.Inputs(g), 1),
                dy = KernelData.Values(Samples * KernelData.Outputs(g), 4),
                expected = new float[KernelData.Weights(g)];
            new ReferenceKernels().ConvBackwardKernel(g, Samples, x, dy, expected);
            return new Gradient(g, x, dy, expected);
        }
    }
}
