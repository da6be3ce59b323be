namespace Repro.Backends.Cpu.Kernels.Vectorised;

/// <summary>
/// The gradient of a kernel. A tile's rows are neighbouring inputs of a window's row, its columns filters, and its chain runs over the
/// pixels of a segment. A task owns a block of the gradient and passes all segments in order.
/// </summary>
internal static unsafe class KernelGradient<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Bordered pictures that are kept at a time: 64 MB.</summary>
    private const long PaddedFloats = 1 << 24;

    public static void Run(Workers workers, WindowGeometry g, int samples, float* x, float* dy, float* dKernel)
    {
        ConvShape s = ConvShape.Forward(g);
        Segments segments = Segments.Of(g.OutHeight, g.OutWidth);
        new Span<float>(dKernel, checked(s.Terms * s.OutChannels)).Clear();

        // Pictures with a border are copied some segments at a time; sums go on where they stood.
        long one = Region.Size(s, 1, g.OutHeight);
        int chunk = samples;
        if (!s.StaysInside) chunk = (int)Math.Min(samples, Math.Max(1, PaddedFloats / one / segments.Pictures) * segments.Pictures);
        for (int first = 0; first < samples; first += chunk)
        {
            int pictures = Math.Min(chunk, samples - first);
            float* gradient = dy + (long)first * g.OutHeight * g.OutWidth * g.OutChannels;
            Region region = s.StaysInside ? Region.InPlace(s, x, first, 0) : Pad(workers, s, x, first, pictures);
            Accumulate(workers, s, segments, pictures, region, gradient, dKernel);
        }
    }

    private static Region Pad(Workers workers, ConvShape s, float* x, int first, int pictures)
    {
        long one = Region.Size(s, 1, s.OutHeight);
        float* target = Buffers.Mine.Padded.Take(pictures * one);
        workers.For(pictures, n => Region.Copy(s, x, first + n, 1, 0, s.OutHeight, target + n * one));
        return new Region((nint)target, one, (long)s.ColumnsRead * s.InChannels);
    }

    private static void Accumulate(Workers workers, ConvShape s, Segments segments, int pictures, Region region, float* dy, float* dKernel)
    {
        int width = Tiles<TSimd, TVector>.Width;
        int panels = (s.OutChannels + width - 1) / width;
        int wholePanels = s.OutChannels / width;
        long pixels = (long)pictures * s.OutHeight * s.OutWidth;
        Panels gradients = Panels.InPlace(dy, s.OutChannels, width);
        Panels last = wholePanels == panels ? default : LastPanel(workers, dy, pixels, s.OutChannels, width);

        TileSplit tiles = TileSplit.Of(s.Window.Width * s.InChannels, TSimd.MaxRows);
        int lines = panels * s.Window.Height;
        int parts = Math.Clamp((4 * workers.Threads + lines - 1) / lines, 1, tiles.Pieces);
        workers.For(lines * parts, task =>
        {
            int part = task % parts;
            int panel = task / parts / s.Window.Height;
            KernelBlock block = new(
                task / parts % s.Window.Height, panel,
                (int)((long)tiles.Pieces * part / parts), (int)((long)tiles.Pieces * (part + 1) / parts), tiles);
            RunBlock(s, segments, pictures, region, panel < wholePanels ? gradients : last, panel < wholePanels ? panel : 0, block, dKernel);
        });
    }

    /// <summary>The last columns of the output's gradient, which do not fill a panel, filled up with zeros.</summary>
    private static Panels LastPanel(Workers workers, float* dy, long pixels, int columns, int width)
    {
        int real = columns % width;
        float* target = Buffers.Mine.Remainder.Take(pixels * width);
        float* source = dy + columns - real;
        int blocks = (int)Math.Min(pixels, 4L * workers.Threads);
        workers.For(blocks, block =>
        {
            for (long p = pixels * block / blocks; p < pixels * (block + 1) / blocks; p++)
            {
                new ReadOnlySpan<float>(source + p * columns, real).CopyTo(new Span<float>(target + p * width, real));
                new Span<float>(target + p * width + real, width - real).Clear();
            }
        });
        return new Panels((nint)target, 0, width, real, width);
    }

    private static void RunBlock(
        in ConvShape s, Segments segments, int pictures, Region region, Panels dy, int panel, in KernelBlock block, float* dKernel)
    {
        int width = dy.Width;
        int real = dy.ColumnsOf(panel);
        int blockRows = block.Tiles.Start(block.LastTile) - block.Tiles.Start(block.FirstTile);
        float* chain = Buffers.Mine.Result.Take(TSimd.MaxRows * width);
        bool severalSegments = segments.Rows < s.OutHeight;
        float* picture = severalSegments ? Buffers.Mine.Picture.Take((long)blockRows * width) : null;
        float* gradient = dKernel + ((long)block.WindowRow * s.Window.Width * s.InChannels + block.Tiles.Start(block.FirstTile)) * s.OutChannels
            + block.Panel * Tiles<TSimd, TVector>.Width;

        for (int n = 0; n < pictures; n += segments.Pictures)
        {
            if (severalSegments) new Span<float>(picture, blockRows * width).Clear();
            for (int row = 0; row < s.OutHeight; row += segments.Rows)
            {
                TileTask t = Segment(s, segments, pictures, region, dy, panel, block, n, row);
                t.C = chain;
                t.CRow = width;
                float* a = t.A;
                for (int tile = block.FirstTile; tile < block.LastTile; tile++)
                {
                    int at = block.Tiles.Start(tile) - block.Tiles.Start(block.FirstTile);
                    int rows = block.Tiles.Rows(tile);
                    t.A = a + at;
                    Tiles<TSimd, TVector>.Run(rows, t);
                    if (severalSegments) Add(chain, width, rows, width, picture + (long)at * width, width);
                    else Add(chain, width, rows, real, gradient + (long)at * s.OutChannels, s.OutChannels);
                }
            }

            if (severalSegments) Add(picture, width, blockRows, real, gradient, s.OutChannels);
        }
    }

    /// <summary>The chain of one segment, for the block's first tile.</summary>
    private static TileTask Segment(
        in ConvShape s, Segments segments, int pictures, Region region, Panels dy, int panel, in KernelBlock block, int picture, int row)
    {
        long outRow = (long)s.OutWidth * dy.RowStep;
        TileTask t = new()
        {
            A = (float*)region.Data + picture * region.PictureStep + ((long)row * s.Stride.Height + block.WindowRow) * region.RowStep
                + block.Tiles.Start(block.FirstTile),
            ARow = 1,
            AInner = s.Stride.Width * s.InChannels,
            AOuter = (nint)(s.Stride.Height * region.RowStep),
            ABlock = (nint)region.PictureStep,
            B = dy.At(panel) + (picture * (long)s.OutHeight + row) * outRow,
            BInner = dy.RowStep,
            BOuter = (nint)outRow,
            BBlock = (nint)(s.OutHeight * outRow),
            Inner = s.OutWidth,
            Outer = Math.Min(segments.Rows, s.OutHeight - row),
            Blocks = Math.Min(segments.Pictures, pictures - picture),
        };
        if (t.Inner > 1 || t.Outer > 1) return t;

        // Pictures of one pixel: the inner loop runs over them.
        (t.AInner, t.BInner, t.Inner, t.Blocks) = (t.ABlock, t.BBlock, t.Blocks, 1);
        return t;
    }

    private static void Add(float* source, int sourceStep, int rows, int columns, float* target, int targetStep)
    {
        for (int row = 0; row < rows; row++, source += sourceStep, target += targetStep)
        {
            int i = 0;
            for (; i + TSimd.Count <= columns; i += TSimd.Count)
            {
                TSimd.Store(TSimd.Add(TSimd.Load(target + i), TSimd.Load(source + i)), target + i);
            }

            for (; i < columns; i++) target[i] += source[i];
        }
    }

    /// <summary>The part of the gradient that a task owns: tiles of one row of the window, and a panel of filters.</summary>
    private readonly record struct KernelBlock(int WindowRow, int Panel, int FirstTile, int LastTile, TileSplit Tiles);
}
