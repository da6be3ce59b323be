using Repro.Claims;
using Repro.Import.Drafting;
using Repro.Import.Statements;
using Repro.Import.Trainings;

namespace Repro.Import.Contradictions;

/// <summary>
/// Compares two results that a text gives for one training. Rounded numbers, bounds and numbers of an epoch are no contradiction.
/// </summary>
internal sealed class RepeatedCheck(IReadOnlyList<NamedRun> runs)
{
    public IEnumerable<Contradiction> All(IReadOnlyList<DraftRow> rows)
    {
        // Of several trainings, a number may be about another one.
        if (runs.Count != 1)
        {
            yield break;
        }

        foreach (IGrouping<string, DraftRow> quantity in rows.Where(IsResult).GroupBy(row => row.Address, StringComparer.Ordinal))
        {
            DraftRow first = quantity.First();
            if (quantity.FirstOrDefault(row => !Agree(first.Source, row.Source)) is { } other)
            {
                yield return new Contradiction(
                    $"The text at {first.Place.InWords} gives {StatedWords.Of(first.Source)} for {Words(first.Source)}, but at {other.Place.InWords} {StatedWords.Of(other.Source)}.",
                    [first.Place, other.Place],
                    [first.Source, other.Source]
                );
            }
        }
    }

    private static bool IsResult(DraftRow row) =>
        row.Address.StartsWith("run:", StringComparison.Ordinal)
        && row.Source
            is {
                Origin: Origin.Prose,
                Kind: StatementKind.Accuracy or StatementKind.Loss or StatementKind.AbsoluteError,
                Relation: Relation.Equal or Relation.Near,
                Value: StatedValue.Number,
                Topic: { Part: not DataPart.Unknown, Detail: null },
            }
        && DefiniteStatements.Is(row.Source.Quote)
        && !Moments.AreIn(row.Source.Quote);

    private static bool Agree(Statement one, Statement other) =>
        Math.Abs(((StatedValue.Number)one.Value).Amount - ((StatedValue.Number)other.Value).Amount)
        <= Tolerance(one) + Tolerance(other) + 1e-9;

    private static double Tolerance(Statement statement) =>
        ((StatedValue.Number)statement.Value).Rounding * (statement.Relation == Relation.Near ? Margins.About : 1);

    private static string Words(Statement statement) =>
        $"the {statement.Topic.Part switch
        {
            DataPart.Train => "training",
            DataPart.Validation => "validation",
            _ => "test",
        }} {statement.Kind switch
        {
            StatementKind.Accuracy => "accuracy",
            StatementKind.Loss => "loss",
            _ => "mean absolute error",
        }}";
}
