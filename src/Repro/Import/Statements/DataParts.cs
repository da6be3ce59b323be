using System.Text.RegularExpressions;

namespace Repro.Import.Statements;

/// <summary>Reads from names of code, and from comments, which part of the data they mean.</summary>
internal static partial class DataParts
{
    /// <summary>All parts that are named, without repetitions: <c>x_train</c> is the training data.</summary>
    public static DataPart[] In(string words) => [.. Names().Matches(words).Select(match => Of(match.Value)).Distinct()];

    /// <summary>The part that is named; of several the validation, which is often cut from the training data.</summary>
    public static DataPart Of(string words)
    {
        Match[] names = [.. Names().Matches(words).Cast<Match>()];
        return names.Any(name => IsValidation(name.Value)) ? DataPart.Validation
            : names.Length == 0 ? DataPart.Unknown
            : names[0].Value.StartsWith("tr", StringComparison.OrdinalIgnoreCase) ? DataPart.Train
            : DataPart.Test;
    }

    private static bool IsValidation(string name) => name.StartsWith("val", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(
        @"(?<![A-Za-z])(?:train(?!able|er)|val(?!u)|test)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Names();
}
