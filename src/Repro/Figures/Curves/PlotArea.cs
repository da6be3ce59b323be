using Repro.Figures.Formats;

namespace Repro.Figures.Curves;

/// <summary>A frame with axes, ticks and labels, and where values lie in it.</summary>
internal sealed class PlotArea
{
    private const double Left = 52;
    private const double Right = 12;
    private const double Top = 30;
    private const double Bottom = 44;
    private const double LeastSpace = 1e-300;

    private readonly double _width;
    private readonly double _height;
    private readonly (double Low, double High) _epochs;
    private readonly (double Low, double High) _x;
    private readonly (double Low, double High) _y;

    /// <param name="x">Epochs to be shown.</param>
    /// <param name="y">Values to be shown; a twentieth of free space is added on each side of both, as matplotlib does.</param>
    public PlotArea(double width, double height, (double Low, double High) x, (double Low, double High) y)
    {
        (_width, _height, _epochs) = (width, height, x);
        (_x, _y) = (Widened(x, 0.5), Widened(y, y.Low == 0 ? 0.5 : Math.Abs(y.Low) / 10));
    }

    /// <summary>The frame's right edge.</summary>
    public double RightEdge => _width - Right;

    public double X(double epoch) => Left + (epoch - _x.Low) / (_x.High - _x.Low) * (RightEdge - Left);

    public double Y(double value) => _height - Bottom - (value - _y.Low) / (_y.High - _y.Low) * (_height - Top - Bottom);

    /// <param name="centred">Whether the title stands over the middle, as matplotlib puts it, or at the left.</param>
    public void WriteAxes(SvgWriter svg, string title, string xLabel, string yLabel, bool centred = true)
    {
        svg.Element("rect", ("class", "paper"), ("width", _width), ("height", _height), ("fill", "#ffffff"));
        svg.Text(
            "text",
            title,
            ("class", "heading"),
            ("x", centred ? (Left + RightEdge) / 2 : Left),
            ("y", 19.0),
            ("text-anchor", centred ? "middle" : "start"),
            ("font-size", 14.0),
            ("fill", "#1b1b1b")
        );
        svg.Open("g", ("class", "axis x"), ("font-size", 12.0), ("text-anchor", "middle"), ("fill", "#444444"));
        IReadOnlyList<double> epochs = Ticks.OfEpochs(_epochs.Low, _epochs.High);
        foreach (double tick in epochs)
        {
            svg.Element(
                "line",
                ("class", "grid"),
                ("x1", X(tick)),
                ("x2", X(tick)),
                ("y1", Top),
                ("y2", _height - Bottom + 4),
                ("stroke", "#e3e3e3")
            );
            svg.Text("text", Ticks.Label(tick, epochs), ("x", X(tick)), ("y", _height - Bottom + 17));
        }

        svg.Text("text", xLabel, ("class", "label"), ("x", (Left + RightEdge) / 2), ("y", _height - 8)).Close();
        svg.Open("g", ("class", "axis y"), ("font-size", 12.0), ("text-anchor", "end"), ("fill", "#444444"));
        IReadOnlyList<double> values = Ticks.Of(_y.Low, _y.High);
        foreach (double tick in values)
        {
            svg.Element(
                "line",
                ("class", "grid"),
                ("x1", Left - 4),
                ("x2", RightEdge),
                ("y1", Y(tick)),
                ("y2", Y(tick)),
                ("stroke", "#e3e3e3")
            );
            svg.Text("text", Ticks.Label(tick, values), ("x", Left - 7), ("y", Y(tick) + 4));
        }

        double middle = (Top + _height - Bottom) / 2;
        svg.Text(
                "text",
                yLabel,
                ("class", "label"),
                ("text-anchor", "middle"),
                ("transform", $"translate(13 {SvgWriter.Number(middle)}) rotate(-90)")
            )
            .Close();
        svg.Element(
            "rect",
            ("class", "frame"),
            ("x", Left),
            ("y", Top),
            ("width", RightEdge - Left),
            ("height", _height - Top - Bottom),
            ("fill", "none"),
            ("stroke", "#777777")
        );
    }

    private static (double Low, double High) Widened((double Low, double High) range, double around)
    {
        // Below that a width has no reciprocal and no power of ten.
        double space = Math.Max(LeastSpace, range.High > range.Low ? (range.High - range.Low) / 20 : around);
        return (range.Low - space, range.High + space);
    }
}
