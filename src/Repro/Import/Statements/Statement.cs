using Repro.Claims;

namespace Repro.Import.Statements;

/// <summary>Where a statement comes from.</summary>
internal enum Origin
{
    Prose,
    Comment,
    Output,
}

/// <summary>A number that a tutorial states, with what it is about.</summary>
/// <param name="Quote">The words around it, on one line.</param>
internal sealed record Statement(
    Place Place,
    Origin Origin,
    StatementKind Kind,
    Relation Relation,
    StatedValue Value,
    Topic Topic,
    string Quote
);
