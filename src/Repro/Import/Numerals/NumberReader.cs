using System.Globalization;
using System.Text.RegularExpressions;
using Repro.Import.Statements;

namespace Repro.Import.Numerals;

/// <summary>
/// Finds the numbers of a passage, in any language: digits with either decimal sign, percent signs, spans, shapes, products and English
/// number words. What a
/// number is part of, such as a name (Conv2D, CIFAR-10), a version or a date, is left out.
/// </summary>
internal sealed partial class NumberReader(bool decimalCommas)
{
    private const int MostTokens = 500;
    private const string N = @"(?:\d{1,3}(?:[,_\u00A0\u202F]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)*\.?)(?:[eE][-+]?\d{1,3})?";

    // "and" joins the ends of a range behind one of these words alone: "95 % and 98 %" are two numbers.
    private const string Between = @"(?:\b(?:between|zwischen|von|entre|de|desde|range)\b|在|从|介于)(?:[^.;:。]|\.\d){0,40}";
    private const string Amid = $@" ?{N} ?[%％]? ?(?:之间|之間|사이|間)";

    /// <summary>The numbers in the order of the passage; no two overlap.</summary>
    public IReadOnlyList<NumberToken> Read(string text)
    {
        // "60 000 images": a space between groups of digits, which are zeros or in a language that writes so.
        text = (decimalCommas ? SpacedGroups() : SpacedZeros()).Replace(text, match => match.Value.Replace(' ', '\u00A0'));
        text = SpacedCounts().Replace(text, match => match.Value.Replace(' ', '\u00A0'));
        List<NumberToken> tokens = [];
        bool[] taken = new bool[text.Length];
        Take(Tuples().Matches(text), match => Tuple(match), tokens, taken);
        Take(Intervals().Matches(text), match => Span(match, NumberForm.Span), tokens, taken);
        Take(Products().Matches(text), Product, tokens, taken);
        Take(Fractions().Matches(text), Fraction, tokens, taken);
        Take(
            Spans().Matches(text),
            match => Span(match, match.Groups["percent"].Success ? NumberForm.PercentSpan : NumberForm.Span),
            tokens,
            taken
        );
        Take(Amounts().Matches(text), Money, tokens, taken);
        Take(Singles().Matches(text), match => Single(match, text), tokens, taken);
        foreach ((int start, int end, double amount) in NumberWords.In(text))
        {
            if (!taken.AsSpan(start, end - start).Contains(true))
            {
                bool percent = PercentWord().IsMatch(text[end..Math.Min(text.Length, end + 12)]);
                tokens.Add(
                    percent
                        ? new NumberToken(NumberForm.Percent, new StatedValue.Number(amount / 100, 2), start, end, IsWord: true)
                        : new NumberToken(NumberForm.Plain, new StatedValue.Number(amount), start, end, IsWord: true)
                );
            }
        }

        return [.. tokens.OrderBy(token => token.Start).Take(MostTokens)];
    }

    private static void Take(MatchCollection matches, Func<Match, NumberToken?> read, List<NumberToken> tokens, bool[] taken)
    {
        foreach (Match match in matches)
        {
            if (!taken.AsSpan(match.Index, match.Length).Contains(true) && read(match) is { } token)
            {
                Array.Fill(taken, true, token.Start, token.End - token.Start);
                tokens.Add(token);
            }
        }
    }

    private static NumberToken? Tuple(Match match)
    {
        List<int?> axes = [];
        foreach (
            string part in match
                .Groups["axes"]
                .Value.Split([',', '、', '，'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        )
        {
            if (part is "None" or "?" or "-1")
            {
                axes.Add(null);
            }
            else if (Axis(part) is { } axis)
            {
                axes.Add(axis);
            }
            else
            {
                return null;
            }
        }

        return new NumberToken(NumberForm.Tuple, new StatedValue.Axes(axes), match.Index, match.Index + match.Length);
    }

    // A number, or a product such as 28 * 28; null where it is too large.
    private static int? Axis(string part)
    {
        long product = 1;
        foreach (string factor in part.Split('*', StringSplitOptions.TrimEntries))
        {
            if (
                !int.TryParse(factor, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                || (product *= number) > int.MaxValue
            )
            {
                return null;
            }
        }

        return (int)product;
    }

    private static NumberToken? Product(Match match)
    {
        List<int?> axes = [];
        foreach (Capture part in match.Groups["side"].Captures)
        {
            if (!int.TryParse(part.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int axis))
            {
                return null;
            }

            axes.Add(axis);
        }

        return new NumberToken(NumberForm.Product, new StatedValue.Axes(axes), match.Index, match.Index + match.Length);
    }

    private NumberToken? Fraction(Match match)
    {
        if (
            Value(match.Groups["top"].Value.TrimEnd('.')) is not { } top
            || Value(match.Groups["bottom"].Value.TrimEnd('.')) is not { } bottom
            || bottom.Amount == 0
        )
        {
            return null;
        }

        return new NumberToken(
            NumberForm.Fraction,
            new StatedValue.Number(top.Amount / bottom.Amount, 15),
            match.Index,
            match.Index + match.Length
        );
    }

    private NumberToken? Span(Match match, NumberForm form)
    {
        if (Value(match.Groups["low"].Value) is not { } low || Value(match.Groups["high"].Value) is not { } high)
        {
            return null;
        }

        double scale = form == NumberForm.PercentSpan ? 100 : 1;
        int digits = Math.Max(low.Digits, high.Digits) + (form == NumberForm.PercentSpan ? 2 : 0);
        bool ordered = low.Amount < high.Amount;
        return ordered
            ? new NumberToken(
                form,
                new StatedValue.Span(Scaled(low.Amount, scale), Scaled(high.Amount, scale), digits),
                match.Groups["low"].Index,
                match.Index + match.Length
            )
            : null;
    }

    private NumberToken? Money(Match match) =>
        Value(match.Groups["number"].Value) is { } value
            ? new NumberToken(NumberForm.Money, value, match.Index, match.Index + match.Length)
            : null;

    private NumberToken? Single(Match match, string text)
    {
        string digits = match.Groups["number"].Value;
        if (
            IsPartOfName(text, match.Groups["number"].Index, match.Groups["number"].Index + digits.Length) || Value(digits) is not { } value
        )
        {
            return null;
        }

        bool about = match.Groups["about"].Success;
        int start = about ? match.Groups["about"].Index : match.Groups["number"].Index;
        int end = match.Index + match.Length;
        if (match.Groups["percent"].Success)
        {
            return new NumberToken(
                NumberForm.Percent,
                new StatedValue.Number(Scaled(value.Amount, 100), value.Digits + 2),
                start,
                end,
                about
            );
        }

        if (match.Groups["scale"].Success)
        {
            double scale = Scale(match.Groups["scale"].Value);
            int zeros = (int)Math.Round(Math.Log10(scale));
            bool exact = value.Digits == 0 && !char.IsAsciiLetterUpper(match.Groups["scale"].Value[0]);
            return new NumberToken(
                NumberForm.Plain,
                new StatedValue.Number(value.Amount * scale, value.Digits - zeros),
                start,
                end,
                about || !exact
            )
            {
                IsMore = match.Groups["more"].Success,
            };
        }

        return new NumberToken(NumberForm.Plain, value, start, end, about);
    }

    // The quotient that a reader would write down: 97.8 / 100 is 0.978.
    private static double Scaled(double amount, double scale) =>
        scale == 1 ? amount : (double)((decimal)Math.Clamp(amount, -1e15, 1e15) / (decimal)scale);

    private StatedValue.Number? Value(string text)
    {
        string digits = text.TrimEnd('.')
            .Replace("_", "", StringComparison.Ordinal)
            .Replace("\u00A0", "", StringComparison.Ordinal)
            .Replace("\u202F", "", StringComparison.Ordinal);
        int exponent = digits.IndexOfAny(['e', 'E']);
        string mantissa = exponent < 0 ? digits : digits[..exponent];
        if (Plain(mantissa) is not { } plain)
        {
            return null;
        }

        string number = exponent < 0 ? plain : plain + digits[exponent..];
        return
            double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double amount)
            && double.IsFinite(amount)
            && Math.Abs(amount) <= 1e100
            ? new StatedValue.Number(amount, Decimals.Of(number))
            : null;
    }

    // One decimal point and no separators; null for what is not a number, such as a version or a date.
    private string? Plain(string digits)
    {
        if (ThousandsByComma().IsMatch(digits))
        {
            return digits.Replace(",", "", StringComparison.Ordinal);
        }

        if (
            ThousandsByPoint().IsMatch(digits)
            && (decimalCommas || digits.Count(character => character == '.') > 1 || digits.Contains(',', StringComparison.Ordinal))
        )
        {
            return digits.Replace(".", "", StringComparison.Ordinal).Replace(',', '.');
        }

        int signs = digits.Count(character => character is '.' or ',');
        return signs switch
        {
            0 => digits,
            1 => digits.Replace(',', '.'),
            _ => null,
        };
    }

    private static double Scale(string word) =>
        word.ToLowerInvariant().TrimEnd('.') switch
        {
            "k" or "thousand" or "thousands" or "mil" or "mille" or "tausend" or "千" or "천" => 1e3,
            "万" or "萬" or "만" => 1e4,
            "亿" or "億" or "억" => 1e8,
            "b" or "billion" => 1e9,
            _ => 1e6,
        };

    // Conv2D, block5_conv1, CIFAR-10, x[3], 2.0.8, 2015/06/19, 12:30, v2, #5.
    private static bool IsPartOfName(string text, int start, int end)
    {
        char before = start > 0 ? text[start - 1] : ' ';
        char after = end < text.Length ? text[end] : ' ';
        char second = end + 1 < text.Length ? text[end + 1] : ' ';
        char secondBefore = start > 1 ? text[start - 2] : ' ';
        bool hyphened = before is '-' && (char.IsAsciiLetterOrDigit(secondBefore) || secondBefore is '`');
        bool dated = (before is '/' or ':' && char.IsAsciiDigit(secondBefore)) || (after is '/' or ':' && char.IsAsciiDigit(second));
        bool named = char.IsAsciiLetter(before) || before is '_' or '#' or '$' or '@' or '\\' || hyphened;
        bool continued =
            after is '_'
            || (char.IsAsciiLetter(after) && !(end < text.Length && UnitBehind().IsMatch(text[end..Math.Min(text.Length, end + 12)])));
        return named
            || dated
            || continued
            || (before is '.' && char.IsAsciiLetterOrDigit(secondBefore))
            || (before is '.' && secondBefore is '.');
    }

    [GeneratedRegex(
        @"(?<![A-Za-z0-9_.])[(（]\s*(?<axes>(?:None|\?|\d{1,9})(?:\s*[,、，]\s*(?:None|\?|\d{1,9}(?:\s*\*\s*\d{1,9}){0,3}))+\s*,?|(?:None|\d{1,9})\s*,)\s*[)）]",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Tuples();

    [GeneratedRegex(
        @"(?<!\w)\[\s*(?<low>-?\d+(?:\.\d+)?)\s*,\s*(?<high>-?\d+(?:\.\d+)?)\s*\](?!\w)",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Intervals();

    [GeneratedRegex(
        @"(?<![A-Za-z0-9_.,])(?<side>\d{1,6})(?: ?[xX×✕*] ?(?<side>\d{1,6})| by (?<side>\d{1,6})| pixels by (?<side>\d{1,6})(?= pixels)){1,3}(?![A-Za-z0-9_]|\.\d)",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Products();

    [GeneratedRegex(
        @"(?<![\w./:-])(?<top>\d{1,4}\.?(?:\d+)?)/(?<bottom>\d{1,6}\.?(?:\d+)?)(?![\w/])",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Fractions();

    [GeneratedRegex(
        $@"(?<![A-Za-z0-9_.,/:-])(?<low>{N}) ?[%％]? ?(?:-|–|—|~|∼|〜|～|\bto\b|\bthrough\b|\bbis\b|\baté\b|\bhasta\b|到|至|から|에서|부터|(?<={Between})(?:\band\b|\bund\b|\ba\b|\be\b|\by\b|和)|(?:和|과|와)(?={Amid})) ?(?<high>{N})(?: ?(?<percent>[%％]|percent\b|per cent\b|Prozent\b|por ciento\b|por cento\b|pour cent\b|퍼센트))?(?![A-Za-z0-9_]|[/:]\d|-\d)",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Spans();

    [GeneratedRegex(
        $@"(?<about>[~≈∼±])? ?(?<number>{N})(?:[ -]?(?<percent>[%％](?! ?\d)(?![A-Za-z0-9_])|percent\b|per cent\b|Prozent\b|por ciento\b|por cento\b|pour cent\b|퍼센트)|(?:(?<more>\+)? ?(?<scale>million\b|millions\b|billion\b|thousand\b|Millionen\b|Mio\.?|Tausend\b|millones\b|milhões\b|mille\b|mil\b|万|萬|만|千|천|百万|백만|亿|億|억)|(?<scale>[kKMB]\b)))?",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Singles();

    // Not "$x$", a formula; Markdown writes a backslash in front of the sign.
    [GeneratedRegex(
        @"(?<![\w$])\\?\$(?<number>(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,4})?)(?![\w$]|[.,]\d|[^\n$]{0,40}(?<!\\)\$(?!\d))",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Amounts();

    [GeneratedRegex(
        @"(?<![\w.,/:-])(?<!\d )(?!0)\d{1,3}(?: 000)+(?![\w/:-]|[.,]\d| \d)",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex SpacedZeros();

    [GeneratedRegex(
        @"(?<![\w.,/:-])(?<!\d )(?!0)\d{1,3}(?: \d{3})+(?![\w/:-]|[.,]\d| \d)",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex SpacedGroups();

    // "45 226 weights".
    [GeneratedRegex(
        @"(?<![\w.,/:-])(?<!\d )(?!0)\d{1,3}(?: \d{3})+(?= (?:trainable |training |test |total )?(?:weights|parameters|params|outputs|images|samples|examples)\b)",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex SpacedCounts();

    [GeneratedRegex(@"^(?!0)\d{1,3}(?:,\d{3})+(?:\.\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex ThousandsByComma();

    [GeneratedRegex(@"^(?!0)\d{1,3}(?:\.\d{3})+(?:,\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex ThousandsByPoint();

    // Letters that may follow a number without a space: units, and a scale.
    [GeneratedRegex(@"^(?:[kKMB]\b|MB\b|GB\b|px\b|D\b|percent\b)", RegexOptions.CultureInvariant)]
    private static partial Regex UnitBehind();

    [GeneratedRegex(@"^[ -](?:percent|per cent)\b", RegexOptions.CultureInvariant)]
    private static partial Regex PercentWord();
}
