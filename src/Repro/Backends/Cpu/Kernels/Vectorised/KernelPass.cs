using System.Runtime.CompilerServices;

namespace Repro.Backends.Cpu.Kernels.Vectorised;

/// <summary>
/// The sums that a kernel's gradient is made of: those of one picture's segments, or of one segment of several pictures. A tile's rows
/// are neighbouring inputs of a window's row, its columns filters, and its chain is one segment.
/// </summary>
internal sealed unsafe class KernelPass<TSimd, TVector>(ConvShape shape, Segments segments, int pictures, float* x, float* dy)
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Terms that are added to the gradient one after another: pictures, or groups of them.</summary>
    public int Units => (pictures + segments.Pictures - 1) / segments.Pictures;

    private static int Width => Tiles<TSimd, TVector>.Width;

    /// <summary>
    /// Inputs are packed where a pixel's are far from the next one's. A few channels lie close enough, and would cost as much to copy as to use.
    /// </summary>
    private bool PacksInputs => shape.OutWidth == 1 || shape.Stride.Width * shape.InChannels > 2 * TSimd.MaxRows;

    /// <summary>Computes a block's rows of one unit.</summary>
    /// <param name="target">The block's first row; rows have as many columns as there are filters.</param>
    /// <param name="add">Added to what is there, or written over it.</param>
    public void Run(KernelBlock block, int unit, float* target, bool add)
    {
        int first = unit * segments.Pictures;
        PixelRange all = new(first, Math.Min(segments.Pictures, pictures - first), 0, shape.OutHeight);
        if (segments.Rows >= shape.OutHeight)
        {
            RunSegment(block, all, target, add);
            return;
        }

        // A picture's segments are added up before they join the pictures before it.
        float* sum = add ? Buffers.Mine.Picture.Take((long)block.Rows * shape.OutChannels) : target;
        for (int row = 0; row < shape.OutHeight; row += segments.Rows)
        {
            RunSegment(block, all with { Row = row, Rows = Math.Min(segments.Rows, shape.OutHeight - row) }, sum, row > 0);
        }

        if (add) Put(sum, 1, block.Rows * shape.OutChannels, 0, target, 0, true);
    }

    private void RunSegment(in KernelBlock block, PixelRange range, float* target, bool add)
    {
        int pixels = range.Pictures * range.Rows * shape.OutWidth;
        float* chains = Buffers.Mine.Result.Take((long)TSimd.MaxRows * Width);
        float* packed = PacksInputs ? Buffers.Mine.Packed.Take((long)TSimd.MaxRows * pixels) : null;
        Region region = PacksInputs ? default : Region.Of(shape, x, range);
        Panels gradients = Gather(range, pixels);
        TileTask t = PacksInputs ? Straight(packed, pixels) : InPlace(range, region);
        t.C = chains;
        for (int tile = block.First; tile < block.Last; tile++)
        {
            int line = block.Tiles.LineOf(tile);
            int first = block.Tiles.Start(tile);
            int rows = block.Tiles.Rows(tile);
            if (PacksInputs)
            {
                InputColumns.Pack(shape, x, range, line, first, rows, packed);
                t.AInner = rows;
            }
            else
            {
                t.A = (float*)region.Data + line * region.RowStep + first;
            }

            for (int panel = 0; panel < gradients.Count; panel++)
            {
                t.B = gradients.At(panel);
                Tiles<TSimd, TVector>.Run(rows, t);
                Put(chains, rows, gradients.ColumnsOf(panel), Width, target + panel * Width, shape.OutChannels, add);
            }

            target += (long)rows * shape.OutChannels;
        }
    }

    /// <summary>How a tile steps through packed inputs.</summary>
    private static TileTask Straight(float* packed, int pixels) =>
        new() { A = packed, ARow = 1, BInner = Width, Inner = pixels, Outer = 1, Blocks = 1, CRow = Width };

    /// <summary>How a tile steps through inputs that lie where they are.</summary>
    private TileTask InPlace(PixelRange range, Region region) => new()
    {
        ARow = 1,
        AInner = shape.Stride.Width * shape.InChannels,
        AOuter = (nint)(shape.Stride.Height * region.RowStep),
        ABlock = (nint)region.PictureStep,
        BInner = Width,
        BOuter = (nint)shape.OutWidth * Width,
        BBlock = (nint)range.Rows * shape.OutWidth * Width,
        Inner = shape.OutWidth,
        Outer = range.Rows,
        Blocks = range.Pictures,
        CRow = Width,
    };

    /// <summary>The segment's gradients in panels, pixel by pixel; zeros fill the last panel up. Where there is one whole panel they lie so.</summary>
    private Panels Gather(PixelRange range, int pixels)
    {
        float* source = dy + ((long)range.Picture * shape.OutHeight + range.Row) * shape.OutWidth * shape.OutChannels;
        if (shape.OutChannels == Width) return Panels.InPlace(source, shape.OutChannels, Width);

        Panels panels = Panels.Empty(pixels, shape.OutChannels, Width, Buffers.Mine.Gathered);
        Gather(source, shape.OutChannels, pixels, panels);
        return panels;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gather(float* source, int columns, int pixels, Panels panels)
    {
        float* target = panels.At(0);
        int whole = columns / Width * Width;
        for (int pixel = 0; pixel < pixels; pixel++, source += columns, target += Width)
        {
            float* to = target;
            for (int f = 0; f < whole; f += Width, to += panels.Step)
            {
                TSimd.Store(TSimd.Load(source + f), to);
                TSimd.Store(TSimd.Load(source + f + TSimd.Count), to + TSimd.Count);
            }

            if (whole == columns) continue;

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

            for (; i < columns; i++) target[i] = add ? target[i] + source[i] : source[i];
        }
    }
}
