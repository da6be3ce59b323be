namespace Repro.Models;

/// <summary>Makes text that contains names from a file safe for a terminal.</summary>
internal static class PrintableText
{
    private const char Substitute = '?';

    /// <summary>The line with a question mark for each control character, and for half a surrogate pair, which a cut cell may leave. Its length is kept.</summary>
    public static string Line(string line) => string.Create(line.Length, line, static (target, source) =>
    {
        for (int index = 0; index < source.Length; index++)
        {
            char letter = source[index];
            bool isPaired = (char.IsHighSurrogate(letter) && index + 1 < source.Length && char.IsLowSurrogate(source[index + 1]))
                || (char.IsLowSurrogate(letter) && index > 0 && char.IsHighSurrogate(source[index - 1]));
            target[index] = char.IsControl(letter) || (char.IsSurrogate(letter) && !isPaired) ? Substitute : letter;
        }
    });
}
