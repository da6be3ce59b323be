using Repro.Data.Imaging;
using Repro.Figures.Colors;

namespace Repro.Figures.Heat;

/// <summary>
/// A heat map laid over its image: enlarged to the image's size, turned into bytes, coloured with JET,
/// added with a weight; writing rounds, and cuts at 255.
/// </summary>
internal static class Overlay
{
    /// <summary>The usual weight.</summary>
    public const double Weight = 0.4;

    /// <summary>A tenth of it: the map can hardly be seen.</summary>
    public const double Slip = 0.04;

    /// <param name="map">Normalised: 0 to 1.</param>
    public static RgbImage Draw(HeatMap map, RgbImage image, double weight = Weight)
    {
        byte[] levels = Bytes(map.Resize(image.Height, image.Width).Values);
        byte[] pixels = new byte[image.Pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            byte color = ColorMap.Jet[levels[i / RgbImage.Channels]][i % RgbImage.Channels];
            pixels[i] = (byte)Math.Min(Math.Round(color * weight + image.Pixels[i]), 255);
        }

        return image with
        {
            Pixels = pixels,
        };
    }

    /// <summary>Times 255, the fraction dropped.</summary>
    public static byte[] Bytes(IEnumerable<float> values) => [.. values.Select(value => (byte)Math.Clamp(255 * value, 0, 255))];
}
