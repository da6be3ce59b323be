using Repro.Models.Counting;
using Repro.Models.Summaries.Description;
using Repro.Models.Summaries.Rules;

namespace Repro.Models.Summaries.Rows;

/// <summary>Where a version's printing code prints a number that is not the model's, or trains weights that it shows as frozen.</summary>
internal static class SummaryRemarks
{
    private static readonly KerasVersion FirstOfKeras2 = new(2, 0);

    /// <param name="cut">The rows whose number does not fit into its column.</param>
    public static IEnumerable<string> Of(SummaryModel model, SummaryRules rules, SummaryCounts printed, IEnumerable<SummaryRow> cut)
    {
        SummaryCounts real = SummaryCounts.True(model);
        if (rules.FloatTotals && (printed.TrainableIsFloat || printed.NonTrainableIsFloat))
        {
            yield return $"{rules.Version} prints totals as floats: '{Shown(printed.Total)}.0' means {Shown(printed.Total)} parameters.";
        }

        if (printed.Total - (printed.Optimizer?.Elements ?? 0) != real.Total)
        {
            yield return $"{rules.Version} prints {Shown(printed.Total)} as the total, but the model has {Shown(real.Total)} parameters: {Reason(model, rules)}.";
        }

        if (rules.SplitsTotals && printed.Trainable != real.Trainable)
        {
            yield return $"{rules.Version} prints {Shown(printed.Trainable)} trainable parameters, but the flags leave {Shown(real.Trainable)}: {Reason(model, rules)}.";
        }

        if (OpenedByTraining(model, rules.Version) is var trained && trained > 0)
        {
            yield return $"{rules.Version} trains {Shown(trained)} parameters of '{model.Layers[0].Name}' that the flags freeze: before Keras 2.1.0 training ignores the flag 'trainable' of a model that is the first layer of a Sequential.";
        }

        if (printed.Optimizer is { } optimizer)
        {
            yield return $"{rules.Version} adds the optimizer's {Shown(optimizer.Elements)} variables to the total: the model itself has {Shown(real.Total)} parameters.";
        }

        if (rules.Connections == SummaryConnections.Empty && !SummaryGraph.IsLinear(model, rules.Linear))
        {
            yield return $"{rules.Version} leaves the column 'Connected to' empty.";
        }

        foreach (SummaryRow row in cut)
        {
            yield return $"{rules.Version} cuts the number {row.Parameters} of the layer '{row.Name}' at its column's end.";
        }
    }

    // The rule of KerasFreezing, on a model of any layers.
    private static long OpenedByTraining(SummaryModel model, KerasVersion version) =>
        version < FirstOfKeras2 || version >= KerasFreezing.CallsTheFirstModel
            ? 0
            : SummaryCounts.True(IgnoreFlagOfFirstModel(model)).Trainable - SummaryCounts.True(model).Trainable;

    private static SummaryModel IgnoreFlagOfFirstModel(SummaryModel model) =>
        model is { Kind: SummaryKind.Sequential, Layers: [{ Nested: { } nested } first, ..] }
            ? model with
            {
                Layers = [first with { Trainable = true, Nested = IgnoreFlagOfFirstModel(nested) }, .. model.Layers.Skip(1)],
            }
            : model;

    private static string Reason(SummaryModel model, SummaryRules rules) =>
        rules.Counts switch
        {
            CountedWeights.Learned => "moving statistics are not counted",
            CountedWeights.Trainable or CountedWeights.TrainableTotalByLayer => "moving statistics and frozen weights are not counted",
            CountedWeights.AllSplitByLayer => "the flag 'trainable' of a nested model is ignored",
            _ when SummaryCounts.CountsAtCompile(model, rules) =>
                "it counts as trainable what compile() collected, and weights frozen since then a second time as not trainable",
            _ => "layers count as 0 until the model is called",
        };

    private static string Shown(long number) => KerasNotation.Thousands(number);
}
