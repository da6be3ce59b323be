using Repro.Data.Folders;

namespace Repro.Data.Batches;

internal static class ImagePreprocessorExtensions
{
    /// <summary>Writes what the network is fed of an image.</summary>
    /// <param name="number">The image's number in its split.</param>
    /// <param name="pass">The pass over the split, counted from 0.</param>
    /// <param name="x">(height, width, channels), all of it is written.</param>
    /// <exception cref="InputException">The image's file is missing, damaged, cut short or too large; the message names it.</exception>
    public static void Write(this IImagePreprocessor feed, DecodedImages images, int number, long pass, Span<float> x)
    {
        if (images.IsFloat)
        {
            feed.Write(images.Values(number), x);
        }
        else
        {
            feed.Write(images.Pixels(number), images.Height, images.Width, number, pass, x);
        }
    }
}
