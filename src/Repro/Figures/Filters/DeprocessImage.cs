using Repro.Data.Imaging;

namespace Repro.Figures.Filters;

/// <summary>
/// <c>deprocess_image</c> of Keras's example of filter visualization: less the mean, over the standard
/// deviation plus 1e-5, times 0.1, plus 0.5, clipped to 0..1, times 255, the fraction dropped. Of a constant image nothing but 127 is left.
/// </summary>
internal static class DeprocessImage
{
    public static byte[] Bytes(ReadOnlySpan<float> values)
    {
        (double mean, double deviation) = Moments.Of(values);
        byte[] bytes = new byte[values.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            double centred = (values[i] - mean) / (deviation + 1e-5) * 0.1 + 0.5;
            bytes[i] = (byte)Math.Clamp(Math.Clamp(centred, 0, 1) * 255, 0, 255);
        }

        return bytes;
    }

    /// <param name="values">(height, width, 3)</param>
    public static RgbImage ToImage(ReadOnlySpan<float> values, int height, int width) => new(height, width, Bytes(values));
}
