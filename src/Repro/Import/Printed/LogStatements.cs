using Repro.Claims;
using Repro.Import.Statements;

namespace Repro.Import.Printed;

/// <summary>
/// What a printed log states: its epochs, its steps, and the metrics of the last finished epoch. The other epochs are data for checks.
/// </summary>
internal static class LogStatements
{
    private const int Digits = 4;

    public static IEnumerable<Statement> Of(EpochLog log)
    {
        Topic topic = new() { Log = log.Number };
        yield return new Statement(
            log.AnnouncedAt,
            Origin.Output,
            StatementKind.Epochs,
            Relation.Equal,
            new StatedValue.Number(log.Announced),
            topic,
            log.Announcement
        );
        if (log.Total > 0)
        {
            yield return Total(log.TotalAt, log.Total, log.TotalIsSamples, topic with { Part = DataPart.Train }, log.Counts);
        }

        if (log.Epochs.Count == 0)
        {
            yield break;
        }

        PrintedEpoch last = log.Epochs[^1];
        foreach ((string name, double value) in last.Metrics)
        {
            if (
                Metric(name, value, last.Place, topic with { Epoch = last.Epoch }, $"epoch {last.Epoch}/{log.Announced}: {name}") is
                { } statement
            )
            {
                yield return statement;
            }
        }
    }

    /// <summary>What a bar of <c>evaluate</c> states; the bar itself does not name the data.</summary>
    /// <param name="number">Of the bar in the text, from 0.</param>
    public static IEnumerable<Statement> OfBar(
        int number,
        Place place,
        int total,
        bool isSamples,
        string counts,
        IReadOnlyDictionary<string, double> metrics
    )
    {
        Topic topic = new() { Bar = number };
        if (total > 0)
        {
            yield return Total(place, total, isSamples, topic, counts);
        }

        foreach ((string name, double value) in metrics)
        {
            if (Metric(name, value, place, topic, name) is { } statement)
            {
                yield return statement;
            }
        }
    }

    private static Statement Total(Place place, int total, bool isSamples, Topic topic, string counts) =>
        new(
            place,
            Origin.Output,
            isSamples ? StatementKind.DataSize : StatementKind.Steps,
            Relation.Equal,
            new StatedValue.Number(total),
            topic,
            counts
        );

    private static Statement? Metric(string name, double value, Place place, Topic topic, string what)
    {
        if (LogMetrics.QuantityOf(name) is not { } quantity)
        {
            return null;
        }

        DataPart part =
            topic.Log < 0 ? DataPart.Unknown
            : quantity.StartsWith("val_", StringComparison.Ordinal) ? DataPart.Validation
            : DataPart.Train;
        StatementKind kind =
            quantity.EndsWith("_loss", StringComparison.Ordinal) ? StatementKind.Loss
            : quantity.EndsWith("_mae", StringComparison.Ordinal) ? StatementKind.AbsoluteError
            : StatementKind.Accuracy;
        return new Statement(
            place,
            Origin.Output,
            kind,
            Relation.Equal,
            new StatedValue.Number(value, Digits),
            topic with
            {
                Part = part,
            },
            FormattableString.Invariant($"{what}: {value}")
        );
    }
}
