namespace Repro.Data.Imaging;

/// <summary>How images are resized, by the names of Keras's <c>load_img</c>.</summary>
internal enum Interpolation
{
    Nearest,
    Box,
    Bilinear,
    Hamming,
    Bicubic,
    Lanczos,
}

/// <summary>
/// Resizes as Pillow's <c>resize</c> does, to the last bit: filters are widened when they shrink, weights are whole numbers of
/// 22 bits, and the horizontal pass is rounded to bytes before the vertical one.
/// </summary>
internal static class Resampling
{
    // Bits behind the point of a weight: 32 less 8 of the pixel and 2 of headroom.
    private const int Precision = 22;

    private delegate double Filter(double x);

    /// <summary>
    /// Resizes a part of an image, as Pillow's <c>resize</c> does with <c>box</c>: at the edges of the part, filters read the pixels beside
    /// it.
    /// </summary>
    /// <param name="pixels">(size, channels)</param>
    /// <returns>(to, channels)</returns>
    internal static byte[] Resize(
        byte[] pixels,
        (int Height, int Width) size,
        int channels,
        ImageWindow window,
        (int Height, int Width) to,
        Interpolation interpolation
    )
    {
        if (interpolation == Interpolation.Nearest)
        {
            return Nearest(pixels, size.Width, channels, window, to);
        }

        (Filter filter, double support) = Of(interpolation);
        bool keepsColumns = size.Width == to.Width && window.Width == size.Width;
        bool keepsRows = size.Height == to.Height && window.Height == size.Height;
        byte[] narrow = keepsColumns
            ? pixels
            : Columns(pixels, size.Height, size.Width, channels, Taps(size.Width, (window.Left, window.Width), to.Width, filter, support));
        return keepsRows
            ? narrow
            : Rows(narrow, to.Width, channels, Taps(size.Height, (window.Top, window.Height), to.Height, filter, support));
    }

    private static byte[] Nearest(byte[] pixels, int width, int channels, ImageWindow window, (int Height, int Width) to)
    {
        int[] rows = RgbImage.NearestCells(window.Height, to.Height, window.Top);
        int[] columns = RgbImage.NearestCells(window.Width, to.Width, window.Left);
        byte[] resized = new byte[to.Height * to.Width * channels];
        int target = 0;
        foreach (int row in rows)
        {
            foreach (int column in columns)
            {
                pixels.AsSpan((row * width + column) * channels, channels).CopyTo(resized.AsSpan(target));
                target += channels;
            }
        }

        return resized;
    }

    private static byte[] Columns(byte[] pixels, int height, int width, int channels, Tap[] taps)
    {
        byte[] resized = new byte[height * taps.Length * channels];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < taps.Length; x++)
            {
                for (int channel = 0; channel < channels; channel++)
                {
                    resized[(y * taps.Length + x) * channels + channel] = taps[x]
                        .Sum(pixels, (y * width + taps[x].First) * channels + channel, channels);
                }
            }
        }

        return resized;
    }

    private static byte[] Rows(byte[] pixels, int width, int channels, Tap[] taps)
    {
        int row = width * channels;
        byte[] resized = new byte[taps.Length * row];
        for (int y = 0; y < taps.Length; y++)
        {
            for (int at = 0; at < row; at++)
            {
                resized[y * row + at] = taps[y].Sum(pixels, taps[y].First * row + at, row);
            }
        }

        return resized;
    }

    /// <param name="from">Cells of the image.</param>
    /// <param name="part">Those that are resized.</param>
    private static Tap[] Taps(int from, (int Start, int Length) part, int to, Filter filter, double support)
    {
        double scale = (double)part.Length / to;
        double stretch = Math.Max(scale, 1);
        double reach = support * stretch;
        Tap[] taps = new Tap[to];
        for (int index = 0; index < to; index++)
        {
            double center = part.Start + (index + 0.5) * scale;
            int first = Math.Max((int)(center - reach + 0.5), 0);
            int count = Math.Min((int)(center + reach + 0.5), from) - first;
            double[] weights = new double[count];
            double sum = 0;
            for (int tap = 0; tap < count; tap++)
            {
                weights[tap] = filter((tap + first - center + 0.5) * (1 / stretch));
                sum += weights[tap];
            }

            taps[index] = new Tap(first, Array.ConvertAll(weights, weight => Fixed(sum == 0 ? weight : weight / sum)));
        }

        return taps;
    }

    private static int Fixed(double weight) => (int)((weight < 0 ? -0.5 : 0.5) + weight * (1 << Precision));

    private static (Filter Filter, double Support) Of(Interpolation interpolation) =>
        interpolation switch
        {
            Interpolation.Box => (x => x is > -0.5 and <= 0.5 ? 1 : 0, 0.5),
            Interpolation.Bilinear => (x => Math.Max(1 - Math.Abs(x), 0), 1),
            Interpolation.Hamming => (Hamming, 1),
            Interpolation.Bicubic => (Bicubic, 2),
            Interpolation.Lanczos => (x => x is >= -3 and < 3 ? Sinc(x) * Sinc(x / 3) : 0, 3),
            _ => throw new ArgumentOutOfRangeException(nameof(interpolation), interpolation, "It has no filter."),
        };

    private static double Hamming(double x)
    {
        double distance = Math.Abs(x);
        return distance == 0 ? 1
            : distance >= 1 ? 0
            : Math.Sin(distance * Math.PI) / (distance * Math.PI) * (0.54 + 0.46 * Math.Cos(distance * Math.PI));
    }

    private static double Bicubic(double x)
    {
        const double A = -0.5;
        double distance = Math.Abs(x);
        return distance < 1 ? ((A + 2) * distance - (A + 3)) * distance * distance + 1
            : distance < 2 ? (((distance - 5) * distance + 8) * distance - 4) * A
            : 0;
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(x * Math.PI) / (x * Math.PI);

    /// <summary>The cells that make one cell of the result, and their weights.</summary>
    private readonly record struct Tap(int First, int[] Weights)
    {
        public byte Sum(byte[] pixels, int at, int stride)
        {
            int sum = 1 << (Precision - 1);
            foreach (int weight in Weights)
            {
                sum += pixels[at] * weight;
                at += stride;
            }

            return (byte)Math.Clamp(sum >> Precision, 0, 255);
        }
    }
}
