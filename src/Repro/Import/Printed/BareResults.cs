using System.Globalization;
using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Import.Statements;
using Repro.Import.Texts;

namespace Repro.Import.Printed;

/// <summary>A result without a word beside it: what the code printed last tells which one it is.</summary>
internal static partial class BareResults
{
    public static IEnumerable<Statement> Of(TextBlock output, TextBlock code)
    {
        string[] lines = [.. output.Lines.Where(line => !string.IsNullOrWhiteSpace(line))];
        if (lines is not [var only] || code.Lines.LastOrDefault(line => !string.IsNullOrWhiteSpace(line)) is not { } printed)
        {
            yield break;
        }

        Place place = output.At(output.Lines.ToList().IndexOf(only));
        string quote = $"{printed.Trim()}: {only.Trim()}";
        if (Number().Match(only) is { Success: true } number && TryRead(number.Groups["number"].Value, out StatedValue.Number? value))
        {
            if (AccuracyName().IsMatch(printed) && value!.Amount is >= 0 and <= 1)
            {
                yield return new Statement(place, Origin.Output, StatementKind.Accuracy, Relation.Equal, value, new Topic { Part = PartOf(printed) }, quote);
            }
            else if (LossName().IsMatch(printed))
            {
                yield return new Statement(place, Origin.Output, StatementKind.Loss, Relation.Equal, value!, new Topic { Part = PartOf(printed) }, quote);
            }
        }
        else if (Pair().Match(only) is { Success: true } pair && Evaluated().IsMatch(printed) && TryRead(pair.Groups["loss"].Value, out StatedValue.Number? loss) && TryRead(pair.Groups["accuracy"].Value, out StatedValue.Number? accuracy))
        {
            yield return new Statement(place, Origin.Output, StatementKind.Loss, Relation.Equal, loss!, new Topic { Part = DataPart.Test }, quote);
            yield return new Statement(place, Origin.Output, StatementKind.Accuracy, Relation.Equal, accuracy!, new Topic { Part = DataPart.Test }, quote);
        }
    }

    private static DataPart PartOf(string code) => ValidationName().IsMatch(code) ? DataPart.Validation : TrainName().IsMatch(code) ? DataPart.Train : DataPart.Test;

    private static bool TryRead(string text, out StatedValue.Number? value)
    {
        value = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double amount) && double.IsFinite(amount)
            ? new StatedValue.Number(amount, text.Contains('.', StringComparison.Ordinal) ? text.Length - text.IndexOf('.', StringComparison.Ordinal) - 1 : 0)
            : null;
        return value is not null;
    }

    [GeneratedRegex(@"^\s*(?:np\.float(?:32|64)\()?(?<number>\d+\.\d+(?:e[-+]?\d{1,3})?)\)?\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"^\s*[\[(](?<loss>\d+\.\d+(?:e[-+]?\d{1,3})?), (?<accuracy>[01]\.\d+)[\])]\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Pair();

    [GeneratedRegex(@"acc(?:uracy)?\b|_acc\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AccuracyName();

    [GeneratedRegex(@"loss\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LossName();

    [GeneratedRegex(@"evaluate\(|\bresults?\b|\bscores?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Evaluated();

    [GeneratedRegex(@"\bval", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ValidationName();

    [GeneratedRegex(@"\btrain", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TrainName();
}
