using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Repro.Reports.Html;

/// <summary>A piece of a page. What is put into one by interpolation is escaped, and numbers look the same under every culture.</summary>
/// <remarks>
/// <c>Markup.Of($"&lt;p&gt;{text}&lt;/p&gt;")</c>: the literal parts are markup, the holes are text, unless they are markup themselves.
/// </remarks>
internal readonly record struct Markup(string Html)
{
    public static Markup Empty { get; } = new("");

    public static Markup Of(MarkupHandler text) => new(text.ToString());

    public static Markup Join(IEnumerable<Markup> pieces, string separator = "") =>
        new(string.Join(separator, pieces.Select(piece => piece.Html)));

    /// <summary>The markup where the condition holds, else nothing.</summary>
    public static Markup If(bool condition, Func<Markup> markup) => condition ? markup() : Empty;

    /// <summary>Text in which <c>`words`</c> are code.</summary>
    public static Markup Prose(string text) =>
        Join(text.Split('`').Index().Select(part => part.Index % 2 == 1 ? Of($"<code>{part.Item}</code>") : Of($"{part.Item}")));

    /// <summary>A text as an element's id: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, the rest as its code.</summary>
    public static string Id(string prefix, string text) =>
        prefix
        + string.Concat(
            text.Select(character =>
                char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' ? character.ToString() : $":{(int)character:x}"
            )
        );

    public override string ToString() => Html;
}

/// <summary>Puts a <see cref="Markup"/> together; takes nothing that it cannot write safely.</summary>
[InterpolatedStringHandler]
internal readonly struct MarkupHandler(int literalLength, int formattedCount)
{
    private readonly StringBuilder _html = new(literalLength + 16 * formattedCount);

    public void AppendLiteral(string markup) => _html.Append(markup);

    public void AppendFormatted(Markup markup) => _html.Append(markup.Html);

    public void AppendFormatted(IEnumerable<Markup> pieces)
    {
        foreach (Markup piece in pieces)
        {
            _html.Append(piece.Html);
        }
    }

    public void AppendFormatted(string? text) => _html.Append(WebUtility.HtmlEncode(text));

    public void AppendFormatted(int number, string? format = null) => _html.Append(number.ToString(format, CultureInfo.InvariantCulture));

    public void AppendFormatted(double number, string? format = null) =>
        _html.Append(number.ToString(format, CultureInfo.InvariantCulture));

    public override string ToString() => _html.ToString();
}
