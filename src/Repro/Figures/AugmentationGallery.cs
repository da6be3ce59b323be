using Repro.Data.Augmentation;
using Repro.Data.Imaging;

namespace Repro.Figures;

/// <summary>One image, augmented again and again.</summary>
internal static class AugmentationGallery
{
    private const int Square = 3;
    private const int FigureCount = 4;
    private const int Gap = 4;

    /// <summary>Nine versions, three by three, at the image's own size, fractions dropped.</summary>
    public static RgbImage NineInOne(RgbImage image, AugmentationSettings settings, int seed) =>
        Canvas.Rows(
            [.. Versions(image, settings, seed).Take(Square * Square).Select(values => Bytes(values, image, 1))],
            Square,
            Gap,
            Canvas.White
        );

    /// <summary>
    /// Four versions, a figure each, by <c>array_to_img</c>, which stretches the largest value to 255.
    /// </summary>
    public static IEnumerable<RgbImage> Figures(RgbImage image, AugmentationSettings settings, int seed)
    {
        int i = 0;
        foreach (float[] values in Versions(image, settings, seed))
        {
            yield return Bytes(values, image, values.Max() is > 0 and var largest ? 255 / largest : 1);
            i++;
            if (i % FigureCount == 0)
            {
                yield break;
            }
        }
    }

    // Without an end, as Keras's flow: a pass over the one image each.
    private static IEnumerable<float[]> Versions(RgbImage image, AugmentationSettings settings, int seed)
    {
        AugmentedImages feed = new(settings, seed, rescale: 1);
        for (long pass = 0; ; pass++)
        {
            float[] values = new float[image.Pixels.Length];
            feed.Write(image.Pixels, image.Height, image.Width, number: 0, pass, values);
            yield return values;
        }
    }

    private static RgbImage Bytes(float[] values, RgbImage like, float factor) =>
        like with
        {
            Pixels = [.. values.Select(value => (byte)Math.Clamp(value * factor, 0, 255))],
        };
}
