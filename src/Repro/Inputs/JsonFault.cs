using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Repro.Inputs;

/// <summary>What is wrong with a text that is not JSON, in plain words and with its place.</summary>
internal static partial class JsonFault
{
    // Python writes these; JSON has other words for some of them, and none for the rest.
    private static readonly (string Word, string Remedy)[] Words =
    [
        ("True", "Write true."),
        ("False", "Write false."),
        ("None", "Write null."),
        ("NaN", "JSON has no NaN."),
        ("Infinity", "JSON has no Infinity."),
        ("'", "Write texts and keys in double quotes."),
    ];

    /// <summary>As a sentence behind the place, <c>line 3, column 7: ...</c>; without a place where the reader gives none.</summary>
    /// <param name="text">The whole text, whose characters are counted.</param>
    public static string Of(string text, JsonException exception)
    {
        // System.Text.Json appends the place, counted in bytes and from 0.
        string message = exception.Message.Split(" Path: ")[0].Split(" LineNumber: ")[0].ReplaceLineEndings(" ");
        if (text.AsSpan().Trim().IsEmpty)
        {
            return "the file is empty.";
        }

        if (exception.LineNumber is not { } line || LineOf(text, line) is not { } start)
        {
            return Plain(message, "");
        }

        if (exception.BytePositionInLine is not { } bytes)
        {
            return FormattableString.Invariant($"line {line + 1}: {Plain(message, "")}");
        }

        int column = ColumnOf(text.AsSpan(start), bytes);
        return FormattableString.Invariant($"line {line + 1}, column {column + 1}: {Plain(message, text[(start + column)..])}");
    }

    // Where the line begins.
    private static int? LineOf(string text, long line)
    {
        int start = 0;
        for (long passed = 0; passed < line; passed++)
        {
            int end = text.IndexOf('\n', start);
            if (end < 0)
            {
                return null;
            }

            start = end + 1;
        }

        return start;
    }

    // The characters that the bytes are.
    private static int ColumnOf(ReadOnlySpan<char> line, long bytes)
    {
        int column = 0;
        long passed = 0;
        foreach (Rune rune in line.EnumerateRunes())
        {
            if (passed >= bytes)
            {
                break;
            }

            passed += rune.Utf8SequenceLength;
            column += rune.Utf16SequenceLength;
        }

        return column;
    }

    /// <param name="rest">The text from the place on.</param>
    private static string Plain(string message, string rest)
    {
        string found = Quoted().Match(message) is { Success: true } match ? match.Groups["text"].Value : "";
        bool Says(string words) => message.Contains(words, StringComparison.Ordinal);
        if (found == "/")
        {
            return "comments are not allowed here. Remove the comment.";
        }

        string remedy = Words.FirstOrDefault(word => rest.StartsWith(word.Word, StringComparison.Ordinal)).Remedy is { } write
            ? " " + write
            : "";
        return message switch
        {
            _ when Says("is an invalid start of a value") =>
                $"'{found}' is not the start of a value. A value is a text in double quotes, a number, true, false, null, a list or an object.{remedy}",
            _ when Says("is an invalid start of a property name") => $"a key in double quotes is expected, but '{found}' is there.{remedy}",
            _ when Says("is invalid after a value") => $"a comma, or the end of the list or object, is expected, but '{found}' is there.",
            _ when Says("is invalid after a property name") => $"a colon is expected after the key, but '{found}' is there.",
            _ when Says("is invalid after a single JSON value") => $"the end of the file is expected, but '{found}' is there.",
            _ when Says("contains a trailing comma") => "there is a comma behind the last item of the list or object. Remove it.",
            _ when Says("Expected depth to be zero") => "the file ends before every '{' and '[' is closed.",
            _ when Says("Expected end of string") => "the file ends inside of a text: its closing double quote is missing.",
            _ when Says("reached end of data") => "the file ends before its value is complete.",
            _ when found is "0x0A" or "0x0D" && Says("within a JSON string") =>
                "the text does not end on its line: its closing double quote is missing.",
            _ when Says("is invalid within a JSON string") => $"the text has the control character {found}. Write it with a backslash.",
            _ when Says("is an invalid JSON literal") && Literal().Match(message) is { Success: true } literal =>
                $"'{found}' is not a value; {literal.Groups["word"].Value} is expected.",
            _ when Says("Invalid leading zero") => "a number must not begin with 0 before other digits.",
            _ when Says("is an invalid end of a number") || Says("is invalid within a number") =>
                $"the number is not complete, or '{found}' does not belong to it.",
            _ when Says("maximum configured depth") => "lists and objects are nested to a depth of more than 64.",
            _ => message.Replace(" Change the reader options.", "", StringComparison.Ordinal),
        };
    }

    [GeneratedRegex("^'(?<text>.*?)' is ", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    [GeneratedRegex("Expected the literal '(?<word>[a-z]+)'", RegexOptions.CultureInvariant)]
    private static partial Regex Literal();
}
