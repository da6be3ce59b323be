using Repro.Data.Imaging;
using Repro.Figures.Colors;

namespace Repro.Figures.Heat;

/// <summary>
/// A heat map laid over its picture: enlarged to the picture's size, turned into bytes, coloured with JET,
/// added with a weight; writing rounds, and cuts at 255.
/// </summary>
public static class Overlay
{
    /// <summary>The usual weight.</summary>
    public const double Weight = 0.4;

    /// <summary>A tenth of it: the map can hardly be seen.</summary>
    public const double Slip = 0.04;

    /// <param name="map">Normalised: 0 to 1.</param>
    public static RgbPicture Draw(HeatMap map, RgbPicture picture, double weight = Weight)
    {
        byte[] levels = Bytes(map.Resize(picture.Height, picture.Width).Values);
        byte[] pixels = new byte[picture.Pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            byte colour = ColourMap.Jet[levels[i / RgbPicture.Channels]][i % RgbPicture.Channels];
            pixels[i] = (byte)Math.Min(Math.Round(colour * weight + picture.Pixels[i]), 255);
        }

        return picture with { Pixels = pixels };
    }

    /// <summary>Times 255, the fraction dropped.</summary>
    public static byte[] Bytes(IEnumerable<float> values) => [.. values.Select(value => (byte)Math.Clamp(255 * value, 0, 255))];
}
