namespace Repro.Inputs;

/// <summary>Text as a cell of a CSV file that may be opened in a spreadsheet (RFC 4180, and OWASP's rules on CSV injection).</summary>
internal static class CsvCell
{
    // In East Asian settings a spreadsheet takes the full-width signs for the same.
    private const string FormulaSigns = "=+-@＝＋－＠";

    /// <summary>
    /// The text, to be quoted by the writer. Control characters become spaces, and a text that a spreadsheet would compute gets an
    /// apostrophe in front.
    /// </summary>
    public static string Of(string text)
    {
        string plain = string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
        if (plain.TrimStart() is { Length: > 0 } first && FormulaSigns.Contains(first[0], StringComparison.Ordinal))
        {
            plain = "'" + plain;
        }

        return plain;
    }
}
