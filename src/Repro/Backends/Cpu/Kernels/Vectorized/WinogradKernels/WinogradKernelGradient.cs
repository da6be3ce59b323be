using System.Runtime.CompilerServices;
using Repro.Backends.Cpu.Kernels.Vectorized.Tiling;
using Repro.Backends.Cpu.Threading;

namespace Repro.Backends.Cpu.Kernels.Vectorized.WinogradKernels;

/// <summary>
/// Winograd's gradient of a kernel over blocks of tiles, numbered through all images: inputs and gradients of a block are transformed,
/// each of 36 cells adds its products to its sums, segment by segment, and in the end the sums are transformed. Threads share a block
/// and do one step after the other.
/// </summary>
internal static unsafe class WinogradKernelGradient<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>
    /// Transformed inputs and gradients of a block, unless that is less than a segment: 4 MB. With 16 MB few channels took up to twice as
    /// long.
    /// </summary>
    private const int BlockFloats = 1 << 20;

    /// <summary>Tiles of a task that transforms a part of a block.</summary>
    private const int TilesPerTask = 8;

    /// <summary>Filters of a panel.</summary>
    private static int Width => Tiles<TSimd, TVector>.Width;

    /// <summary>Channels of a panel, but for the last: whole registers, and whole tiles of the most rows.</summary>
    private static int InputWidth => 3 * TSimd.Count;

    /// <param name="g">A window of 3x3 and a stride of 1.</param>
    public static void Run(Workers workers, WindowGeometry g, int samples, float* x, float* dy, float* dKernel)
    {
        int tiles = samples * Winograd.TileRows(g) * Winograd.TileColumns(g);
        WinogradGradientBlock buffers = Take(g, Math.Min(tiles, TilesOfBlock(g)));
        int panels = (g.OutChannels + Width - 1) / Width;
        for (int first = 0; first < tiles; first += buffers.Tiles)
        {
            WinogradGradientBlock block = buffers with { First = first, Tiles = Math.Min(buffers.Tiles, tiles - first) };
            workers.For((block.Tiles + TilesPerTask - 1) / TilesPerTask, new TransformWork(block, x, dy));
            workers.For(Winograd.Cells * panels, new ProductWork(block, panels));
        }

        workers.For(g.InChannels, new KernelWork(buffers, dKernel));
    }

    /// <summary>The most tiles of a block: whole segments.</summary>
    public static int TilesOfBlock(in WindowGeometry g)
    {
        int floats = Winograd.Cells * (g.InChannels + g.OutChannels);
        return Winograd.SegmentTiles * Math.Max(1, BlockFloats / floats / Winograd.SegmentTiles);
    }

    /// <summary>A block of the most tiles, in buffers of the caller's thread.</summary>
    private static WinogradGradientBlock Take(in WindowGeometry g, int tiles)
    {
        int channels = (g.InChannels + TSimd.Count - 1) / TSimd.Count * TSimd.Count;
        int filters = (g.OutChannels + Width - 1) / Width * Width;
        long inputStep = WinogradPacking.CacheStep((long)tiles * channels);
        long gradientStep = WinogradPacking.CacheStep((long)tiles * filters);
        long sumStep = WinogradPacking.CacheStep((long)g.InChannels * filters);
        float* inputs = Buffers.Mine.Transformed.Take(Winograd.Cells * inputStep);
        float* gradients = Buffers.Mine.TransformedGradients.Take(Winograd.Cells * gradientStep);
        float* sums = Buffers.Mine.Products.Take(Winograd.Cells * sumStep);
        return new WinogradGradientBlock(
            g,
            0,
            tiles,
            channels,
            (nint)inputs,
            (nint)inputStep,
            (nint)gradients,
            (nint)gradientStep,
            (nint)sums,
            (nint)sumStep
        );
    }

    private static void TransformInputs(in WinogradGradientBlock block, int tile, float* x)
    {
        int channels = block.Channels;
        WinogradPlace place = WinogradPlace.Of(block.Geometry, block.First + tile);
        float* patch = Buffers.Mine.Region.Take((long)Winograd.Cells * channels);
        float* source = place.Inputs(block.Geometry, x, patch, channels, out nint row);
        for (int first = 0; first < channels; first += InputWidth)
        {
            int width = Math.Min(InputWidth, channels - first);
            float* to = block.InputsAt(0, first) + (long)tile * width;
            for (int c = 0; c < width; c += TSimd.Count)
            {
                WinogradTransforms<TSimd, TVector>.Input(source + first + c, channels, row, to + c, block.InputStep);
            }
        }
    }

    private static void TransformGradients(in WinogradGradientBlock block, int tile, float* dy)
    {
        WindowGeometry g = block.Geometry;
        int filters = (g.OutChannels + Width - 1) / Width * Width;
        WinogradPlace place = WinogradPlace.Of(g, block.First + tile);
        float* patch = Buffers.Mine.Region.Take((long)Winograd.Tile * Winograd.Tile * filters);
        float* source = place.Gradients(g, dy, patch, filters, out nint row);
        for (int f = 0; f < filters; f += Width)
        {
            float* to = block.GradientsAt(0, f) + (long)tile * Width;
            WinogradTransforms<TSimd, TVector>.Gradient(source + f, filters, row, to, block.GradientStep);
            WinogradTransforms<TSimd, TVector>.Gradient(source + f + TSimd.Count, filters, row, to + TSimd.Count, block.GradientStep);
        }
    }

    /// <summary>Adds a segment's chains to a panel of a cell's sums; the first segment's are the sums.</summary>
    private static void Multiply(in WinogradGradientBlock block, int cell, int filter, int segment)
    {
        int channels = block.Geometry.InChannels;
        bool adds = block.First + segment > 0;
        float* sums = block.SumsAt(cell, filter);
        float* result = Buffers.Mine.Result.Take((long)TSimd.MaxRows * Width);
        for (int first = 0; first < channels; first += InputWidth)
        {
            int width = Math.Min(InputWidth, block.Channels - first);
            TileSplit split = TileSplit.Of(Math.Min(InputWidth, channels - first), TSimd.MaxRows);
            for (int piece = 0; piece < split.Pieces; piece++)
            {
                int row = split.Start(piece);
                int rows = split.Rows(piece);
                float* target = sums + (long)(first + row) * Width;
                TileTask t = new()
                {
                    A = block.InputsAt(cell, first) + (long)segment * width + row,
                    ARow = 1,
                    AInner = width,
                    B = block.GradientsAt(cell, filter) + (long)segment * Width,
                    BInner = Width,
                    Inner = Math.Min(Winograd.SegmentTiles, block.Tiles - segment),
                    Outer = 1,
                    Blocks = 1,
                    C = adds ? result : target,
                    CRow = Width,
                };
                Tiles<TSimd, TVector>.Run(rows, t);
                if (adds)
                {
                    Add(result, rows * Width, target);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(float* terms, int count, float* sums)
    {
        for (int i = 0; i < count; i += TSimd.Count)
        {
            TSimd.Store(TSimd.Add(TSimd.Load(sums + i), TSimd.Load(terms + i)), sums + i);
        }
    }

    private readonly struct TransformWork(WinogradGradientBlock block, float* x, float* dy) : IWork
    {
        private readonly float* _x = x;
        private readonly float* _dy = dy;

        public void Run(int task)
        {
            int end = Math.Min(block.Tiles, (task + 1) * TilesPerTask);
            for (int tile = task * TilesPerTask; tile < end; tile++)
            {
                TransformInputs(block, tile, _x);
                TransformGradients(block, tile, _dy);
            }
        }
    }

    private readonly struct ProductWork(WinogradGradientBlock block, int panels) : IWork
    {
        public void Run(int task)
        {
            for (int segment = 0; segment < block.Tiles; segment += Winograd.SegmentTiles)
            {
                Multiply(block, task / panels, task % panels * Width, segment);
            }
        }
    }

    /// <summary>A channel's gradients of all filters from the sums.</summary>
    private readonly struct KernelWork(WinogradGradientBlock block, float* dKernel) : IWork
    {
        private readonly float* _dKernel = dKernel;

        public void Run(int channel)
        {
            int filters = block.Geometry.OutChannels;
            nint step = (nint)block.Geometry.InChannels * filters;
            float* result = Buffers.Mine.Result.Take(Winograd.Window * Winograd.Window * TSimd.Count);
            for (int f = 0; f < filters; f += TSimd.Count)
            {
                float* sums = block.SumsAt(0, f / Width * Width) + (long)channel * Width + f % Width;
                float* target = _dKernel + (long)channel * filters + f;
                if (f + TSimd.Count <= filters)
                {
                    WinogradTransforms<TSimd, TVector>.Kernel(sums, block.SumStep, target, step);
                    continue;
                }

                WinogradTransforms<TSimd, TVector>.Kernel(sums, block.SumStep, result, TSimd.Count);
                for (int k = 0; k < Winograd.Window * Winograd.Window; k++)
                {
                    new ReadOnlySpan<float>(result + k * TSimd.Count, filters - f).CopyTo(new Span<float>(target + k * step, filters - f));
                }
            }
        }
    }
}
