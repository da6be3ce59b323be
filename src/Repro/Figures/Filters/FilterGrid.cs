using Repro.Data.Imaging;

namespace Repro.Figures.Filters;

/// <summary>
/// 64 patterns 8 by 8, columns first, with 5 black pixels between: row i, column j shows filter i + 8j.
/// </summary>
internal static class FilterGrid
{
    public const int Square = 8;
    public const int Side = 64;
    private const int Margin = 5;

    /// <param name="tiles">64 images of one side; places beyond the last of fewer stay black.</param>
    /// <param name="slip">
    /// Rows at <c>i*size+1*margin</c> instead of <c>i*margin</c>, which leaves no gap between rows and 30
    /// black rows at the foot of a grid of 64-pixel tiles.
    /// </param>
    public static RgbImage Assemble(IReadOnlyList<RgbImage> tiles, bool slip = false)
    {
        int side = tiles[0].Height;
        int length = Square * side + (Square - 1) * Margin;
        Canvas canvas = new(length, length, Canvas.Black);
        for (int i = 0; i < Square; i++)
        {
            for (int j = 0; j < Square; j++)
            {
                if (i + Square * j >= tiles.Count)
                {
                    continue;
                }

                canvas.Put(tiles[i + Square * j], i * side + (slip ? 1 : i) * Margin, j * (side + Margin));
            }
        }

        return canvas.Image;
    }
}
