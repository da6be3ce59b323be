namespace Repro.Claims;

/// <summary>How the measured value has to stand to the expected one.</summary>
public enum Relation
{
    Equal,
    Near,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    Contains,
    Throws,
}

/// <summary>The book's spelling of relations.</summary>
public static class Relations
{
    private static readonly (Relation Relation, string Sign)[] Signs =
    [
        (Relation.Equal, "="),
        (Relation.Near, "~"),
        (Relation.Less, "<"),
        (Relation.LessOrEqual, "<="),
        (Relation.Greater, ">"),
        (Relation.GreaterOrEqual, ">="),
        (Relation.In, "in"),
        (Relation.Contains, "contains"),
        (Relation.Throws, "throws"),
    ];

    public static string Sign(this Relation relation) => Signs.Single(pair => pair.Relation == relation).Sign;

    public static Relation? Parse(string sign)
    {
        foreach ((Relation relation, string text) in Signs)
        {
            if (text == sign)
            {
                return relation;
            }
        }

        return null;
    }

    public static string All => string.Join(' ', Signs.Select(pair => pair.Sign));
}
