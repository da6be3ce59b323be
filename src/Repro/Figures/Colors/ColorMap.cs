using Repro.Data.Imaging;

namespace Repro.Figures.Colors;

/// <summary>A colour for each of 256 levels, as the documents' figures use them.</summary>
internal sealed class ColorMap
{
    private const int Levels = 256;

    private readonly byte[] _table;

    private ColorMap(string name, byte[] table)
    {
        Name = name;
        _table = table;
    }

    /// <summary>From black to white.</summary>
    public static ColorMap Gray { get; } = new("gray", Made(level => (level, level, level)));

    /// <summary>Matplotlib's default, dark blue to yellow.</summary>
    public static ColorMap ViridisMap { get; } = new("viridis", Viridis.Table);

    /// <summary>OpenCV's <c>COLORMAP_JET</c>, blue to red: each of the three is a ramp up, a plateau and a ramp down.</summary>
    public static ColorMap Jet { get; } = new("jet", Made(level => (Ramp(level, 3), Ramp(level, 2), Ramp(level, 1))));

    public static IReadOnlyList<ColorMap> All { get; } = [Gray, ViridisMap, Jet];

    /// <summary>As Matplotlib calls it.</summary>
    public string Name { get; }

    public override string ToString() => Name;

    /// <summary>Red, green and blue of a level.</summary>
    public ReadOnlySpan<byte> this[byte level] => _table.AsSpan(level * RgbImage.Channels, RgbImage.Channels);

    /// <param name="levels">(height, width)</param>
    public RgbImage Paint(ReadOnlySpan<byte> levels, int height, int width)
    {
        byte[] pixels = new byte[height * width * RgbImage.Channels];
        for (int i = 0; i < levels.Length; i++)
        {
            this[levels[i]].CopyTo(pixels.AsSpan(i * RgbImage.Channels));
        }

        return new RgbImage(height, width, pixels);
    }

    /// <summary>
    /// Matplotlib's <c>imshow</c> and <c>matshow</c>: the smallest value takes the first colour, the largest the last, and 256 equal steps
    /// lie
    /// between; where all values are equal everything takes the first.
    /// </summary>
    /// <param name="values">(height, width)</param>
    public RgbImage Show(ReadOnlySpan<float> values, int height, int width)
    {
        float low = float.PositiveInfinity;
        float high = float.NegativeInfinity;
        foreach (float value in values)
        {
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        byte[] levels = new byte[values.Length];
        double spread = (double)high - low;
        for (int i = 0; i < levels.Length && spread > 0; i++)
        {
            levels[i] = (byte)Math.Min((int)((values[i] - low) / spread * Levels), Levels - 1);
        }

        return Paint(levels, height, width);
    }

    /// <summary>Whether each of the image's colours is one of the map's.</summary>
    public bool Holds(RgbImage image)
    {
        HashSet<int> colors = [.. Enumerable.Range(0, Levels).Select(level => Color(_table, level * RgbImage.Channels))];
        int last = -1;
        for (int at = 0; at < image.Pixels.Length; at += RgbImage.Channels)
        {
            int color = Color(image.Pixels, at);
            if (color != last && !colors.Contains(color))
            {
                return false;
            }

            last = color;
        }

        return true;
    }

    private static int Color(byte[] values, int at) => (values[at] << 16) | (values[at + 1] << 8) | values[at + 2];

    private static byte[] Made(Func<int, (int Red, int Green, int Blue)> color) =>
        [.. Enumerable.Range(0, Levels).Select(color).SelectMany(found => new[] { (byte)found.Red, (byte)found.Green, (byte)found.Blue })];

    private static int Ramp(int level, int middle) => (int)Math.Round(255 * Math.Clamp(1.5 - Math.Abs(4.0 * level / 255 - middle), 0, 1));
}
