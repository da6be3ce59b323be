namespace Repro.Backends.Cpu.Kernels;

/// <summary>
/// How the sum of a weight's gradient is cut, fixed by the layer's output shape alone: each segment is one chain, so that errors stay small
/// and segments can be computed anywhere. Dense layers are images of one pixel.
/// </summary>
/// <param name="Rows">Output rows of a segment, inside one image.</param>
/// <param name="Images">Images of a segment; 1 where an image is cut into rows.</param>
internal readonly record struct Segments(int Rows, int Images)
{
    /// <summary>The least number of pixels of a segment.</summary>
    private const int LeastPixels = 256;

    /// <summary>True where a segment lies within one image, and an image's segments are added before the images are.</summary>
    public bool WithinImage => Images == 1;

    public static Segments Of(int outHeight, int outWidth)
    {
        long pixels = (long)outHeight * outWidth;
        if (pixels >= LeastPixels)
        {
            int parts = (int)Math.Min(pixels / LeastPixels, int.MaxValue);
            int rows = (outHeight + parts - 1) / parts;
            return new Segments(rows > 1 ? rows + (rows & 1) : rows, 1);
        }

        int images = 1;
        while (images * pixels < LeastPixels)
        {
            images *= 2;
        }

        return new Segments(outHeight, images);
    }
}
