using System.Globalization;
using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Import.Numerals;
using Repro.Import.Statements;
using Repro.Import.Texts;

namespace Repro.Import.Printed;

/// <summary>A result without a word beside it: what the code printed last tells which one it is.</summary>
internal static partial class BareResults
{
    public static IEnumerable<Statement> Of(TextBlock output, TextBlock code)
    {
        string[] lines = [.. output.Lines.Where(line => !string.IsNullOrWhiteSpace(line))];
        if (lines.Length > 1)
        {
            foreach (Statement result in Announced(output, lines))
            {
                yield return result;
            }
        }

        if (lines is not [var only] || code.Lines.LastOrDefault(line => !string.IsNullOrWhiteSpace(line)) is not { } printed)
        {
            yield break;
        }

        Place place = output.At(output.Lines.ToList().IndexOf(only));
        string quote = $"{printed.Trim()}: {only.Trim()}";
        Statement Score(StatedValue value) =>
            new(
                place,
                Origin.Output,
                StatementKind.AbsoluteError,
                Relation.Equal,
                value,
                TopicOf(printed) with
                {
                    Detail = "score",
                },
                quote
            );

        if (Number().Match(only) is { Success: true } number && TryRead(number.Groups["number"].Value, out StatedValue.Number? value))
        {
            if (AccuracyName().IsMatch(printed) && value!.Amount is >= 0 and <= 1)
            {
                yield return new Statement(place, Origin.Output, StatementKind.Accuracy, Relation.Equal, value, TopicOf(printed), quote);
            }
            else if (LossName().IsMatch(printed))
            {
                yield return new Statement(place, Origin.Output, StatementKind.Loss, Relation.Equal, value!, TopicOf(printed), quote);
            }
            else if (AbsoluteErrorName().IsMatch(printed))
            {
                yield return new Statement(
                    place,
                    Origin.Output,
                    StatementKind.AbsoluteError,
                    Relation.Equal,
                    value!,
                    TopicOf(printed),
                    quote
                );
            }
            else if (ScoreName().IsMatch(printed))
            {
                yield return Score(value!);
            }
        }
        else if (ShapeOf().Match(printed) is { Success: true } array && Axes().Match(only) is { Success: true } shape)
        {
            string name = array.Groups["name"].Value;
            int?[] lengths =
            [
                .. shape
                    .Groups["axes"]
                    .Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(axis => (int?)int.Parse(axis, CultureInfo.InvariantCulture)),
            ];
            bool predicted = name.StartsWith("pred", StringComparison.OrdinalIgnoreCase);

            // One prediction has the network's output shape; an array of them does not.
            if (predicted == array.Groups["index"].Success)
            {
                yield return new Statement(
                    place,
                    Origin.Output,
                    StatementKind.Shape,
                    Relation.Equal,
                    new StatedValue.Axes(lengths),
                    new Topic { Part = predicted ? DataPart.Unknown : DataParts.Of(name), Detail = predicted ? "output" : name },
                    quote
                );
            }
        }
        else if (
            LengthOf().Match(printed) is { Success: true } counted
            && Count().Match(only) is { Success: true }
            && TryRead(only.Trim(), out StatedValue.Number? length)
            && DataParts.Of(counted.Groups["name"].Value) is not DataPart.Unknown and var counts
        )
        {
            string? detail =
                counted.Groups["name"].Value.Contains("label", StringComparison.OrdinalIgnoreCase)
                || counted.Groups["name"].Value.StartsWith("y_", StringComparison.OrdinalIgnoreCase)
                    ? "labels"
                    : null;
            yield return new Statement(
                place,
                Origin.Output,
                StatementKind.DataSize,
                Relation.Equal,
                length!,
                new Topic { Part = counts, Detail = detail },
                quote
            );
        }
        else if (Pair().IsMatch(only) && Evaluated().IsMatch(printed))
        {
            foreach (Statement result in PairOf(place, only, TopicOf(printed), quote))
            {
                yield return result;
            }
        }
        else if (ScoreName().IsMatch(printed) && Numbers().Match(only) is { Success: true } scores)
        {
            // The results of the parts of a cross-validation.
            double[] amounts = [.. scores.Groups["number"].Captures.Select(part => double.Parse(part.Value, CultureInfo.InvariantCulture))];
            yield return Score(new StatedValue.Several(amounts));
        }
    }

    // "evaluation loss and metrics" above "[0.05, 0.98]".
    private static IEnumerable<Statement> Announced(TextBlock output, string[] lines)
    {
        int[] pairs = [.. Enumerable.Range(1, lines.Length - 1).Where(at => Pair().IsMatch(lines[at]))];
        return pairs is [var only] && Announcement().IsMatch(lines[only - 1])
            ? PairOf(
                output.At(output.Lines.ToList().IndexOf(lines[only])),
                lines[only],
                new Topic(),
                $"{lines[only - 1].Trim()}: {lines[only].Trim()}"
            )
            : [];
    }

    private static IEnumerable<Statement> PairOf(Place place, string line, Topic topic, string quote)
    {
        Match pair = Pair().Match(line);
        if (
            TryRead(pair.Groups["loss"].Value, out StatedValue.Number? loss)
            && TryRead(pair.Groups["metric"].Value, out StatedValue.Number? metric)
        )
        {
            yield return new Statement(
                place,
                Origin.Output,
                StatementKind.Loss,
                Relation.Equal,
                loss!,
                topic with
                {
                    ResultNumber = 0,
                },
                quote
            );

            // The metrics of compile tell what it is.
            yield return new Statement(
                place,
                Origin.Output,
                StatementKind.Accuracy,
                Relation.Equal,
                metric!,
                topic with
                {
                    ResultNumber = 1,
                },
                quote
            );
        }
    }

    // The history of a training has the results on its own data, and those of the validation under other names.
    private static Topic TopicOf(string code) =>
        new()
        {
            Part =
                DataParts.Of(code) is not DataPart.Unknown and var named ? named
                : HistoryName().IsMatch(code) ? DataPart.Train
                : DataPart.Unknown,
            Variable = Printed().Match(code) is { Success: true } variable ? variable.Groups["name"].Value : null,
        };

    private static bool TryRead(string text, out StatedValue.Number? value)
    {
        value =
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double amount) && double.IsFinite(amount)
                ? new StatedValue.Number(amount, Decimals.Of(text))
                : null;
        return value is not null;
    }

    [GeneratedRegex(
        @"^\s*(?:np\.float(?:32|64)\()?(?<number>\d+\.\d+(?:e[-+]?\d{1,3})?)\)?\s*$",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Number();

    [GeneratedRegex(
        @"^\s*\[(?<number>\d{1,9}\.\d{1,20})(?:, ?(?<number>\d{1,9}\.\d{1,20})){1,11}\]\s*$",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Numbers();

    // "all_scores", "np.mean(all_scores)": which metric it is, the name does not tell.
    [GeneratedRegex(
        @"^\s*(?:print ?\()?(?:np\.(?:mean|average)\()?(?:\w+_)?scores?\)*\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex ScoreName();

    [GeneratedRegex(
        @"^\s*[\[(](?<loss>\d+\.\d+(?:e[-+]?\d{1,3})?), (?<metric>\d+\.\d+(?:e[-+]?\d{1,3})?)[\])]\s*$",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Pair();

    [GeneratedRegex(
        @"^\s*(?:print ?\()?(?<name>[A-Za-z_]\w{0,60})(?<index>\[0\])?\.shape\)?\s*$",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex ShapeOf();

    [GeneratedRegex(@"^\s*\((?<axes>\d{1,9}(?:, ?\d{1,9}){0,5},?)\)\s*$", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Axes();

    [GeneratedRegex(
        @"^\s*(?:print ?\()?len\((?<name>[A-Za-z_]\w{0,60})\)\)?\s*$",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex LengthOf();

    [GeneratedRegex(@"^\s*\d{1,9}\s*$", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Count();

    [GeneratedRegex(@"acc(?:uracy)?\b|_acc\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex AccuracyName();

    [GeneratedRegex(@"loss\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex LossName();

    // "test_mae_score"; the history of several epochs is no result.
    [GeneratedRegex(
        @"^\s*(?:print ?\()?(?:\w+_)?(?:mae|mean_absolute_error)(?:_score)?\)?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex AbsoluteErrorName();

    [GeneratedRegex(
        @"evaluate\(|\bresults?\b|\bscores?\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Evaluated();

    [GeneratedRegex(
        @"\bevaluation\b|\bevaluate\(|\bloss and (?:metrics?|acc(?:uracy)?)\b|\bloss, ?acc(?:uracy)?\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Announcement();

    [GeneratedRegex(@"^\s*(?:print ?\()?(?<name>[A-Za-z_]\w{0,60})", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Printed();

    [GeneratedRegex(@"(?<![A-Za-z])hist(?:ory)?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex HistoryName();
}
