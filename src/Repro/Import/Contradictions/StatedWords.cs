using Repro.Claims;
using Repro.Import.Statements;

namespace Repro.Import.Contradictions;

/// <summary>How contradictions write what a statement says.</summary>
internal static class StatedWords
{
    /// <summary>The value with the words of its relation: "more than 0.97".</summary>
    public static string Of(Statement statement) =>
        statement.Relation switch
        {
            Relation.Near => $"about {statement.Value}",
            Relation.Greater => $"more than {statement.Value}",
            Relation.GreaterOrEqual => $"at least {statement.Value}",
            Relation.Less => $"less than {statement.Value}",
            Relation.LessOrEqual => $"at most {statement.Value}",
            _ => statement.Value.ToString()!,
        };
}
