using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Repro.Project;

/// <summary>The address of a line of a document that is published: <c>https://example.org/chapter.md#L{line}-L{last_line}</c>.</summary>
internal sealed class LineAddress
{
    /// <summary>Replaced by the number of the first line.</summary>
    public const string Line = "{line}";

    /// <summary>Replaced by the number of the last line.</summary>
    public const string LastLine = "{last_line}";

    /// <summary>Replaced by the number of a notebook's cell.</summary>
    public const string Cell = "{cell}";

    private readonly string _text;

    private LineAddress(string text) => _text = text;

    /// <summary>Reads an address of http or https in which <see cref="Line"/> occurs.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out LineAddress? address)
    {
        LineAddress parsed = new(text);
        address = text.Contains(Line, StringComparison.Ordinal) && parsed.Filled("0", 1, 1) is not null ? parsed : null;
        return address is not null;
    }

    /// <summary>The address of lines.</summary>
    /// <param name="cell">The cell of a notebook that the lines belong to; null for a text without cells.</param>
    /// <returns>Null where the address has a place for a cell and there is none, or the reverse.</returns>
    public string? Of(int? cell, int line, int lastLine) =>
        cell is null == _text.Contains(Cell, StringComparison.Ordinal)
            ? null
            : Filled(cell?.ToString(CultureInfo.InvariantCulture) ?? "", line, lastLine);

    // Parsed after the replacement, so that nothing but a web address can come out.
    private string? Filled(string cell, int line, int lastLine)
    {
        string filled = _text
            .Replace(Cell, cell, StringComparison.Ordinal)
            .Replace(LastLine, lastLine.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace(Line, line.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return Uri.TryCreate(filled, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"
            ? address.AbsoluteUri
            : null;
    }
}
