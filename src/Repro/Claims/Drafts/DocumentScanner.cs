using System.Globalization;
using System.Text.RegularExpressions;

namespace Repro.Claims.Drafts;

/// <summary>
/// Looks through a tutorial's text for figures: rows and totals of Keras's summaries, layers and hyper-parameters in code, and
/// percentages. It knows forms, not meanings: what a figure is about is for a person to say.
/// </summary>
public static partial class DocumentScanner
{
    /// <summary>Longer lines are data rather than text.</summary>
    private const int LongestLine = 4000;

    /// <summary>The figures in the order of lines, each once; a line is looked through when it is asked for.</summary>
    public static IEnumerable<DraftLine> Scan(string text) => text.ReplaceLineEndings("\n").Split('\n').Index()
        .Where(line => line.Item.Length <= LongestLine)
        .SelectMany(line => Line(line.Index + 1, line.Item).Distinct());

    private static IEnumerable<DraftLine> Line(int number, string line)
    {
        if (SummaryRow().Match(line) is { Success: true } row)
        {
            string shape = string.Join(", ", row.Groups["axes"].Value.Split(',').Select(axis => axis.Trim()));
            yield return new DraftLine(
                number, "model:?/summary_row", "=", $"\"{row.Groups["name"].Value} ({row.Groups["type"].Value}) ({shape}) {Plain(row.Groups["params"].Value)}\"");
            yield break;
        }

        foreach (Match total in Totals().Matches(line))
        {
            string quantity = total.Groups["kind"].Value.ToLowerInvariant() switch { "total" => "total_params", "trainable" => "trainable_params", _ => "non_trainable_params" };
            yield return new DraftLine(number, $"model:?/{quantity}", "=", Plain(total.Groups["number"].Value));
        }

        foreach (string call in LayerCalls(line))
        {
            yield return new DraftLine(number, "model:?/keras_call", "=", $"\"{call}\"");
        }

        foreach (Match setting in Setting().Matches(line))
        {
            string name = setting.Groups["name"].Value == "lr" ? "learning_rate" : setting.Groups["name"].Value;
            yield return new DraftLine(number, $"config:?/{name}", "=", Value(setting.Groups["value"].Value));
        }

        foreach (Match percent in Percent().Matches(line))
        {
            if (decimal.TryParse(percent.Groups["number"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value))
            {
                yield return new DraftLine(number, "run:?/?", "~", (value / 100).ToString("0.######", CultureInfo.InvariantCulture));
            }
        }
    }

    private static string Plain(string number) => number.Replace(",", "", StringComparison.Ordinal);

    private static string Value(string text)
    {
        if (text.StartsWith('('))
        {
            return string.Join('x', text.Trim('(', ')').Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }

        if (text[0] is '\'' or '"')
        {
            return $"\"{text[1..^1]}\"";
        }

        // 1./255 is Python's way to write the quotient.
        string[] quotient = text.Split('/');
        double[] parts = [.. quotient.Select(part => double.Parse(part, NumberStyles.Float, CultureInfo.InvariantCulture))];
        return new Claims.Value.Number(parts.Length == 2 ? parts[0] / parts[1] : parts[0]).ToString();
    }

    // Calls of layers that close on this line, from the layer's name to the closing bracket; of nested ones the outermost.
    private static IEnumerable<string> LayerCalls(string line)
    {
        int[]? closing = null;
        int end = 0;
        foreach (Match layer in LayerCall().Matches(line))
        {
            closing ??= ClosingBrackets(line);
            int close = closing[layer.Index + layer.Length - 1];
            if (layer.Index >= end && close > 0)
            {
                end = close + 1;
                yield return line[layer.Groups["type"].Index..end];
            }
        }
    }

    // For each opening bracket the place of the one that closes it; 0 where none does.
    private static int[] ClosingBrackets(string line)
    {
        int[] closing = new int[line.Length];
        Stack<int> open = new();
        for (int index = 0; index < line.Length; index++)
        {
            if (line[index] == '(')
            {
                open.Push(index);
            }
            else if (line[index] == ')' && open.TryPop(out int opening))
            {
                closing[opening] = index;
            }
        }

        return closing;
    }

    [GeneratedRegex(@"^\s*(?<name>[A-Za-z0-9_./]+) \((?<type>[A-Za-z0-9]+)\)\s+\[?\((?<axes>None(, *[0-9]+|, *None)+)\)\]?\s+(?<params>[0-9][0-9,]*)(\s|$)", RegexOptions.None, 1000)]
    private static partial Regex SummaryRow();

    [GeneratedRegex(@"(?<kind>Total|Trainable|Non-trainable) params: *(?<number>[0-9][0-9,]*)", RegexOptions.None, 1000)]
    private static partial Regex Totals();

    [GeneratedRegex(@"\b(?:layers|models|keras)\.(?<type>Conv2D|MaxPooling2D|AveragePooling2D|Dense|Flatten|Dropout|BatchNormalization|Activation|GlobalAveragePooling2D|ZeroPadding2D)\(", RegexOptions.None, 1000)]
    private static partial Regex LayerCall();

    [GeneratedRegex(@"\b(?<name>batch_size|epochs|steps_per_epoch|validation_steps|lr|learning_rate|loss|optimizer|class_mode|target_size|rescale|rotation_range|width_shift_range|height_shift_range|shear_range|zoom_range|fill_mode) ?= ?(?<value>'[^']{1,60}'|""[^""]{1,60}""|\([0-9]+, ?[0-9]+\)|[0-9]+(\.[0-9]*)?(e-?[0-9]+)?(/[1-9][0-9]*)?)", RegexOptions.None, 1000)]
    private static partial Regex Setting();

    [GeneratedRegex(@"(?<![0-9.,])(?<number>[0-9]{1,3}(\.[0-9]{1,4})?) ?[%％]", RegexOptions.None, 1000)]
    private static partial Regex Percent();
}
