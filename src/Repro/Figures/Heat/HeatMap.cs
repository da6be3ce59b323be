using Repro.Data.Imaging;
using Repro.Figures.Colors;

namespace Repro.Figures.Heat;

/// <summary>Where an image matters to a class: one value a cell.</summary>
/// <param name="Values">(height, width)</param>
internal sealed record HeatMap(int Height, int Width, float[] Values)
{
    /// <summary>Negative values become 0 and the largest 1.</summary>
    /// <remarks>
    /// Where no value is positive the documents divide 0 by 0; here such a map is 0 throughout, see <see cref="IsBlank"/>.
    /// </remarks>
    public HeatMap Normalized()
    {
        float largest = Math.Max(Values.Max(), 0);
        return this with { Values = [.. Values.Select(value => largest > 0 ? Math.Max(value, 0) / largest : 0)] };
    }

    /// <summary>Nothing speaks for the class.</summary>
    public bool IsBlank => Values.All(value => value <= 0);

    /// <summary>In viridis, as <c>matshow</c> shows it, each cell magnified.</summary>
    public RgbImage Show(int cell) => ColorMap.ViridisMap.Show(Values, Height, Width).Resize(Height * cell, Width * cell);

    /// <summary>
    /// OpenCV's <c>resize</c>, bilinear: the middle of a target cell is looked up between the middles of the source's cells, beyond the
    /// outermost
    /// of which the border's value holds.
    /// </summary>
    public HeatMap Resize(int height, int width)
    {
        (int Low, int High, float Part)[] rows = Places(Height, height);
        (int Low, int High, float Part)[] columns = Places(Width, width);
        float[] resized = new float[height * width];
        for (int y = 0; y < height; y++)
        {
            (int top, int bottom, float down) = rows[y];
            for (int x = 0; x < width; x++)
            {
                (int left, int right, float across) = columns[x];
                float upper = Values[top * Width + left] * (1 - across) + Values[top * Width + right] * across;
                float lower = Values[bottom * Width + left] * (1 - across) + Values[bottom * Width + right] * across;
                resized[y * width + x] = upper * (1 - down) + lower * down;
            }
        }

        return new HeatMap(height, width, resized);
    }

    /// <summary>Row and column of the largest value, the first of equals.</summary>
    public (int Row, int Column) Peak()
    {
        int at = Array.IndexOf(Values, Values.Max());
        return (at / Width, at % Width);
    }

    private static (int Low, int High, float Part)[] Places(int from, int to)
    {
        double step = (double)from / to;
        return
        [
            .. Enumerable
                .Range(0, to)
                .Select(target =>
                {
                    double place = Math.Clamp((target + 0.5) * step - 0.5, 0, from - 1);
                    int low = (int)place;
                    return (low, Math.Min(low + 1, from - 1), (float)(place - low));
                }),
        ];
    }
}
