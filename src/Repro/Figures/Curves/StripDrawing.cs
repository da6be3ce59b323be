using Repro.Figures.Formats;

namespace Repro.Figures.Curves;

/// <summary>
/// Draws a stated number beside those that seeds gave, on one line: dots the seeds, a bar what single trainings give, a diamond what is
/// stated.
/// </summary>
internal static class StripDrawing
{
    private const double Width = 300;
    private const double Height = 58;
    private const double Margin = 22;
    private const double Line = 24;

    /// <param name="low">Of the prediction interval; null where too few seeds are recorded.</param>
    /// <param name="show">Writes a number for readers.</param>
    /// <returns>SVG.</returns>
    public static string Draw(double stated, IReadOnlyList<double> seeds, double? low, double? high, Func<double, string> show)
    {
        double[] all = [stated, .. seeds, low ?? stated, high ?? stated];
        (double least, double most) = (all.Min(), all.Max());
        double span = most > least ? most - least : 0.02;
        double X(double value) => Margin + (value - least) / span * (Width - 2 * Margin);

        string interval = low is null ? "" : $"; 95 % of single trainings from {show(low.Value)} to {show(high!.Value)}";
        SvgWriter svg = new(
            Width,
            Height,
            "strip",
            $"Stated {show(stated)}; trainings from {show(seeds.Min())} to {show(seeds.Max())}{interval}"
        );
        svg.Element(
            "line",
            ("class", "grid"),
            ("x1", Margin - 10),
            ("x2", Width - Margin + 10),
            ("y1", Line),
            ("y2", Line),
            ("stroke", "#999999")
        );
        if (low is not null)
        {
            svg.Element(
                "rect",
                ("class", "interval"),
                ("x", X(low.Value)),
                ("width", Math.Max(1, X(high!.Value) - X(low.Value))),
                ("y", Line - 9),
                ("height", 18.0),
                ("rx", 3.0),
                ("fill", "#1f6fb4"),
                ("fill-opacity", 0.22)
            );
        }

        foreach (double value in seeds)
        {
            svg.Element(
                "circle",
                ("class", "seed"),
                ("cx", X(value)),
                ("cy", Line),
                ("r", 3.6),
                ("fill", "#1f6fb4"),
                ("fill-opacity", 0.75)
            );
        }

        string at = SvgWriter.Number(X(stated));
        svg.Element(
            "path",
            ("class", "stated"),
            ("d", $"M{at},{SvgWriter.Number(Line - 12)}l6,12l-6,12l-6,-12z"),
            ("fill", "#ffffff"),
            ("stroke", "#000000"),
            ("stroke-width", 1.8)
        );
        svg.Open("g", ("class", "ends"), ("font-size", 12.0), ("fill", "#444444"));
        svg.Text("text", show(least), ("x", 4.0), ("y", Height - 4));
        svg.Text("text", show(most), ("x", Width - 4), ("y", Height - 4), ("text-anchor", "end"));
        return svg.End();
    }
}
