using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Repro.Inputs;

/// <summary>What is wrong with a text that is not JSON, in plain words and with its place.</summary>
internal static partial class JsonFault
{
    private const string Quotes = "Write texts and keys in straight double quotes.";

    // Python writes these; JSON has other words for some of them, and none for the rest.
    private static readonly (string Word, string Remedy)[] Words =
    [
        ("True", "Write true."),
        ("False", "Write false."),
        ("None", "Write null."),
        ("NaN", "JSON has no NaN."),
        ("Infinity", "JSON has no Infinity."),
        ("'", Quotes),
        ("“", Quotes),
        ("”", Quotes),
        ("„", Quotes),
        ("‘", Quotes),
        ("’", Quotes),
    ];

    // What the readers of records ask for.
    private static readonly (string Type, string Expected)[] Types =
    [
        ("System.Int32", "a whole number of at most 2147483647"),
        ("System.Int64", "a whole number"),
        ("System.Double", "a number"),
        ("System.Single", "a number"),
        ("System.Boolean", "true or false"),
        ("System.String", "a text"),
        ("System.DateTimeOffset", "a time such as 2026-01-31T12:00:00+00:00"),
        ("System.Text.Json.Nodes.JsonObject", "an object"),
        ("System.Collections.Generic.IReadOnlyList", "a list"),
        ("System.Collections.Generic.IReadOnlyDictionary", "an object"),
        ("System.Collections.Generic.Dictionary", "an object"),
    ];

    /// <summary>As a sentence behind the place, <c>line 3, column 7: ...</c>; without a place where the reader gives none.</summary>
    /// <param name="text">The whole text, whose characters are counted.</param>
    /// <param name="comments">Whether comments are allowed.</param>
    public static string Of(string text, JsonException exception, bool comments = false)
    {
        // System.Text.Json appends the place, counted in bytes and from 0.
        string message = exception.Message.Split(" Path: ")[0].Split(" LineNumber: ")[0].ReplaceLineEndings(" ");
        if (text.AsSpan().Trim().IsEmpty)
        {
            return "the file is empty.";
        }

        // The reader has passed the value, so its column is not known.
        if (OfValue(message, exception.Path?.ReplaceLineEndings(" ") ?? "$") is { } ofValue)
        {
            return exception.LineNumber is { } place ? FormattableString.Invariant($"line {place + 1}: {ofValue}") : ofValue;
        }

        if (exception.LineNumber is not { } line || LineOf(text, line) is not { } start)
        {
            return Plain(message, "", 0, comments);
        }

        if (exception.BytePositionInLine is not { } bytes)
        {
            return FormattableString.Invariant($"line {line + 1}: {Plain(message, "", 0, comments)}");
        }

        int column = ColumnOf(text.AsSpan(start), bytes);
        return FormattableString.Invariant($"line {line + 1}, column {column + 1}: {Plain(message, text, start + column, comments)}");
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

    // A value of another type than its key has; null for any other fault.
    private static string? OfValue(string message, string path)
    {
        if (NotOfType().Match(message) is not { Success: true } match)
        {
            return null;
        }

        string type = match.Groups["type"].Value;
        string key =
            path.StartsWith("$.", StringComparison.Ordinal) ? $"'{path[2..]}'"
            : path is "$" ? "the value"
            : $"the value at {path[1..]}";
        string? expected = Array.Find(Types, each => type.StartsWith(each.Type, StringComparison.Ordinal)).Expected;
        return expected is null ? $"{key} has a value of the wrong type." : $"{key} must be {expected}.";
    }

    /// <param name="at">The place in the text.</param>
    private static string Plain(string message, string text, int at, bool comments)
    {
        string rest = text[at..];
        string found = Quoted().Match(message) is { Success: true } match ? Whole(match.Groups["text"].Value, rest) : "";
        bool Says(string words) => message.Contains(words, StringComparison.Ordinal);
        if (found == "/" && !comments)
        {
            return "comments are not allowed here. Remove the comment.";
        }

        string remedy =
            Words.FirstOrDefault(word => rest.StartsWith(word.Word, StringComparison.Ordinal)).Remedy is { } write ? " " + write
            : found == "/" ? " A comment begins with // or /*."
            : "";
        return message switch
        {
            _ when Says("is an invalid start of a value") =>
                $"'{found}' is not the start of a value. A value is a text in double quotes, a number, true, false, null, a list or an object.{remedy}",
            _ when Says("is an invalid start of a property name") =>
                $"a key in double quotes is expected, but '{found}' is there.{remedy}{WithoutComma(text[..at], rest)}",
            _ when Says("is invalid after a value") =>
                $"a comma, or the end of the list or object, is expected, but '{found}' is there.{remedy}",
            _ when Says("is invalid after a property name") => $"a colon is expected after the key, but '{found}' is there.",
            _ when Says("is invalid after a single JSON value") => $"the end of the file is expected, but '{found}' is there.",
            _ when Says("contains a trailing comma") => "there is a comma behind the last item of the list or object. Remove it.",
            _ when Says("Expected depth to be zero") => "the file ends before every '{' and '[' is closed.",
            _ when Says("Expected end of string") => "the file ends inside of a text: its closing double quote is missing.",
            _ when Says("Expected end of comment") => "the file ends inside of a comment: its closing */ is missing.",
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

    // The reader names the first byte of a character beyond ASCII.
    private static string Whole(string found, string rest)
    {
        bool isPart =
            found.StartsWith("0x", StringComparison.Ordinal)
            && int.TryParse(found.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value)
            && value >= 0x80;
        if (!isPart || Rune.DecodeFromUtf16(rest, out Rune rune, out _) != System.Buffers.OperationStatus.Done)
        {
            return found;
        }

        bool isSeen = Rune.IsLetterOrDigit(rune) || Rune.IsPunctuation(rune) || Rune.IsSymbol(rune);
        return isSeen ? rune.ToString() : FormattableString.Invariant($"U+{rune.Value:X4}");
    }

    // The remedy for a number with a comma, where the place is behind the comma; three digits behind it may also be thousands.
    private static string WithoutComma(string before, string rest)
    {
        if (WholePart().Match(before) is not { Success: true } whole || Fraction().Match(rest) is not { Success: true } fraction)
        {
            return "";
        }

        string digits = whole.Groups["digits"].Value;
        bool mayBeThousands = fraction.Value.Length == 3 && digits.TrimStart('-') is not ['0', ..];
        return mayBeThousands ? $" Write {digits}{fraction.Value} or {digits}.{fraction.Value}." : $" Write {digits}.{fraction.Value}.";
    }

    [GeneratedRegex("^'(?<text>.*?)' is ", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    [GeneratedRegex(
        "^The JSON value could not be converted to (?:System\\.Nullable`1\\[)?(?<type>.+?)\\.(?: |$)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex NotOfType();

    [GeneratedRegex("[:\\s](?<digits>-?[0-9]{1,20}),$", RegexOptions.CultureInvariant)]
    private static partial Regex WholePart();

    // No further comma with a digit behind it.
    [GeneratedRegex("^[0-9]{1,20}(?:[eE][-+]?[0-9]+)?(?![0-9.]|,[0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Fraction();

    [GeneratedRegex("Expected the literal '(?<word>[a-z]+)'", RegexOptions.CultureInvariant)]
    private static partial Regex Literal();
}
