using System.Globalization;
using Repro.Backends;
using Repro.Data.Imaging;
using Repro.Figures.Filters;

namespace Repro.Figures.Drawing;

/// <summary>Patterns that a network's filters answer to.</summary>
internal static class FilterDrawings
{
    private const int Seed = 1;
    private const int PatternSide = 150;
    private const int Most = FilterGrid.Square * FilterGrid.Square;

    /// <summary>One pattern of 150 pixels; a grid for each layer; and of the first layer the grid without gaps between rows.</summary>
    public static IEnumerable<DrawnImage> Draw(FigureSource source, IBackend backend)
    {
        yield return Alone(source, backend);
        foreach (string layer in source.FilterLayers)
        {
            Pattern[] patterns = Climb(source, backend, layer);
            RgbImage[] tiles = [.. patterns.Select(pattern => pattern.Image)];
            string title = source.TitleOf(layer);
            string dead = string.Create(
                CultureInfo.InvariantCulture,
                $"{patterns.Count(pattern => pattern.IsDead)} are dead and still show the noise that they began with"
            );
            yield return new DrawnImage(
                $"{source.Name}-filters-{title}",
                title,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"What the first {tiles.Length} filters of {title} answer to, after {FilterAscent.Steps} steps of gradient ascent from grey noise; {dead}. Filters go down the columns."
                ),
                FilterGrid.Assemble(tiles)
            );
            if (layer == source.FilterLayers[0])
            {
                yield return new DrawnImage(
                    $"{source.Name}-filters-{title}-document-1",
                    $"{title}, without gaps between rows",
                    $"The same patterns of {title} with rows that start at i*size+1*margin instead of i*size+i*margin: no gap is between them, and black rows are left at the bottom.",
                    FilterGrid.Assemble(tiles, slip: true)
                );
            }
        }
    }

    private static DrawnImage Alone(FigureSource source, IBackend backend)
    {
        string layer = source.PatternLayer;
        using INetwork network = source.Weighted.UpTo(backend, [layer], PatternSide);
        Pattern pattern = new FilterAscent(network, layer, source.Scale).Patterns([0], Seed).Single();
        string title = source.TitleOf(layer);
        return new DrawnImage(
            $"{source.Name}-pattern-{title}-0",
            $"{title}, filter 0",
            $"What filter 0 of {title} answers to, {PatternSide} pixels a side.{(pattern.IsDead ? " It is dead: this is the noise that it began with." : "")}",
            pattern.Image
        );
    }

    private static Pattern[] Climb(FigureSource source, IBackend backend, string layer)
    {
        int channels = source.Weighted.Model[layer].OutputShape[2]!.Value;
        using INetwork network = source.Weighted.UpTo(backend, [layer], FilterGrid.Side);
        return [.. new FilterAscent(network, layer, source.Scale).Patterns([.. Enumerable.Range(0, Math.Min(channels, Most))], Seed)];
    }
}
