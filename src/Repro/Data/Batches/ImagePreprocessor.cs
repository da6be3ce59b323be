namespace Repro.Data.Batches;

/// <summary>Makes of a decoded image what the network is fed.</summary>
internal interface IImagePreprocessor
{
    /// <param name="pixels">(height, width, 3), 0 to 255</param>
    /// <param name="number">The image's number in its split.</param>
    /// <param name="pass">The pass over the split, counted from 0; with the number it names every random draw.</param>
    /// <param name="x">(height, width, 3), all of it is written.</param>
    void Write(ReadOnlySpan<byte> pixels, int height, int width, int number, long pass, Span<float> x);

    /// <summary>The same of pixels that are not whole numbers, without random changes.</summary>
    /// <param name="pixels">(height, width, 3), 0 to 255</param>
    /// <param name="x">(height, width, 3), all of it is written.</param>
    /// <exception cref="NotSupportedException">Images are changed at random, which needs pixels of bytes.</exception>
    void Write(ReadOnlySpan<float> pixels, Span<float> x);
}

/// <summary>Pixels times a factor and nothing else: what validation and test images get.</summary>
/// <param name="rescale">Keras's <c>rescale</c>: 1/255. The product is rounded to float32 once.</param>
internal sealed class RescaledImages(double rescale) : IImagePreprocessor
{
    private readonly float[] _scale = [.. Enumerable.Range(0, 256).Select(pixel => (float)(pixel * rescale))];

    public void Write(ReadOnlySpan<byte> pixels, int height, int width, int number, long pass, Span<float> x)
    {
        for (int index = 0; index < pixels.Length; index++)
        {
            x[index] = _scale[pixels[index]];
        }
    }

    public void Write(ReadOnlySpan<float> pixels, Span<float> x)
    {
        for (int index = 0; index < pixels.Length; index++)
        {
            x[index] = (float)(pixels[index] * rescale);
        }
    }
}
