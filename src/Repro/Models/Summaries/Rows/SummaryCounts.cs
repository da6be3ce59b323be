using Repro.Models.Summaries.Description;
using Repro.Models.Summaries.Rules;

namespace Repro.Models.Summaries.Rows;

/// <summary>The numbers below a summary.</summary>
internal sealed record SummaryCounts(long Trainable, long NonTrainable, long TrainableBytes, long NonTrainableBytes)
{
    /// <summary>Whether Python computed the number as a float (2.0.0 to 2.0.2).</summary>
    public bool TrainableIsFloat { get; init; }

    public bool NonTrainableIsFloat { get; init; }

    public SummaryOptimizer? Optimizer { get; init; }

    public long Total => Trainable + NonTrainable + (Optimizer?.Elements ?? 0);

    public long TotalBytes => TrainableBytes + NonTrainableBytes + (Optimizer?.Bytes ?? 0);

    /// <summary>The model's parameters as they are: every weight once, frozen ones by the flags of the models around them too.</summary>
    public static SummaryCounts True(SummaryModel model) => Count(Leaves(model.Layers, enclosing: true), leaf => leaf.Open);

    /// <summary>The numbers that a version prints.</summary>
    public static SummaryCounts Printed(SummaryModel model, SummaryRules rules)
    {
        IReadOnlyList<SummaryLayer> layers = SummaryRows.IsWaitingToBeCalled(model, rules) ? [model.Layers[0]] : model.Layers;
        IReadOnlyList<Leaf> leaves = [.. Leaves(layers, enclosing: true)];
        SummaryCounts counts = rules.Counts switch
        {
            CountedWeights.Learned => Alone(leaves.Sum(leaf => Learned(leaf.Layer))),
            CountedWeights.Trainable => Alone(leaves.Where(leaf => leaf.Open).Sum(leaf => Learned(leaf.Layer))),
            CountedWeights.TrainableTotalByLayer => Alone(leaves.Where(leaf => leaf.Layer.Trainable).Sum(leaf => Learned(leaf.Layer))),
            CountedWeights.AllSplitByLayer => Count(leaves, leaf => leaf.Layer.Trainable),
            _ => Count(leaves, leaf => leaf.Open),
        };
        if (CountsAtCompile(model, rules) && model.CompiledTrainable is { } compiled)
        {
            counts = counts with { Trainable = compiled };
        }

        return rules.Layout == SummaryLayout.Boxed ? counts with { Optimizer = model.Optimizer } : counts;
    }

    /// <summary>Whether the version prints what compile() collected as the model's trainable weights.</summary>
    public static bool CountsAtCompile(SummaryModel model, SummaryRules rules) =>
        rules.Counts == CountedWeights.AllSplitAtCompile
        || (rules.Counts == CountedWeights.AllSplitAtCompileUnlessSequential && model.Kind != SummaryKind.Sequential);

    /// <summary>The number in a layer's row.</summary>
    /// <param name="trainable">Whether the layer's flag and those of the models around it are set.</param>
    public static long OfRow(SummaryLayer layer, bool trainable, CountedWeights counts)
    {
        IEnumerable<Leaf> leaves = Leaves([layer with { Trainable = trainable }], enclosing: true);
        return counts switch
        {
            CountedWeights.Learned => leaves.Sum(leaf => Learned(leaf.Layer)),
            CountedWeights.Trainable or CountedWeights.TrainableTotalByLayer => leaves
                .Where(leaf => leaf.Open)
                .Sum(leaf => Learned(leaf.Layer)),
            _ => leaves.Sum(leaf => leaf.Layer.Weights.Sum(weight => weight.Elements)),
        };
    }

    public static bool HasWeights(SummaryLayer layer) => Leaves([layer], enclosing: true).Any(leaf => leaf.Layer.Weights.Count > 0);

    private static SummaryCounts Alone(long total) => new(total, 0, 0, 0);

    private static SummaryCounts Count(IEnumerable<Leaf> leaves, Func<Leaf, bool> isOpen)
    {
        SummaryCounts counts = new(0, 0, 0, 0);
        foreach (Leaf leaf in leaves)
        {
            ILookup<bool, SummaryWeight> split = leaf.Layer.Weights.ToLookup(weight => !weight.Statistic && isOpen(leaf));
            counts = counts with
            {
                Trainable = counts.Trainable + split[true].Sum(weight => weight.Elements),
                NonTrainable = counts.NonTrainable + split[false].Sum(weight => weight.Elements),
                TrainableBytes = counts.TrainableBytes + split[true].Sum(weight => weight.Elements * weight.Bytes),
                NonTrainableBytes = counts.NonTrainableBytes + split[false].Sum(weight => weight.Elements * weight.Bytes),

                // numpy's sum of an empty list is the float 0.0, and what is added to it becomes a float.
                TrainableIsFloat = counts.TrainableIsFloat || !split[true].Any(),
                NonTrainableIsFloat = counts.NonTrainableIsFloat || !split[false].Any(),
            };
        }

        return counts;
    }

    private static long Learned(SummaryLayer layer) => layer.Weights.Where(weight => !weight.Statistic).Sum(weight => weight.Elements);

    // The layers that are not models, with whether all flags around them are set. A layer that is not built has no weights yet.
    private static IEnumerable<Leaf> Leaves(IEnumerable<SummaryLayer> layers, bool enclosing)
    {
        foreach (SummaryLayer layer in layers)
        {
            bool open = enclosing && layer.Trainable;
            foreach (
                Leaf leaf in layer.Nested is { } nested
                    ? Leaves(nested.Layers, open)
                    : [new Leaf(layer.Built ? layer : layer with { Weights = [] }, open)]
            )
            {
                yield return leaf;
            }
        }
    }

    private sealed record Leaf(SummaryLayer Layer, bool Open);
}
