using Repro.Claims;
using Repro.Claims.Files;
using Repro.Import.Statements;
using Repro.Inputs;

namespace Repro.Import.Drafting;

/// <summary>A row of the claim file that an import writes. Columns are text, as in the file.</summary>
/// <param name="Stem">The id without the number that it has where several rows would have the same one.</param>
internal sealed record DraftRow(string Id, string Stem, string Document, Place Place, string Statement)
{
    /// <summary>The first line of a claim file, without its line break.</summary>
    public static readonly string Header = string.Join(',', ClaimColumn.All.Select(column => column.Name));

    public string Tier { get; init; } = "";

    public string Needs { get; init; } = "";

    public string Address { get; init; } = "";

    public string Relation { get; init; } = "";

    public string Expected { get; init; } = "";

    public string Margin { get; init; } = "";

    public string Standing { get; init; } = "";

    public string Reason { get; init; } = "";

    /// <summary>The ids of the rows of prose in whose contradictions the row is; one of them may be its own.</summary>
    public IReadOnlyList<string> Contradictions { get; init; } = [];

    /// <summary>The statement that the row is made of.</summary>
    public required Statement Source { get; init; }

    /// <summary>The row as a line of a claim file, with its line break.</summary>
    public string Line => CsvLine.Of(Columns.Select(column => ClaimCell.Of(column.Name, column.Value)));

    public bool IsExecutable => Address.Length > 0;

    /// <summary>The columns in the order of claim files.</summary>
    public IReadOnlyList<(string Name, string Value)> Columns =>
        [
            ("id", Id),
            ("document", Document),
            ("line", Place.ToString()),
            ("statement", Statement),
            ("tier", Tier),
            ("needs", Needs),
            ("address", Address),
            ("relation", Relation),
            ("expected", Expected),
            ("margin", Margin),
            ("group", string.Join(' ', Contradictions.Select(id => $"{id}-contradiction"))),
            ("standing", Standing),
            ("reason", Reason),
        ];
}
