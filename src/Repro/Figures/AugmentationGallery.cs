using Repro.Data.Augmentation;
using Repro.Data.Imaging;

namespace Repro.Figures;

/// <summary>One picture, augmented again and again.</summary>
public static class AugmentationGallery
{
    private const int Square = 3;
    private const int FigureCount = 4;
    private const int Gap = 4;

    /// <summary>Nine versions, three by three, at the image's own size, fractions dropped.</summary>
    public static RgbPicture NineInOne(RgbPicture picture, AugmentationSettings settings, int seed) =>
        Canvas.Rows([.. Versions(picture, settings, seed).Take(Square * Square).Select(values => Bytes(values, picture, 1))], Square, Gap, Canvas.White);

    /// <summary>
    /// Four versions, a figure each, by <c>array_to_img</c>, which stretches the largest value to 255.
    /// </summary>
    public static IEnumerable<RgbPicture> Figures(RgbPicture picture, AugmentationSettings settings, int seed)
    {
        int i = 0;
        foreach (float[] values in Versions(picture, settings, seed))
        {
            yield return Bytes(values, picture, values.Max() is > 0 and var largest ? 255 / largest : 1);
            i++;
            if (i % FigureCount == 0) yield break;
        }
    }

    // Without an end, as Keras's flow: a pass over the one picture each.
    private static IEnumerable<float[]> Versions(RgbPicture picture, AugmentationSettings settings, int seed)
    {
        AugmentedPictures feed = new(settings, seed, rescale: 1);
        for (long pass = 0; ; pass++)
        {
            float[] values = new float[picture.Pixels.Length];
            feed.Write(picture.Pixels, picture.Height, picture.Width, number: 0, pass, values);
            yield return values;
        }
    }

    private static RgbPicture Bytes(float[] values, RgbPicture like, float factor) =>
        like with { Pixels = [.. values.Select(value => (byte)Math.Clamp(value * factor, 0, 255))] };
}
