namespace Repro.Data.Imaging;

/// <summary>A part of an image, in whole pixels.</summary>
internal readonly record struct ImageWindow(int Top, int Left, int Height, int Width)
{
    public static ImageWindow Whole(int height, int width) => new(0, 0, height, width);

    /// <summary>
    /// The largest part around the center with the aspect ratio of a size, as Keras's <c>load_img</c> cuts it with
    /// <c>keep_aspect_ratio</c>: sides are rounded down, and an odd rest is at the bottom and the right.
    /// </summary>
    public static ImageWindow OfAspect(int height, int width, int toHeight, int toWidth)
    {
        int rows = (int)Math.Min(height, (long)width * toHeight / toWidth);
        int columns = (int)Math.Min(width, (long)height * toWidth / toHeight);
        return new ImageWindow((height - rows) / 2, (width - columns) / 2, rows, columns);
    }
}
