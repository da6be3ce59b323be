using System.Runtime.CompilerServices;
using Repro.Backends.Cpu.Kernels.Vectorized.Tiling;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Convolutions;

/// <summary>
/// The sums that a kernel's gradient is made of: those of one image's segments, or of one segment of several images. A tile's rows
/// are neighbouring inputs of a window's row, its columns filters, and its chain is one segment.
/// </summary>
internal readonly unsafe struct KernelPass<TSimd, TVector>(ConvShape shape, Segments segments, int images, float* x, float* dy)
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private readonly float* _x = x;
    private readonly float* _dy = dy;

    /// <summary>Terms that are added to the gradient one after another: images, or groups of them.</summary>
    public int Units => (images + segments.Images - 1) / segments.Images;

    private static int Width => Tiles<TSimd, TVector>.Width;

    /// <summary>Inputs are packed where a pixel's are far from the next one's. A few channels lie close enough as they are.</summary>
    private bool PacksInputs => shape.Stride.Width * shape.InChannels > 2 * TSimd.MaxRows;

    public KernelTiles Tiles =>
        PacksInputs
            ? new KernelTiles(shape.Cells, TileSplit.Of(shape.InChannels, TSimd.MaxRows))
            : new KernelTiles(shape.Window.Height, TileSplit.Of(shape.Window.Width * shape.InChannels, TSimd.MaxRows));

    /// <summary>All of the gradient as one block.</summary>
    public KernelBlocks Whole => Blocks(1);

    /// <summary>The gradient in up to <paramref name="wanted"/> blocks.</summary>
    public KernelBlocks Blocks(int wanted) =>
        KernelBlocks.Of(
            Tiles,
            (shape.OutChannels + Width - 1) / Width,
            (long)shape.InHeight * shape.InWidth * shape.InChannels,
            (long)shape.OutHeight * shape.OutWidth * shape.OutChannels,
            wanted
        );

    /// <summary>Computes a block of one unit.</summary>
    /// <param name="gradient">The kernel's gradient, or one unit's part of it.</param>
    /// <param name="add">Added to what is there, or written over it.</param>
    public void Run(KernelBlock block, int unit, float* gradient, bool add)
    {
        int first = unit * segments.Images;
        PixelRange all = new(first, Math.Min(segments.Images, images - first), 0, shape.OutHeight);
        if (segments.Rows >= shape.OutHeight || !add)
        {
            for (int row = 0; row < shape.OutHeight; row += segments.Rows)
            {
                RunSegment(block, Segment(all, row), gradient, 0, add || row > 0);
            }

            return;
        }

        // An image's segments are added up before they join the images before it.
        int step = TSimd.MaxRows * shape.OutChannels;
        float* sums = Buffers.Mine.Chains.Take((long)block.Count * step);
        for (int row = 0; row < shape.OutHeight; row += segments.Rows)
        {
            RunSegment(block, Segment(all, row), sums, step, row > 0);
        }

        int column = block.FirstPanel * Width;
        int columns = Math.Min(shape.OutChannels, block.LastPanel * Width) - column;
        for (int tile = block.First; tile < block.Last; tile++, sums += step)
        {
            float* rows = gradient + (long)block.Tiles.FirstRow(tile) * shape.OutChannels;
            Put(sums + column, block.Tiles.Rows(tile), columns, shape.OutChannels, rows + column, shape.OutChannels, true);
        }
    }

    private PixelRange Segment(PixelRange image, int row) =>
        image with
        {
            Row = row,
            Rows = Math.Min(segments.Rows, shape.OutHeight - row),
        };

    /// <param name="tileStep">Floats from one tile's rows to the next one's in <paramref name="target"/>; 0 where each has its place in the
    /// gradient.</param>
    private void RunSegment(in KernelBlock block, PixelRange range, float* target, int tileStep, bool add)
    {
        KernelTiles tiles = block.Tiles;
        float* result = Buffers.Mine.Result.Take((long)TSimd.MaxRows * Width);
        float* packed = PacksInputs ? Buffers.Mine.Packed.Take(InputColumns.Size(shape, range, tiles.Line.MostRows)) : null;
        Panels gradients = Gather(block, range);
        Region inputs = PacksInputs ? default : Region.Of(shape, _x, range);
        (Prefetcher nextInputs, Prefetcher nextGradients) = Next(range, block.Count);
        TileTask t = default;
        int piece = -1;
        for (int tile = block.First; tile < block.Last; tile++)
        {
            int rows = tiles.Rows(tile);
            int first = tiles.Line.Start(tiles.PieceOf(tile));
            if (piece != tiles.PieceOf(tile))
            {
                piece = tiles.PieceOf(tile);
                if (PacksInputs)
                {
                    inputs = InputColumns.Pack(shape, _x, range, first, rows, packed);
                }

                t = Steps(range, inputs, PacksInputs ? rows : shape.InChannels);
            }

            int line = tiles.LineOf(tile);
            t.A =
                (float*)inputs.Data
                + (
                    PacksInputs
                        ? line / shape.Window.Width * inputs.RowStep + line % shape.Window.Width * rows
                        : line * inputs.RowStep + first
                );
            t.C = result;
            float* sums = target + (tileStep > 0 ? (long)(tile - block.First) * tileStep : (long)tiles.FirstRow(tile) * shape.OutChannels);
            for (int panel = 0; panel < gradients.Count; panel++)
            {
                t.B = gradients.At(panel);
                Tiles<TSimd, TVector>.Run(rows, t);
                Put(result, rows, gradients.ColumnsOf(panel), Width, sums + (block.FirstPanel + panel) * Width, shape.OutChannels, add);
            }

            // Few channels make few tiles, which run through memory themselves.
            if (!PacksInputs)
            {
                continue;
            }

            nextInputs.Turn();
            nextGradients.Turn();
        }
    }

    /// <summary>The inputs and gradients that follow: as a rule the next segment's.</summary>
    private (Prefetcher Inputs, Prefetcher Gradients) Next(PixelRange range, int turns)
    {
        long inputRow = (long)shape.InWidth * shape.InChannels;
        long gradientRow = (long)shape.OutWidth * shape.OutChannels;
        int rows = range.Images * range.Rows;
        long row =
            (long)range.Image * shape.InHeight
            + (long)(range.Images - 1) * shape.InHeight
            + (range.Row + range.Rows - 1) * shape.Stride.Height
            - shape.PadTop
            + shape.Window.Height;
        return (
            new Prefetcher(_x + row * inputRow, rows * shape.Stride.Height * inputRow, turns),
            new Prefetcher(_dy + ((long)range.Image * shape.OutHeight + range.Row + rows) * gradientRow, rows * gradientRow, turns)
        );
    }

    /// <summary>How a tile steps through a segment's inputs and gradients.</summary>
    private TileTask Steps(PixelRange range, Region inputs, int pixelStep)
    {
        TileTask t = new()
        {
            ARow = 1,
            AInner = (nint)shape.Stride.Width * pixelStep,
            AOuter = (nint)(shape.Stride.Height * inputs.RowStep),
            ABlock = (nint)inputs.ImageStep,
            BInner = Width,
            BOuter = (nint)shape.OutWidth * Width,
            BBlock = (nint)range.Rows * shape.OutWidth * Width,
            Inner = shape.OutWidth,
            Outer = range.Rows,
            Blocks = range.Images,
            CRow = Width,
        };
        if (t.Inner > 1 || t.Outer > 1)
        {
            return t;
        }

        // Images of one pixel: the inner loop runs over them.
        (t.AInner, t.Inner, t.Blocks) = (t.ABlock, t.Blocks, 1);
        return t;
    }

    /// <summary>
    /// The segment's gradients of a block in panels, pixel by pixel; zeros fill the last panel up. Where there is one whole panel they lie
    /// so.
    /// </summary>
    private Panels Gather(in KernelBlock block, PixelRange range)
    {
        int pixels = range.Images * range.Rows * shape.OutWidth;
        float* source = _dy + ((long)range.Image * shape.OutHeight + range.Row) * shape.OutWidth * shape.OutChannels;
        if (shape.OutChannels == Width)
        {
            return Panels.InPlace(source, shape.OutChannels, Width);
        }

        int first = block.FirstPanel * Width;
        int columns = Math.Min(shape.OutChannels, block.LastPanel * Width) - first;
        Panels panels = Panels.Empty(pixels, columns, Width, Buffers.Mine.Gathered);
        Gather(source + first, shape.OutChannels, columns, pixels, panels);
        return panels;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gather(float* source, nint step, int columns, int pixels, Panels panels)
    {
        float* target = panels.At(0);
        int whole = columns / Width * Width;
        for (int pixel = 0; pixel < pixels; pixel++, source += step, target += Width)
        {
            float* to = target;
            for (int f = 0; f < whole; f += Width, to += panels.Step)
            {
                TSimd.Store(TSimd.Load(source + f), to);
                TSimd.Store(TSimd.Load(source + f + TSimd.Count), to + TSimd.Count);
            }

            if (whole == columns)
            {
                continue;
            }

            new ReadOnlySpan<float>(source + whole, columns - whole).CopyTo(new Span<float>(to, columns - whole));
            new Span<float>(to + columns - whole, Width - columns + whole).Clear();
        }
    }

    /// <summary>Adds rows to others, or writes them over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Put(float* source, int rows, int columns, nint sourceStep, float* target, nint targetStep, bool add)
    {
        for (int row = 0; row < rows; row++, source += sourceStep, target += targetStep)
        {
            int i = 0;
            for (; i + TSimd.Count <= columns; i += TSimd.Count)
            {
                TVector value = TSimd.Load(source + i);
                TSimd.Store(add ? TSimd.Add(TSimd.Load(target + i), value) : value, target + i);
            }

            for (; i < columns; i++)
            {
                target[i] = add ? target[i] + source[i] : source[i];
            }
        }
    }
}
