using System.Globalization;
using System.Text.RegularExpressions;
using Repro.Import.Python.Syntax;

namespace Repro.Import.Drafting;

/// <summary>A line that a call of <c>print</c> writes: texts with values between them.</summary>
/// <param name="texts">One more than values; each with single spaces.</param>
internal sealed partial class LineTemplate(IReadOnlyList<string> texts, IReadOnlyList<Expression> values)
{
    private const int MostValues = 12;

    public IReadOnlyList<Expression> Values => values;

    /// <summary>The lines of a call of <c>print</c>; none for blank ones.</summary>
    public static IEnumerable<LineTemplate> Of(CallExpression print)
    {
        List<Piece> pieces = [];
        foreach (Argument argument in print.Arguments.Where(argument => argument.Name is null))
        {
            if (pieces.Count > 0)
            {
                pieces.Add(new Piece(" ", null));
            }

            pieces.AddRange(PiecesOf(argument.Value));
        }

        List<string> texts = [""];
        List<Expression> values = [];
        List<LineTemplate> lines = [];
        foreach (Piece piece in pieces)
        {
            if (piece.Value is not null)
            {
                values.Add(piece.Value);
                texts.Add("");
                continue;
            }

            string[] parts = piece.Text.Split('\n');
            texts[^1] += parts[0];
            foreach (string part in parts.Skip(1))
            {
                lines.Add(new LineTemplate(Plain(texts), values));
                (texts, values) = ([part], []);
            }
        }

        lines.Add(new LineTemplate(Plain(texts), values));
        return lines.Where(line => line.Values.Count is > 0 and <= MostValues || line.HasText);
    }

    /// <summary>A line that is nothing but a value, as the last expression of a cell prints it.</summary>
    public static LineTemplate OfValue(Expression value) => new(["", ""], [value]);

    private bool HasText => texts.Any(text => text.Trim().Length > 0);

    /// <summary>What a line has in the places of the values; null for a line that the call does not write.</summary>
    public IReadOnlyList<string>? Match(string line)
    {
        string plain = Spaces().Replace(line, " ").Trim();
        string first = texts[0].TrimStart();
        if (!plain.StartsWith(values.Count == 0 ? first.TrimEnd() : first, StringComparison.Ordinal))
        {
            return null;
        }

        List<string> found = [];
        int at = first.Length;
        for (int index = 0; index < values.Count; index++)
        {
            string text = index == values.Count - 1 ? texts[index + 1].TrimEnd() : texts[index + 1];
            int next =
                index < values.Count - 1 ? plain.IndexOf(text, at, StringComparison.Ordinal)
                : plain.EndsWith(text, StringComparison.Ordinal) ? plain.Length - text.Length
                : -1;
            if (next < at)
            {
                return null;
            }

            found.Add(plain[at..next]);
            at = next + text.Length;
        }

        return values.Count > 0 || plain.Length == first.TrimEnd().Length ? found : null;
    }

    private static string[] Plain(IEnumerable<string> texts) => [.. texts.Select(text => Spaces().Replace(text, " "))];

    private static IEnumerable<Piece> PiecesOf(Expression expression) =>
        expression switch
        {
            Literal { Value: string text } => [new Piece(text, null)],
            FormattedText formatted => formatted.Parts.Select(part =>
                part.Value is null ? new Piece(part.Text, null) : new Piece("", part.Value)
            ),
            BinaryExpression { Sign: "+" } sum when HasTextIn(sum) => PiecesOf(sum.Left).Concat(PiecesOf(sum.Right)),
            BinaryExpression { Sign: "%", Left: Literal { Value: string text } } filled => Filled(
                text.Replace("%%", "%", StringComparison.Ordinal),
                PercentField(),
                filled.Right is SequenceExpression { Kind: '(' } several ? several.Items : [filled.Right]
            ),
            CallExpression { Target: AttributeExpression { Name: "format", Target: Literal { Value: string text } } } call => Filled(
                text,
                BraceField(),
                [.. call.Arguments.Select(argument => argument.Value)]
            ),
            CallExpression { Target: NameExpression { Name: "str" }, Arguments: [var only] } => [new Piece("", only.Value)],
            _ => [new Piece("", expression)],
        };

    private static bool HasTextIn(BinaryExpression sum) =>
        new[] { sum.Left, sum.Right }.Any(side =>
            side is Literal { Value: string } or FormattedText || (side is BinaryExpression { Sign: "+" } inner && HasTextIn(inner))
        );

    private static IEnumerable<Piece> Filled(string text, Regex field, IReadOnlyList<Expression> values)
    {
        int at = 0;
        int next = 0;
        foreach (Match match in field.Matches(text))
        {
            yield return new Piece(text[at..match.Index], null);
            int number = int.TryParse(match.Groups["number"].Value, CultureInfo.InvariantCulture, out int given) ? given : next++;
            if (number < values.Count)
            {
                yield return new Piece("", values[number]);
            }

            at = match.Index + match.Length;
        }

        yield return new Piece(text[at..], null);
    }

    private readonly record struct Piece(string Text, Expression? Value);

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"%(?<number>(?!))?[-+#0]*\d*(?:\.\d+)?[a-zA-Z]", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex PercentField();

    [GeneratedRegex(@"\{(?<number>\d{0,3})(?:[!:][^{}]*)?\}", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex BraceField();
}
