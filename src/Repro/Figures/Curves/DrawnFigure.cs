using System.Globalization;
using System.Xml.Linq;

namespace Repro.Figures.Curves;

/// <summary>A figure of curves read back from its SVG: what a reader of the image sees, whatever it was drawn from.</summary>
internal sealed class DrawnFigure
{
    private readonly IReadOnlyList<(string Name, XElement Group)> _series;
    private readonly IReadOnlyList<(string Label, XElement Group)> _legend;
    private readonly (double Pixel, double Epoch)[] _ticks;

    private DrawnFigure(XElement svg)
    {
        _series = [.. Groups(svg, "series").Select(group => (Child(group, "title")!.Value, group))];
        _legend = [.. Groups(svg, "entry").Select(group => (Child(group, "text")!.Value, group))];
        _ticks =
        [
            .. Groups(svg, "axis x")
                .Elements()
                .Where(element => element.Name.LocalName == "text" && element.Attribute("class") is null)
                .Select(label => (Number(label, "x"), double.Parse(label.Value, CultureInfo.InvariantCulture))),
        ];
    }

    /// <param name="svg">What <see cref="CurveDrawing"/> drew.</param>
    public static DrawnFigure Read(string svg) => new(XElement.Parse(svg));

    /// <summary>The columns drawn, in their order.</summary>
    public IReadOnlyList<string> Series => [.. _series.Select(series => series.Name)];

    /// <summary>The legend's entries, in their order.</summary>
    public IReadOnlyList<string> Legend => [.. _legend.Select(entry => entry.Label)];

    /// <summary>
    /// The name of the column whose curve looks as the legend's entry of this label does; null where the legend has none such.
    /// </summary>
    public string? Column(string label) =>
        _legend.Where(entry => entry.Label == label).Select(entry => Format(entry.Group)).ToArray() is [var format]
            ? _series.Single(series => Format(series.Group) == format).Name
            : null;

    /// <summary>
    /// The curve's look as matplotlib's format string: <c>bo</c> blue dots, <c>b</c> a blue line, <c>--</c> a dashed line in the cycle's
    /// colour, empty a plain one.
    /// </summary>
    /// <returns>Null where no such column is drawn.</returns>
    public string? Style(string column) =>
        _series.Where(series => series.Name == column).Select(series => Format(series.Group)).FirstOrDefault()?.Text;

    /// <summary>Where the first point of all curves stands, read off the axis by its ticks.</summary>
    public double FirstEpoch
    {
        get
        {
            double pixel = _series.SelectMany(series => Pixels(series.Group)).Min();
            ((double left, double low), (double right, double high)) = (_ticks[0], _ticks[^1]);
            return _ticks.Length == 1 && pixel == left ? low : Math.Round(low + (pixel - left) / (right - left) * (high - low), 2);
        }
    }

    private static IEnumerable<double> Pixels(XElement group) =>
        Child(group, "polyline") is { } line
            ? line.Attribute("points")!.Value.Split(' ').Select(point => double.Parse(point.Split(',')[0], CultureInfo.InvariantCulture))
            : group.Elements().Where(element => element.Name.LocalName == "circle").Select(dot => Number(dot, "cx"));

    private static Look Format(XElement group) =>
        Child(group, "polyline") is { } line
            ? new Look(line.Attribute("stroke")!.Value, line.Attribute("stroke-dasharray") is null ? "" : "--")
            : new Look(Child(group, "circle")!.Attribute("fill")!.Value, "o");

    private static IEnumerable<XElement> Groups(XElement svg, string cssClass) =>
        svg.Descendants().Where(element => element.Name.LocalName == "g" && element.Attribute("class")?.Value == cssClass);

    private static XElement? Child(XElement element, string name) =>
        element.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private sealed record Look(string Color, string Shape)
    {
        // matplotlib names a handful of colours by a letter; those of its cycle have none.
        public string Text => (Color == "#0000ff" ? "b" : "") + Shape;
    }
}
