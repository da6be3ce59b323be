using System.Text.RegularExpressions;

namespace Repro.Import.Texts;

/// <summary>Lines of a text, and what is removed from printed ones.</summary>
internal static partial class TextLines
{
    /// <summary>The lines of a text; a line break at the end begins no further line.</summary>
    public static string[] Of(string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        return lines is [.., ""] ? lines[..^1] : lines;
    }

    /// <summary>
    /// The lines that a terminal shows at the end: without color codes, and of a line that carriage returns or backspaces write several
    /// times the last text.
    /// </summary>
    public static string[] Printed(string text)
    {
        string[] shown = [.. text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Select(Shown)];
        return shown is [.., ""] ? shown[..^1] : shown;
    }

    /// <inheritdoc cref="Printed"/>
    /// <summary>The same of one line.</summary>
    public static string Shown(string line)
    {
        // Only the last writing that has text counts: a progress bar writes the same line many times.
        string last = Escapes().Replace(line, "").Split(['\r', '\b']).LastOrDefault(part => part.Trim().Length > 0) ?? "";
        return string.Concat(last.Where(character => !char.IsControl(character) || character == '\t'));
    }

    [GeneratedRegex(@"\x1B(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1B]*(?:\x07|\x1B\\)|[@-Z\\-_])", RegexOptions.CultureInvariant)]
    private static partial Regex Escapes();
}
