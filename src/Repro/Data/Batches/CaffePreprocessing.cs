using Repro.Data.Imaging;

namespace Repro.Data.Batches;

/// <summary>
/// Keras's <c>preprocess_input</c> in its caffe style, which VGG16's, ResNet50's and SqueezeNet's ImageNet weights were trained with:
/// blue, green, red instead of red, green, blue, each minus ImageNet's mean; pixels stay in steps of one.
/// </summary>
/// <param name="images">Writes images as red, green, blue of 0 to 255: unchanged ones, or augmented ones.</param>
internal sealed class CaffePreprocessing(IImagePreprocessor images) : IImagePreprocessor
{
    /// <summary>How runs name it.</summary>
    public const string Name = "caffe";

    private const float BlueMean = 103.939f;
    private const float GreenMean = 116.779f;
    private const float RedMean = 123.68f;

    /// <summary>Images that nothing else is done to.</summary>
    public CaffePreprocessing()
        : this(new RescaledImages(1)) { }

    public void Write(ReadOnlySpan<byte> pixels, int height, int width, int number, long pass, Span<float> x)
    {
        images.Write(pixels, height, width, number, pass, x);
        Preprocess(x);
    }

    public void Write(ReadOnlySpan<float> pixels, Span<float> x)
    {
        images.Write(pixels, x);
        Preprocess(x);
    }

    /// <summary>In place: (..., 3) red, green, blue of 0 to 255 become blue, green, red minus their means.</summary>
    public static void Preprocess(Span<float> x)
    {
        for (int at = 0; at + 2 < x.Length; at += RgbImage.Channels)
        {
            (x[at], x[at + 1], x[at + 2]) = (x[at + 2] - BlueMean, x[at + 1] - GreenMean, x[at] - RedMean);
        }
    }
}
