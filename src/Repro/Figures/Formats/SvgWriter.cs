using System.Globalization;
using System.Net;
using System.Text;

namespace Repro.Figures.Formats;

/// <summary>
/// Writes SVG 1.1: nested elements, escaped text, numbers with two decimals under any culture. The result stands alone, and in a page.
/// </summary>
/// <remarks>
/// Elements carry no ids, so that many images share a page. Colours are attributes; a page's style sheet overrides them by class.
/// </remarks>
internal sealed class SvgWriter
{
    private readonly StringBuilder _text = new();
    private readonly Stack<string> _open = new();

    /// <param name="width">In pixels, where nothing scales the image; also the width of its coordinates.</param>
    /// <param name="description">What a screen reader says instead of the image.</param>
    public SvgWriter(double width, double height, string cssClass, string description)
    {
        Open(
            "svg",
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("class", cssClass),
            ("viewBox", $"0 0 {Number(width)} {Number(height)}"),
            ("width", width),
            ("height", height),
            ("font-family", "sans-serif"),
            ("role", "img"),
            ("aria-label", description)
        );
    }

    public SvgWriter Open(string name, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        Start(name, attributes);
        _text.Append(">\n");
        _open.Push(name);
        return this;
    }

    public SvgWriter Close()
    {
        _text.Append("</").Append(_open.Pop()).Append(">\n");
        return this;
    }

    /// <summary>An element without content.</summary>
    public SvgWriter Element(string name, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        Start(name, attributes);
        _text.Append("/>\n");
        return this;
    }

    /// <summary>An element that holds text: <c>text</c>, <c>title</c>.</summary>
    public SvgWriter Text(string name, string content, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        Start(name, attributes);
        _text.Append('>').Append(Encode(content)).Append("</").Append(name).Append(">\n");
        return this;
    }

    /// <summary>Closes what is open.</summary>
    public string End()
    {
        while (_open.Count > 0)
        {
            Close();
        }

        return _text.ToString();
    }

    /// <summary>A coordinate: at most two decimals.</summary>
    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Coordinates as <c>points</c> takes them.</summary>
    public static string Points(IEnumerable<(double X, double Y)> points) =>
        string.Join(' ', points.Select(point => $"{Number(point.X)},{Number(point.Y)}"));

    private void Start(string name, ReadOnlySpan<(string Name, object Value)> attributes)
    {
        _text.Append('<').Append(name);
        foreach ((string attribute, object value) in attributes)
        {
            _text
                .Append(' ')
                .Append(attribute)
                .Append("=\"")
                .Append(Encode(value is double number ? Number(number) : Convert.ToString(value, CultureInfo.InvariantCulture)!))
                .Append('"');
        }
    }

    // What XML does not allow at all is left out; the rest is escaped as both XML and HTML read it.
    private static string Encode(string text) =>
        WebUtility.HtmlEncode(string.Concat(text.Where(character => character >= ' ' || character is '\n' or '\t')));
}
