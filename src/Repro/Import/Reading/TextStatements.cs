using Repro.Claims;
using Repro.Import.Printed;
using Repro.Import.Statements;

namespace Repro.Import.Reading;

/// <summary>Everything that a tutorial states in numbers, in the order of the text.</summary>
/// <param name="Summaries">The tables that it prints.</param>
/// <param name="Logs">The logs of trainings that it prints.</param>
internal sealed record TextStatements(
    IReadOnlyList<Statement> Statements,
    IReadOnlyList<PrintedSummary> Summaries,
    IReadOnlyList<EpochLog> Logs
)
{
    /// <summary>The places of the bars that belong to no log.</summary>
    public IReadOnlyList<Place> Bars { get; init; } = [];
}
