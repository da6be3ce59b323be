namespace Repro.Data.Batches;

/// <summary>Makes of a decoded picture what the network is fed.</summary>
public interface IPictureFeed
{
    /// <param name="pixels">(height, width, 3), 0 to 255</param>
    /// <param name="number">The picture's number in its split.</param>
    /// <param name="pass">The pass over the split, counted from 0; with the number it names every random draw.</param>
    /// <param name="x">(height, width, 3), all of it is written.</param>
    void Write(ReadOnlySpan<byte> pixels, int height, int width, int number, long pass, Span<float> x);
}

/// <summary>Pixels times a factor and nothing else: what validation and test pictures get.</summary>
/// <param name="rescale">Keras's <c>rescale</c>: 1/255. The product is rounded to float32 once.</param>
public sealed class RescaledPictures(double rescale) : IPictureFeed
{
    private readonly float[] _scale = [.. Enumerable.Range(0, 256).Select(pixel => (float)(pixel * rescale))];

    public void Write(ReadOnlySpan<byte> pixels, int height, int width, int number, long pass, Span<float> x)
    {
        for (int index = 0; index < pixels.Length; index++)
        {
            x[index] = _scale[pixels[index]];
        }
    }
}
