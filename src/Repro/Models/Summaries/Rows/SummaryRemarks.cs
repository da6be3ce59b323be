namespace Repro.Models;

/// <summary>Where a version's printing code prints a number that is not the model's.</summary>
internal static class SummaryRemarks
{
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

    private static string Reason(SummaryModel model, SummaryRules rules) => rules.Counts switch
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
