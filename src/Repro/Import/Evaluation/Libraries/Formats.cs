using System.Globalization;
using System.Text;
using Repro.Import.Evaluation.Values;

namespace Repro.Import.Evaluation.Libraries;

/// <summary>Texts that are made of values: <c>f"{x:.2f}"</c>, <c>"{}".format(x)</c>, <c>"%d" % x</c>.</summary>
internal static class Formats
{
    /// <summary>A value in a text; null where it is not known.</summary>
    public static string? Of(Value value, string format = "") =>
        value switch
        {
            UnknownValue => null,
            TextValue text => text.Value,
            IntValue or FloatValue when format.Length > 0 => Number(Numbers.Of(value)!.Value, format),
            IntValue or FloatValue or BoolValue or NoneValue => value.Shown,
            SequenceValue { IsOpen: false } sequence when sequence.Items.Count < 100 && !sequence.Items.Exists(item => item.IsUnknown) =>
                value.Shown,
            _ => null,
        };

    public static Value Percent(string format, Value value)
    {
        IReadOnlyList<Value> values = value is SequenceValue { Kind: SequenceKind.Tuple } tuple ? tuple.Items : [value];
        StringBuilder text = new();
        int next = 0;
        for (int at = 0; at < format.Length; at++)
        {
            if (format[at] != '%')
            {
                text.Append(format[at]);
                continue;
            }

            int start = ++at;
            while (at < format.Length && !char.IsAsciiLetter(format[at]) && format[at] != '%')
            {
                at++;
            }

            if (at >= format.Length)
            {
                return new UnknownValue("a format that is not known");
            }

            if (format[at] == '%')
            {
                text.Append('%');
                continue;
            }

            string? piece = next < values.Count ? Of(values[next++], format[at] is 's' or 'r' ? "" : format[start..(at + 1)]) : null;
            if (piece is null)
            {
                return new UnknownValue("a formatted value that is not known");
            }

            text.Append(piece);
        }

        return new TextValue(text.ToString());
    }

    public static Value Braces(string format, CallArguments arguments)
    {
        StringBuilder text = new();
        int next = 0;
        for (int at = 0; at < format.Length; at++)
        {
            char letter = format[at];
            if (letter is '{' or '}' && at + 1 < format.Length && format[at + 1] == letter)
            {
                text.Append(letter);
                at++;
                continue;
            }

            if (letter != '{')
            {
                text.Append(letter);
                continue;
            }

            int end = format.IndexOf('}', at);
            if (end < 0)
            {
                return new UnknownValue("a format that is not known");
            }

            string field = format[(at + 1)..end];
            int colon = field.IndexOf(':', StringComparison.Ordinal);
            string name = colon < 0 ? field : field[..colon];
            Value? value =
                name.Length == 0 ? arguments.Get("", next++)
                : int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? arguments.Get("", index)
                : arguments[name];
            if (value is null || Of(value, colon < 0 ? "" : field[(colon + 1)..]) is not { } piece)
            {
                return new UnknownValue("a formatted value that is not known");
            }

            text.Append(piece);
            at = end;
        }

        return new TextValue(text.ToString());
    }

    // ".3f", "03d", ",", ".2%"
    private static string? Number(double number, string format)
    {
        char kind = char.IsAsciiLetter(format[^1]) || format[^1] == '%' ? format[^1] : 'g';
        string rest = char.IsAsciiLetter(format[^1]) || format[^1] == '%' ? format[..^1] : format;
        int dot = rest.IndexOf('.', StringComparison.Ordinal);
        string width = (dot < 0 ? rest : rest[..dot]).Replace(",", "", StringComparison.Ordinal).TrimStart('<', '>', '^', '+', ' ');
        bool zeros = width.StartsWith('0');
        int digits =
            dot >= 0 && int.TryParse(rest[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count <= 20
                ? count
            : kind == 'd' ? 0
            : 6;
        if (width.Length > 0 && !(int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out int least) && least <= 100))
        {
            return null;
        }

        int pad = width.Length > 0 ? int.Parse(width, CultureInfo.InvariantCulture) : 0;
        string? text = kind switch
        {
            'd' => number.ToString(rest.Contains(',', StringComparison.Ordinal) ? "N0" : "F0", CultureInfo.InvariantCulture),
            'f' or 'F' => number.ToString(
                (rest.Contains(',', StringComparison.Ordinal) ? "N" : "F") + digits.ToString(CultureInfo.InvariantCulture),
                CultureInfo.InvariantCulture
            ),
            '%' => (number * 100).ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + "%",
            _ => number.ToString(rest.Contains(',', StringComparison.Ordinal) ? "N0" : "R", CultureInfo.InvariantCulture),
        };
        return text.PadLeft(pad, zeros ? '0' : ' ');
    }
}
