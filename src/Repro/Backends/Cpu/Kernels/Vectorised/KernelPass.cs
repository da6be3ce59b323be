using System.Runtime.CompilerServices;

namespace Repro.Backends.Cpu.Kernels.Vectorised;

/// <summary>What all tasks of a kernel's gradient share, and how one of them works: picture by picture, block by block.</summary>
internal sealed unsafe class KernelPass<TSimd, TVector>(
    ConvShape shape, Segments segments, int pictures, Region inputs, Panels gradients, float* dKernel)
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Inputs and gradients of the pixels that tiles pass one after another: 32 KB.</summary>
    private const int NearFloats = 8192;

    /// <summary>Fewer pixels at a time would cost more in carrying than they save.</summary>
    private const int LeastPixels = 32;

    /// <summary>Up to so many tiles read the gradients where they lie.</summary>
    private const int TilesInPlace = 2;

    public ConvShape Shape => shape;

    public Panels Gradients => gradients;

    private static int Width => Tiles<TSimd, TVector>.Width;

    public void Run(ReadOnlySpan<KernelBlock> blocks)
    {
        for (int n = 0; n < pictures; n += segments.Pictures)
        {
            foreach (KernelBlock block in blocks) AddPictures(block, n, Math.Min(segments.Pictures, pictures - n));
        }
    }

    /// <summary>Adds a picture's sum of segments, or a segment of several pictures, to the kernel's gradient.</summary>
    private void AddPictures(in KernelBlock block, int first, int count)
    {
        int rows = block.Rows;
        int real = gradients.ColumnsOf(block.Panel);
        float* chains = Buffers.Mine.Result.Take((long)rows * Width);
        float* total = dKernel + ((long)block.WindowRow * shape.Window.Width * shape.InChannels + block.FirstRow) * shape.OutChannels
            + block.Panel * Width;
        if (segments.Rows >= shape.OutHeight)
        {
            RunSegment(block, new PixelRange(first, count, 0, shape.OutHeight), chains);
            Add(chains, rows, real, total, shape.OutChannels);
            return;
        }

        float* picture = Buffers.Mine.Picture.Take((long)rows * Width);
        new Span<float>(picture, rows * Width).Clear();
        for (int row = 0; row < shape.OutHeight; row += segments.Rows)
        {
            RunSegment(block, new PixelRange(first, count, row, Math.Min(segments.Rows, shape.OutHeight - row)), chains);
            Add(chains, rows, Width, picture, Width);
        }

        Add(picture, rows, real, total, shape.OutChannels);
    }

    /// <summary>
    /// The chains of one segment for all tiles of the block. They are carried through memory from one part of the pixels to the next,
    /// so that all tiles find the part's values in the nearest cache.
    /// </summary>
    private void RunSegment(in KernelBlock block, PixelRange segment, float* chains)
    {
        int pixels = Math.Max(LeastPixels, NearFloats / (shape.Stride.Width * shape.InChannels + Width));
        if (block.TileCount == 1) pixels = int.MaxValue;
        int rows = Math.Clamp(pixels / shape.OutWidth, 1, segment.Rows);
        int together = rows < segment.Rows ? 1 : Math.Clamp(pixels / (shape.OutWidth * segment.Rows), 1, segment.Pictures);
        bool carry = false;
        for (int n = 0; n < segment.Pictures; n += together)
            for (int row = 0; row < segment.Rows; row += rows)
            {
                PixelRange part = new(
                    segment.Picture + n, Math.Min(together, segment.Pictures - n), segment.Row + row, Math.Min(rows, segment.Rows - row));
                TileTask t = PartOfChain(block, part);
                t.Carry = carry;
                float* a = t.A;
                for (int tile = block.FirstTile; tile < block.LastTile; tile++)
                {
                    int at = block.Tiles.Start(tile) - block.FirstRow;
                    t.A = a + at;
                    t.C = chains + (long)at * Width;
                    Tiles<TSimd, TVector>.Run(block.Tiles.Rows(tile), t);
                }

                carry = true;
            }
    }

    /// <summary>The part of the first tile's chains that runs over some pixels.</summary>
    private TileTask PartOfChain(in KernelBlock block, PixelRange part)
    {
        int step = gradients.RowStep;
        int height = shape.OutHeight;
        float* b = gradients.At(block.Panel) + (part.Picture * (long)height + part.Row) * shape.OutWidth * step;
        if (block.TileCount > TilesInPlace || gradients.ColumnsOf(block.Panel) < Width)
        {
            b = Gather(part, b, gradients.ColumnsOf(block.Panel));
            step = Width;
            height = part.Rows;
        }

        TileTask t = new()
        {
            A = (float*)inputs.Data + part.Picture * inputs.PictureStep
                + ((long)part.Row * shape.Stride.Height + block.WindowRow) * inputs.RowStep + block.FirstRow,
            ARow = 1,
            AInner = shape.Stride.Width * shape.InChannels,
            AOuter = (nint)(shape.Stride.Height * inputs.RowStep),
            ABlock = (nint)inputs.PictureStep,
            B = b,
            BInner = step,
            BOuter = (nint)shape.OutWidth * step,
            BBlock = (nint)height * shape.OutWidth * step,
            Inner = shape.OutWidth,
            Outer = part.Rows,
            Blocks = part.Pictures,
            CRow = Width,
        };
        if (t.Inner > 1 || t.Outer > 1) return t;

        // Pictures of one pixel: the inner loop runs over them.
        (t.AInner, t.BInner, t.Inner, t.Blocks) = (t.ABlock, t.BBlock, t.Blocks, 1);
        return t;
    }

    /// <summary>A panel's gradients of some pixels side by side, so that they do not meet in a few lines of the cache; zeros fill the panel up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float* Gather(PixelRange part, float* source, int real)
    {
        int pixels = part.Rows * shape.OutWidth;
        int step = gradients.RowStep;
        long skipped = ((long)shape.OutHeight * shape.OutWidth - pixels) * step;
        float* first = Buffers.Mine.Gathered.Take((long)part.Pictures * pixels * Width);
        float* target = first;
        for (int n = 0; n < part.Pictures; n++, source += skipped)
            for (int pixel = 0; pixel < pixels; pixel++, source += step, target += Width)
            {
                if (real == Width)
                {
                    TSimd.Store(TSimd.Load(source), target);
                    TSimd.Store(TSimd.Load(source + TSimd.Count), target + TSimd.Count);
                    continue;
                }

                new ReadOnlySpan<float>(source, real).CopyTo(new Span<float>(target, real));
                new Span<float>(target + real, Width - real).Clear();
            }

        return first;
    }

    /// <summary>Adds rows of a panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(float* source, int rows, int columns, float* target, int targetStep)
    {
        for (int row = 0; row < rows; row++, source += Width, target += targetStep)
        {
            int i = 0;
            for (; i + TSimd.Count <= columns; i += TSimd.Count)
            {
                TSimd.Store(TSimd.Add(TSimd.Load(target + i), TSimd.Load(source + i)), target + i);
            }

            for (; i < columns; i++) target[i] += source[i];
        }
    }
}
