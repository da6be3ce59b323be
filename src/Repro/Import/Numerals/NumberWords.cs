using System.Text.RegularExpressions;

namespace Repro.Import.Numerals;

/// <summary>
/// English number words: two, twenty-five, a hundred, half a million, ten thousand; and the small ones of German, Spanish, Portuguese and
/// French.
/// </summary>
internal static partial class NumberWords
{
    private static readonly Dictionary<string, int> Small = new(StringComparer.OrdinalIgnoreCase)
    {
        ["zero"] = 0,
        ["one"] = 1,
        ["two"] = 2,
        ["three"] = 3,
        ["four"] = 4,
        ["five"] = 5,
        ["six"] = 6,
        ["seven"] = 7,
        ["eight"] = 8,
        ["nine"] = 9,
        ["ten"] = 10,
        ["eleven"] = 11,
        ["twelve"] = 12,
        ["thirteen"] = 13,
        ["fourteen"] = 14,
        ["fifteen"] = 15,
        ["sixteen"] = 16,
        ["seventeen"] = 17,
        ["eighteen"] = 18,
        ["nineteen"] = 19,
        ["twenty"] = 20,
        ["thirty"] = 30,
        ["forty"] = 40,
        ["fifty"] = 50,
        ["sixty"] = 60,
        ["seventy"] = 70,
        ["eighty"] = 80,
        ["ninety"] = 90,
        ["dois"] = 2,
        ["duas"] = 2,
        ["zwei"] = 2,
        ["tres"] = 3,
        ["três"] = 3,
        ["drei"] = 3,
        ["cuatro"] = 4,
        ["quatro"] = 4,
        ["vier"] = 4,
        ["cinco"] = 5,
        ["fünf"] = 5,
        ["seis"] = 6,
        ["sechs"] = 6,
        ["diez"] = 10,
        ["dez"] = 10,
        ["zehn"] = 10,
        ["deux"] = 2,
        ["trois"] = 3,
        ["quatre"] = 4,
        ["cinq"] = 5,
        ["huit"] = 8,
        ["dix"] = 10,
        ["a"] = 1,
        ["single"] = 1,
    };

    private static readonly Dictionary<string, double> Scales = new(StringComparer.OrdinalIgnoreCase)
    {
        ["hundred"] = 100,
        ["thousand"] = 1000,
        ["million"] = 1e6,
        ["billion"] = 1e9,
    };

    /// <summary>The words of a passage that are numbers, with what they amount to.</summary>
    public static IEnumerable<(int Start, int End, double Amount)> In(string text)
    {
        foreach (Match match in Words().Matches(text))
        {
            if (Amount(match) is { } amount)
            {
                yield return (match.Index, match.Index + match.Length, amount);
            }
        }
    }

    private static double? Amount(Match match)
    {
        double amount = 0;
        bool counts = false;
        if (match.Groups["half"].Success)
        {
            amount = 0.5;
        }
        else
        {
            foreach (string word in match.Groups["first"].Value.Split(['-', ' '], StringSplitOptions.RemoveEmptyEntries))
            {
                amount += Small[word];
                counts |= !word.Equals("a", StringComparison.OrdinalIgnoreCase);
            }
        }

        foreach (Capture scale in match.Groups["scale"].Captures)
        {
            amount *= Scales[scale.Value];
            counts = true;
        }

        // "half" without a scale, and the article, are no numbers.
        return counts ? amount : null;
    }

    [GeneratedRegex(
        @"\b(?:(?<half>half a)|(?<first>(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|dois|duas|zwei|tres|três|drei|cuatro|quatro|vier|cinco|fünf|seis|sechs|diez|dez|zehn|deux|trois|quatre|cinq|huit|dix|single|a))(?:[ -](?<scale>hundred|thousand|million|billion))*\b(?![-_])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Words();
}
