using Repro.Claims;
using Repro.Import.Statements;

namespace Repro.Import.Printed;

/// <summary>What a printed summary states: a shape and a number of parameters for each row, and its totals.</summary>
internal static class TableStatements
{
    public static IEnumerable<Statement> Of(PrintedSummary table)
    {
        foreach (PrintedLayer layer in table.Layers)
        {
            Topic topic = new()
            {
                Table = table.Number,
                Layer = layer.Name,
                LayerClass = layer.Class,
            };
            string quote = $"{layer.Name} ({layer.Class})";
            if (layer.Shape is { } shape)
            {
                yield return new Statement(
                    layer.Place,
                    Origin.Output,
                    StatementKind.LayerShape,
                    Relation.Equal,
                    new StatedValue.Axes(shape),
                    topic,
                    quote
                );
            }

            if (layer.Parameters is { } parameters)
            {
                yield return new Statement(
                    layer.Place,
                    Origin.Output,
                    StatementKind.LayerParameters,
                    Relation.Equal,
                    new StatedValue.Number(parameters),
                    topic,
                    quote
                );
            }
        }

        foreach ((string kind, PrintedTotal total) in table.Totals.Where(total => !total.Value.IsComputed))
        {
            yield return new Statement(
                total.Place,
                Origin.Output,
                StatementKind.Parameters,
                total.IsRounded ? Relation.Near : Relation.Equal,
                total.Amount,
                new Topic { Table = table.Number, Detail = kind },
                $"{kind.Replace('_', ' ')}: {total.Amount}"
            );
        }
    }
}
