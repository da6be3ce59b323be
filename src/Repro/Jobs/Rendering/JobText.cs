using System.Globalization;

namespace Repro.Jobs.Rendering;

/// <summary>What every rendering says in the same words.</summary>
internal static class JobText
{
    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A word for a shell: quoted unless nothing in it could mean anything there.</summary>
    /// <exception cref="InputException">It holds a line break or another control character, which no quoting in a directive
    /// carries.</exception>
    public static string Shell(string text) =>
        text.Any(char.IsControl)
            ? throw new InputException($"'{text.ReplaceLineEndings(" ")}': a path with control characters cannot be written into a job.")
        : text.Length > 0
        && text.All(character => char.IsAsciiLetterOrDigit(character) || "-_./:=+,@".Contains(character, StringComparison.Ordinal))
            ? text
        : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
