namespace Repro.Claims;

/// <summary>How the measured value has to stand to the expected one.</summary>
public enum Relation
{
    /// <summary><c>=</c>: the same number, shape or text.</summary>
    Equal,

    /// <summary><c>~</c>: equal within the margin of the claim.</summary>
    Near,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>in</c>: within a range, both ends included.</summary>
    In,

    /// <summary><c>contains</c>: the measured text contains the words of a text.</summary>
    Contains,

    /// <summary><c>throws</c>: the operation fails, and its message contains a text.</summary>
    Throws,
}

/// <summary>The spelling of relations in claim files.</summary>
internal static class Relations
{
    private static readonly (Relation Relation, string Sign, string Meaning)[] Signs =
    [
        (Relation.Equal, "=", "Equal. For numbers, shapes and texts that are exact."),
        (
            Relation.Near,
            "~",
            "About equal: within the margin for an exact value, and a value that one more run could give for a training. Requires a margin."
        ),
        (Relation.Less, "<", "Less than a number, or than what is measured at another address."),
        (Relation.LessOrEqual, "<=", "Less than or equal."),
        (Relation.Greater, ">", "Greater than."),
        (Relation.GreaterOrEqual, ">=", "Greater than or equal."),
        (Relation.In, "in", "In a range, both ends included."),
        (Relation.Contains, "contains", "The measured text contains the words of a text."),
        (Relation.Throws, "throws", "The measured operation fails, and its message contains a text. For addresses of the probe `error`."),
    ];

    // Signs of other notations.
    private static readonly Dictionary<string, string> Others = new(StringComparer.OrdinalIgnoreCase)
    {
        ["=="] = "=",
        ["is"] = "=",
        ["eq"] = "=",
        ["≈"] = "~",
        ["~="] = "~",
        ["approx"] = "~",
        ["about"] = "~",
        ["lt"] = "<",
        ["=<"] = "<=",
        ["≤"] = "<=",
        ["le"] = "<=",
        ["gt"] = ">",
        ["=>"] = ">=",
        ["≥"] = ">=",
        ["ge"] = ">=",
    };

    /// <summary>Every sign and what it means, in Markdown.</summary>
    public static IReadOnlyList<(string Sign, string Meaning)> Described { get; } = [.. Signs.Select(pair => (pair.Sign, pair.Meaning))];

    public static string Sign(this Relation relation) => Signs.Single(pair => pair.Relation == relation).Sign;

    public static Relation? Parse(string sign)
    {
        foreach ((Relation relation, string text, _) in Signs)
        {
            if (text == sign)
            {
                return relation;
            }
        }

        return null;
    }

    /// <summary>" Did you mean '~'?" for a sign of another notation or a misspelled one; otherwise nothing.</summary>
    public static string Suggestion(string sign) =>
        Others.TryGetValue(sign, out string? meant) ? $" Did you mean '{meant}'?"
        : sign.Length < 2 ? ""
        : Spelling.Suggestion(sign, Signs.Select(pair => pair.Sign).Where(known => known.Length > 2));

    public static string All => string.Join(' ', Signs.Select(pair => pair.Sign));
}
