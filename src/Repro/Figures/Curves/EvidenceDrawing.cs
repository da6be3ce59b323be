using System.Globalization;
using Repro.Figures.Formats;

namespace Repro.Figures.Curves;

/// <summary>A metric of recorded seeds, and what documents state of it.</summary>
/// <param name="Kind">Its colour: <c>train</c>, <c>val</c>, <c>test</c>; <c>old</c>, <c>new</c>.</param>
internal sealed record EvidenceSeries(string Label, string Kind, IReadOnlyList<Band> Bands, IReadOnlyList<StatedPoint> Stated);

/// <summary>Draws recorded seeds as bands from lowest to highest with their mean, and over them the points that documents print.</summary>
internal static class EvidenceDrawing
{
    private const double Width = 420;
    private const double Height = 280;

    /// <param name="series">At least one with a band.</param>
    /// <returns>SVG; each point says claim, place and value to who hovers or listens.</returns>
    public static string Draw(string title, string yLabel, IReadOnlyList<EvidenceSeries> series)
    {
        Band[] all = [.. series.SelectMany(one => one.Bands)];
        int last = all.Max(band => band.Epoch);
        double[] values =
        [
            .. all.SelectMany(band => (double[])[band.Low, band.High]),
            .. series.SelectMany(one => one.Stated).SelectMany(point => (double[])[point.Low, point.High]),
        ];
        SvgWriter svg = new(
            Width,
            Height,
            "evidence",
            $"{title}: {string.Join("; ", series.Where(one => one.Bands.Count > 0).Select(Describe))}"
        );
        PlotArea area = new(Width, Height, (1, last), (values.Min(), values.Max()));
        area.WriteAxes(svg, title, "epoch", yLabel, centred: false);
        foreach (EvidenceSeries one in series.Where(one => one.Bands.Count > 0))
        {
            WriteBand(svg, area, one);
        }

        foreach (EvidenceSeries one in series)
        {
            foreach (StatedPoint point in one.Stated)
            {
                WritePoint(svg, area, point, one.Kind, last);
            }
        }

        WriteLegend(svg, area, [.. series.Where(one => one.Bands.Count > 0)]);
        return svg.End();
    }

    /// <summary>The colour where no style sheet says another: orange training, blue validation, green test; grey old, blue new.</summary>
    internal static string Color(string kind) =>
        kind switch
        {
            "train" => "#b35900",
            "test" => "#1a7f37",
            "old" => "#777777",
            _ => "#1f6fb4",
        };

    private static void WriteBand(SvgWriter svg, PlotArea area, EvidenceSeries series)
    {
        string color = Color(series.Kind);
        svg.Open("g", ("class", series.Kind), ("fill", color), ("stroke", color)).Text("title", Describe(series));
        if (series.Bands is [var only])
        {
            // A metric that is measured once, at the end, is a point and no line.
            svg.Element(
                "line",
                ("class", "range"),
                ("x1", area.X(only.Epoch)),
                ("x2", area.X(only.Epoch)),
                ("y1", area.Y(only.Low)),
                ("y2", area.Y(only.High)),
                ("stroke-width", 3.0)
            );
            svg.Element("circle", ("class", "mean"), ("cx", area.X(only.Epoch)), ("cy", area.Y(only.Mean)), ("r", 4.0));
        }
        else
        {
            IEnumerable<(double, double)> edge = series
                .Bands.Select(band => (area.X(band.Epoch), area.Y(band.High)))
                .Concat(series.Bands.Reverse().Select(band => (area.X(band.Epoch), area.Y(band.Low))));
            svg.Element("polygon", ("class", "band"), ("fill-opacity", 0.25), ("stroke", "none"), ("points", SvgWriter.Points(edge)));
            svg.Element(
                "polyline",
                ("class", "mean"),
                ("fill", "none"),
                ("stroke-width", 1.8),
                ("stroke-dasharray", Dashes(series)),
                ("points", SvgWriter.Points(series.Bands.Select(band => (area.X(band.Epoch), area.Y(band.Mean)))))
            );
        }

        svg.Close();
    }

    private static void WritePoint(SvgWriter svg, PlotArea area, StatedPoint point, string kind, int last)
    {
        double from = area.X(Math.Clamp(point.From, 1, last));
        double to = area.X(Math.Clamp(point.To, 1, last));
        (double low, double high) = (area.Y(point.Low), area.Y(point.High));
        string value =
            FormattableString.Invariant($"{point.Low}") + (point.High > point.Low ? FormattableString.Invariant($" to {point.High}") : "");
        svg.Open("g", ("class", $"stated {kind}"), ("fill", "#ffffff"), ("stroke", Color(kind)), ("stroke-width", 2.2))
            .Text("title", $"{point.Claim} ({point.Place}): {value}");
        if (from == to && low == high)
        {
            svg.Element(
                "path",
                (
                    "d",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"M{SvgWriter.Number(from)},{SvgWriter.Number(low - 5.5)}l5.5,5.5l-5.5,5.5l-5.5,-5.5z"
                    )
                )
            );
        }
        else
        {
            // A range, or a statement about several epochs, is as wide and high as what is said.
            svg.Element(
                "rect",
                ("x", Math.Min(from, to - 5)),
                ("width", Math.Max(to - from, 5)),
                ("y", Math.Min(high, (low + high) / 2 - 3.5)),
                ("height", Math.Max(low - high, 7)),
                ("fill-opacity", 0.5)
            );
        }

        svg.Close();
    }

    // Dashes tell the training's curve from the validation's without their colours; the old from the new likewise.
    private static string Dashes(EvidenceSeries series) => series.Kind is "train" or "old" ? "7 4" : "none";

    private static void WriteLegend(SvgWriter svg, PlotArea area, IReadOnlyList<EvidenceSeries> series)
    {
        double right = area.RightEdge;
        foreach (EvidenceSeries one in series.Reverse())
        {
            svg.Text(
                "text",
                one.Label,
                ("class", "heading"),
                ("x", right),
                ("y", 19.0),
                ("text-anchor", "end"),
                ("font-size", 12.0),
                ("fill", "#1b1b1b")
            );
            right -= 6.1 * one.Label.Length + 6;
            svg.Open("g", ("class", one.Kind), ("fill", Color(one.Kind)), ("stroke", Color(one.Kind)));
            if (one.Bands.Count == 1)
            {
                svg.Element("circle", ("cx", right - 8), ("cy", 15.0), ("r", 4.0));
            }
            else
            {
                svg.Element(
                    "line",
                    ("x1", right - 24),
                    ("x2", right),
                    ("y1", 15.0),
                    ("y2", 15.0),
                    ("stroke-width", 2.2),
                    ("stroke-dasharray", Dashes(one))
                );
            }

            svg.Close();
            right -= one.Bands.Count == 1 ? 28 : 38;
        }
    }

    private static string Describe(EvidenceSeries series)
    {
        Band end = series.Bands[^1];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{series.Label} of {end.Seeds} {(end.Seeds == 1 ? "seed" : "seeds")}, after epoch {end.Epoch} from {end.Low:G4} to {end.High:G4}, mean {end.Mean:G4}"
        );
    }
}
