namespace Repro;

/// <summary>
/// The grammar of names that become parts of paths, of generated scripts and of tables: runs, and backends as records call them. A name
/// is 1 to 100 ASCII letters, digits, '.', '_' and '-', and begins with a letter or digit.
/// </summary>
internal static class PlainName
{
    /// <summary>The grammar in words, for messages.</summary>
    public const string Rule = "a name is 1 to 100 letters, digits, '.', '_' and '-', and begins with a letter or digit";

    /// <summary>The grammar as a regular expression, for JSON Schemas.</summary>
    public const string Pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$";

    private const int LongestName = 100;

    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= LongestName }
        && char.IsAsciiLetterOrDigit(text[0])
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');
}
