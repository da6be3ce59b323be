namespace Repro.Backends.Cpu.Kernels;

/// <summary>
/// How the sum of a weight's gradient is cut, fixed by the layer's output shape alone: each segment is one chain, so that errors stay small
/// and segments can be computed anywhere. Dense layers are pictures of one pixel.
/// </summary>
/// <param name="Rows">Output rows of a segment, inside one picture.</param>
/// <param name="Pictures">Pictures of a segment; 1 where a picture is cut into rows.</param>
public readonly record struct Segments(int Rows, int Pictures)
{
    /// <summary>The least number of pixels of a segment.</summary>
    private const int LeastPixels = 256;

    /// <summary>True where a segment lies within one picture, and a picture's segments are added before the pictures are.</summary>
    public bool WithinPicture => Pictures == 1;

    public static Segments Of(int outHeight, int outWidth)
    {
        long pixels = (long)outHeight * outWidth;
        if (pixels >= LeastPixels)
        {
            int parts = (int)Math.Min(pixels / LeastPixels, int.MaxValue);
            int rows = (outHeight + parts - 1) / parts;
            return new Segments(rows > 1 ? rows + (rows & 1) : rows, 1);
        }

        int pictures = 1;
        while (pictures * pixels < LeastPixels) pictures *= 2;
        return new Segments(outHeight, pictures);
    }
}
