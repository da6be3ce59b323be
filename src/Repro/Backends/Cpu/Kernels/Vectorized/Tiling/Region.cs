namespace Repro.Backends.Cpu.Kernels.Vectorized.Tiling;

/// <summary>The inputs of some output rows of some images, with nothing missing around them.</summary>
/// <param name="Data">What the first window reads first.</param>
internal readonly unsafe record struct Region(nint Data, long ImageStep, long RowStep)
{
    /// <summary>The inputs of output rows from <paramref name="row"/> on, where they lie.</summary>
    public static Region InPlace(in ConvShape s, float* x, int image, int row)
    {
        long rowStep = (long)s.InWidth * s.InChannels;
        long imageStep = s.InHeight * rowStep;
        return new Region((nint)(x + image * imageStep + (long)row * s.Stride.Height * rowStep), imageStep, rowStep);
    }

    /// <summary>The inputs of a segment, where they lie or, where some are missing, copied for this task.</summary>
    public static Region Of(in ConvShape s, float* x, PixelRange range) =>
        s.StaysInside
            ? InPlace(s, x, range.Image, range.Row)
            : Copy(s, x, range.Image, range.Images, range.Row, range.Rows, Buffers.Mine.Region.Take(Size(s, range.Images, range.Rows)));

    /// <summary>Floats that <see cref="Copy"/> writes.</summary>
    public static long Size(in ConvShape s, int images, int rows) => (long)images * s.RowsRead(rows) * s.ColumnsRead * s.InChannels;

    /// <summary>Copies the inputs of output rows, with zeros where there are none.</summary>
    public static Region Copy(in ConvShape s, float* x, int image, int images, int row, int rows, float* target)
    {
        int height = s.RowsRead(rows);
        long rowStep = (long)s.ColumnsRead * s.InChannels;
        for (int n = 0; n < images; n++)
        {
            for (int y = 0; y < height; y++)
            {
                float* to = target + (n * (long)height + y) * rowStep;
                new Span<float>(to, (int)rowStep).Clear();
                // The row's place among the image's rows, which are Dilation apart.
                int at = row * s.Stride.Height + y - s.PadTop;
                if (at < 0 || at % s.Dilation.Height != 0 || at / s.Dilation.Height >= s.InHeight)
                {
                    continue;
                }

                float* from = x + ((image + n) * (long)s.InHeight + at / s.Dilation.Height) * s.InWidth * s.InChannels;
                CopyRow(s, from, to);
            }
        }

        return new Region((nint)target, height * rowStep, rowStep);
    }

    private static void CopyRow(in ConvShape s, float* from, float* to)
    {
        int step = s.Dilation.Width;
        int first = Math.Max(0, (-s.PadLeft + step - 1) / step);
        int last = Math.Min(s.InWidth, (s.ColumnsRead - s.PadLeft + step - 1) / step);
        if (last <= first)
        {
            return;
        }

        if (step == 1)
        {
            int count = (last - first) * s.InChannels;
            new ReadOnlySpan<float>(from + first * s.InChannels, count).CopyTo(
                new Span<float>(to + (first + s.PadLeft) * s.InChannels, count)
            );
            return;
        }

        for (int x = first; x < last; x++)
        {
            new ReadOnlySpan<float>(from + x * s.InChannels, s.InChannels).CopyTo(
                new Span<float>(to + (x * step + s.PadLeft) * s.InChannels, s.InChannels)
            );
        }
    }
}
