namespace Repro.Data.Imaging;

/// <summary>
/// Resizes as <c>tf.image.resize</c> does without antialiasing: half-pixel centers, places and weights in float32.
/// </summary>
internal static class TensorFlowResize
{
    /// <summary>
    /// Bilinear: a row's two cells are joined as left + (right - left) * share, then the two rows likewise. Nothing is rounded to bytes.
    /// </summary>
    /// <param name="pixels">(rows, width, channels)</param>
    /// <param name="window">The part of the image that is resized, as if there were nothing beside it.</param>
    /// <returns>(to, channels), 0 to 255</returns>
    public static float[] Bilinear(byte[] pixels, int width, int channels, ImageWindow window, (int Height, int Width) to)
    {
        Place[] rows = Places(window.Height, to.Height);
        Place[] columns = Places(window.Width, to.Width);
        float[] resized = new float[to.Height * to.Width * channels];
        int target = 0;
        foreach (Place row in rows)
        {
            int above = (window.Top + row.Low) * width;
            int below = (window.Top + row.High) * width;
            foreach (Place column in columns)
            {
                int left = window.Left + column.Low;
                int right = window.Left + column.High;
                for (int channel = 0; channel < channels; channel++)
                {
                    float top = Join(Cell(above + left, channel), Cell(above + right, channel), column.Share);
                    float bottom = Join(Cell(below + left, channel), Cell(below + right, channel), column.Share);
                    resized[target++] = Join(top, bottom, row.Share);
                }
            }
        }

        return resized;

        float Cell(int cell, int channel) => pixels[cell * channels + channel];
    }

    /// <summary>The cell in whose middle's neighborhood each new cell's middle is.</summary>
    /// <inheritdoc cref="Bilinear"/>
    public static byte[] Nearest(byte[] pixels, int width, int channels, ImageWindow window, (int Height, int Width) to)
    {
        int[] columns = Cells(window.Width, to.Width);
        byte[] resized = new byte[to.Height * to.Width * channels];
        int target = 0;
        foreach (int row in Cells(window.Height, to.Height))
        {
            foreach (int column in columns)
            {
                int source = ((window.Top + row) * width + window.Left + column) * channels;
                pixels.AsSpan(source, channels).CopyTo(resized.AsSpan(target));
                target += channels;
            }
        }

        return resized;
    }

    // Two roundings, as TensorFlow's kernel has them: no fused multiplication.
    private static float Join(float first, float second, float share) => first + (second - first) * share;

    private static Place[] Places(int from, int to)
    {
        float scale = (float)from / to;
        Place[] places = new Place[to];
        for (int index = 0; index < to; index++)
        {
            float at = (index + 0.5f) * scale - 0.5f;
            float floor = MathF.Floor(at);
            places[index] = new Place(Math.Max((int)floor, 0), Math.Min((int)MathF.Ceiling(at), from - 1), at - floor);
        }

        return places;
    }

    private static int[] Cells(int from, int to)
    {
        float scale = (float)from / to;
        int[] cells = new int[to];
        for (int index = 0; index < to; index++)
        {
            cells[index] = Math.Min((int)MathF.Floor((index + 0.5f) * scale), from - 1);
        }

        return cells;
    }

    /// <param name="Share">What the higher cell counts, 0 to 1.</param>
    private readonly record struct Place(int Low, int High, float Share);
}
