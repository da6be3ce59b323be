using Repro.Data.Imaging;

namespace Repro.Figures;

/// <summary>An image of one grey that others are put on.</summary>
internal sealed class Canvas
{
    public const byte Black = 0;
    public const byte White = 255;

    public Canvas(int height, int width, byte grey)
    {
        byte[] pixels = new byte[height * width * RgbImage.Channels];
        Array.Fill(pixels, grey);
        Image = new RgbImage(height, width, pixels);
    }

    public RgbImage Image { get; }

    public void Put(RgbImage tile, int top, int left)
    {
        int stride = tile.Width * RgbImage.Channels;
        for (int y = 0; y < tile.Height; y++)
        {
            tile.Pixels.AsSpan(y * stride, stride).CopyTo(Image.Pixels.AsSpan(((top + y) * Image.Width + left) * RgbImage.Channels));
        }
    }

    /// <summary>With a black line around, as Matplotlib frames a subplot: a white tile would run into the white around it.</summary>
    public static RgbImage Framed(RgbImage tile)
    {
        Canvas canvas = new(tile.Height + 2, tile.Width + 2, Black);
        canvas.Put(tile, 1, 1);
        return canvas.Image;
    }

    /// <summary>Tiles of one size row by row with gaps between, as the documents' subplots stand.</summary>
    public static RgbImage Rows(IReadOnlyList<RgbImage> tiles, int columns, int gap, byte grey)
    {
        int rows = (tiles.Count + columns - 1) / columns;
        (int height, int width) = (tiles[0].Height, tiles[0].Width);
        Canvas canvas = new(rows * (height + gap) - gap, columns * (width + gap) - gap, grey);
        for (int i = 0; i < tiles.Count; i++)
        {
            canvas.Put(tiles[i], i / columns * (height + gap), i % columns * (width + gap));
        }

        return canvas.Image;
    }
}
