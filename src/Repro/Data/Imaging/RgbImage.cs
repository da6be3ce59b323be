namespace Repro.Data.Imaging;

/// <summary>A decoded image.</summary>
/// <param name="Pixels">(height, width, 3): red, green, blue, 0 to 255.</param>
internal sealed record RgbImage(int Height, int Width, byte[] Pixels)
{
    public const int Channels = 3;

    /// <summary>
    /// Resizes by the nearest neighbour, as Pillow's <c>resize</c> does with <c>NEAREST</c> (and Keras's <c>load_img</c> by default).
    /// </summary>
    public RgbImage Resize(int height, int width)
    {
        byte[] pixels = new byte[height * width * Channels];
        ResizeInto(pixels, height, width);
        return new RgbImage(height, width, pixels);
    }

    /// <summary>As <see cref="Resize"/>, into memory that is there already.</summary>
    /// <param name="pixels">(height, width, 3)</param>
    public void ResizeInto(Span<byte> pixels, int height, int width)
    {
        int[] columns = NearestCells(Width, width);
        int[] rows = NearestCells(Height, height);
        int target = 0;
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> row = Pixels.AsSpan(rows[y] * Width * Channels, Width * Channels);
            for (int x = 0; x < width; x++)
            {
                int source = columns[x] * Channels;
                pixels[target] = row[source];
                pixels[target + 1] = row[source + 1];
                pixels[target + 2] = row[source + 2];
                target += Channels;
            }
        }
    }

    /// <summary>As Pillow's <c>convert("L")</c>: (19595 R + 38470 G + 7471 B + 32768) / 65536. A gray image stays as it is.</summary>
    /// <returns>(height, width)</returns>
    public byte[] ToGray()
    {
        byte[] gray = new byte[Height * Width];
        for (int cell = 0; cell < gray.Length; cell++)
        {
            ReadOnlySpan<byte> rgb = Pixels.AsSpan(cell * Channels, Channels);
            gray[cell] = (byte)((19595 * rgb[0] + 38470 * rgb[1] + 7471 * rgb[2] + 32768) >> 16);
        }

        return gray;
    }

    // Pillow adds up the step instead of multiplying it, and the rounding of those sums decides some cells.
    internal static int[] NearestCells(int from, int to, int start = 0)
    {
        double step = (double)from / to;
        double at = start + step * 0.5;
        int[] cells = new int[to];
        for (int index = 0; index < to; index++)
        {
            cells[index] = Math.Min((int)at, start + from - 1);
            at += step;
        }

        return cells;
    }
}
