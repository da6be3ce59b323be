using System.Globalization;
using System.Text;

namespace Repro;

/// <summary>
/// Text from files, servers and folder names as it may be printed: what a terminal would act on (control characters, ESC and the C1 range
/// among them,
/// changes of the writing direction) and lone surrogates are printed as <c>\u001b</c>, and what is very long is shortened.
/// </summary>
internal static class PrintedText
{
    /// <summary>Characters of a message on one line.</summary>
    private const int MostOfMessage = 4000;

    // A message's end says what to do.
    private const int KeptOfEnd = 1000;

    /// <summary>The text without anything that a terminal acts on, but line feeds and tabs.</summary>
    public static string Of(string text) =>
        Replaced(text, IsPlain, character => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"));

    /// <summary>
    /// A line of a table, whose columns must not move: a question mark in place of each character that <see cref="Of"/> replaces, and of
    /// line feeds
    /// and tabs. A cell that was cut may leave half a surrogate pair.
    /// </summary>
    public static string Line(string line) => Replaced(line, character => IsPlain(character) && character is not ('\n' or '\t'), _ => "?");

    /// <summary>A message for the error output: as <see cref="Of"/>, each line shortened in its middle where it is very long.</summary>
    public static string Message(string text) => string.Join('\n', Of(text.ReplaceLineEndings("\n")).Split('\n').Select(Shortened));

    private static string Replaced(string text, Func<char, bool> isKept, Func<char, string> replacement)
    {
        if (text.All(isKept))
        {
            return text;
        }

        StringBuilder printed = new(text.Length + 16);
        for (int place = 0; place < text.Length; place++)
        {
            char character = text[place];
            if (char.IsHighSurrogate(character) && place + 1 < text.Length && char.IsLowSurrogate(text[place + 1]))
            {
                printed.Append(character).Append(text[++place]);
            }
            else if (isKept(character))
            {
                printed.Append(character);
            }
            else
            {
                printed.Append(replacement(character));
            }
        }

        return printed.ToString();
    }

    private static string Shortened(string line)
    {
        if (line.Length <= MostOfMessage)
        {
            return line;
        }

        int from = MostOfMessage - KeptOfEnd,
            to = line.Length - KeptOfEnd;

        // No half of a pair is left.
        if (char.IsHighSurrogate(line[from - 1]))
        {
            from--;
        }

        if (char.IsLowSurrogate(line[to]))
        {
            to++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{line[..from]} ... ({to - from} characters left out) ... {line[to..]}");
    }

    private static bool IsPlain(char character) =>
        character is '\n' or '\t' || (!char.IsControl(character) && !char.IsSurrogate(character) && !ChangesDirectionOrLine(character));

    private static bool ChangesDirectionOrLine(char character) =>
        character is '\u200e' or '\u200f' or '\u061c' or >= '\u2028' and <= '\u202e' or >= '\u2066' and <= '\u2069' or '\ufeff';
}
