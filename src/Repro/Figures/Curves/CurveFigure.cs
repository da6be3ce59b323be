using Repro.Figures.Formats;

namespace Repro.Figures.Curves;

/// <summary>How a curve is drawn: matplotlib's format string as a colour and what stands at the points.</summary>
internal sealed record LineFormat(string Color, bool Dots = false, bool Dashed = false);

/// <summary>A curve of a figure.</summary>
/// <param name="Name">The history's column that is drawn, as Keras calls it: <c>val_acc</c>.</param>
/// <param name="Label">Its entry in the legend; null where the figure has none.</param>
internal sealed record CurveSeries(string Name, string? Label, LineFormat Format, IReadOnlyList<(double Epoch, double Value)> Points);

/// <summary>A figure of curves over epochs, as the documents' listings draw it.</summary>
/// <param name="Title">Empty where the listing gives none.</param>
internal sealed record CurveFigure(string Title, string YLabel, IReadOnlyList<CurveSeries> Series)
{
    private const double Width = 480;
    private const double Height = 340;
    private const double LegendLine = 18;

    /// <summary>The figure as an image of its own.</summary>
    public string ToSvg()
    {
        (double Epoch, double Value)[] points =
        [
            .. Series.SelectMany(series => series.Points).Where(point => double.IsFinite(point.Value)),
        ];
        string drawn = string.Join(" and ", Series.Select(series => series.Name));
        string what =
            points.Length == 0
                ? $"{drawn}: no points"
                : $"{drawn} over epochs {SvgWriter.Number(points.Min(point => point.Epoch))} to {SvgWriter.Number(points.Max(point => point.Epoch))}";
        SvgWriter svg = new(Width, Height, "curves", what);
        PlotArea area =
            points.Length == 0
                ? new PlotArea(Width, Height, (0, 1), (0, 1))
                : new PlotArea(
                    Width,
                    Height,
                    (points.Min(point => point.Epoch), points.Max(point => point.Epoch)),
                    (points.Min(point => point.Value), points.Max(point => point.Value))
                );
        area.WriteAxes(svg, Title, "epoch", YLabel);
        foreach (CurveSeries series in Series)
        {
            svg.Open("g", ("class", "series")).Text("title", series.Name);
            WriteCurve(
                svg,
                series.Format,
                [.. series.Points.Where(point => double.IsFinite(point.Value)).Select(point => (area.X(point.Epoch), area.Y(point.Value)))]
            );
            svg.Close();
        }

        WriteLegend(svg);
        return svg.End();
    }

    private static void WriteCurve(SvgWriter svg, LineFormat format, IReadOnlyList<(double X, double Y)> points)
    {
        if (!format.Dots)
        {
            (string, object)[] dash = format.Dashed ? [("stroke-dasharray", "7 4")] : [];
            svg.Element(
                "polyline",
                [("fill", "none"), ("stroke", format.Color), ("stroke-width", 1.8), .. dash, ("points", SvgWriter.Points(points))]
            );
            return;
        }

        foreach ((double x, double y) in points)
        {
            svg.Element("circle", ("cx", x), ("cy", y), ("r", 3.2), ("fill", format.Color));
        }
    }

    // Beside the curves it would cost width, over them it would hide points: it stands where the ends of a training leave room.
    private void WriteLegend(SvgWriter svg)
    {
        CurveSeries[] entries = [.. Series.Where(series => series.Label is not null)];
        if (entries.Length == 0)
        {
            return;
        }

        double width = 40 + 6.6 * entries.Max(series => series.Label!.Length);
        double left = Width - 20 - width;
        double top = Height / 2 - entries.Length * LegendLine / 2;
        svg.Open("g", ("class", "legend"), ("font-size", 12.0), ("fill", "#1b1b1b"));
        svg.Element(
            "rect",
            ("class", "paper"),
            ("x", left),
            ("y", top - 4),
            ("width", width),
            ("height", entries.Length * LegendLine + 6),
            ("fill", "#ffffff"),
            ("fill-opacity", 0.85),
            ("stroke", "#cccccc")
        );
        foreach ((int index, CurveSeries series) in entries.Index())
        {
            double y = top + index * LegendLine + 8;
            svg.Open("g", ("class", "entry"));
            WriteCurve(svg, series.Format, series.Format.Dots ? [(left + 17, y)] : [(left + 6, y), (left + 28, y)]);
            svg.Text("text", series.Label!, ("x", left + 35), ("y", y + 4)).Close();
        }

        svg.Close();
    }
}
