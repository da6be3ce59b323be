using Repro.Import.Drafting;
using Repro.Import.Printed;
using Repro.Import.Reading;
using Repro.Import.Statements;

namespace Repro.Import.Contradictions;

/// <summary>Compares printed tables and logs with the networks and trainings of the code.</summary>
internal sealed class CodeCheck(Cast cast, TextStatements text)
{
    public IEnumerable<Contradiction> All() => text.Summaries.Select(Table).Concat(text.Logs.Select(Epochs)).OfType<Contradiction>();

    private Contradiction? Table(PrintedSummary table)
    {
        if (
            cast.OfTable(table.Number) is not { } network
            || !table.Totals.TryGetValue("total_params", out PrintedTotal? total)
            || total.IsRounded
            || total.IsComputed
            || network.State.Layers.Any(layer => layer.Parameters is null)
        )
        {
            return null;
        }

        long counted = network.State.Layers.Sum(layer => layer.Parameters!.Value);
        Statement? printed = text.Statements.FirstOrDefault(statement =>
            statement.Topic.Table == table.Number && statement.Topic.Detail == "total_params"
        );
        return counted == (long)total.Amount.Amount
            ? null
            : new Contradiction(
                FormattableString.Invariant(
                    $"The table at {table.Place.InWords} prints {total.Amount} parameters, but the model of the code ({network.Name}) has {counted}."
                ),
                [table.Place, network.State.Place],
                printed is null ? [] : [printed]
            );
    }

    private Contradiction? Epochs(EpochLog log)
    {
        if (cast.OfLog(log) is not { Fit.Epochs: { } epochs } run || epochs == log.Announced)
        {
            return null;
        }

        Statement? printed = text.Statements.FirstOrDefault(statement =>
            statement.Topic.Log == log.Number && statement.Kind == StatementKind.Epochs
        );
        return new Contradiction(
            FormattableString.Invariant(
                $"The log at {log.Place.InWords} has {log.Announced} epochs, but the call at {run.Fit.Place.InWords} trains for {epochs}."
            ),
            [log.Place, run.Fit.Place],
            printed is null ? [] : [printed]
        );
    }
}
