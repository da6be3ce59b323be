namespace Repro.Models.Counting;

/// <summary>How many numbers a model holds, and how many of them training moves: the three totals below a Keras summary.</summary>
/// <param name="Total">All weights, moving statistics included.</param>
/// <param name="Trainable">Weights that no flag freezes; moving statistics never count.</param>
internal sealed record ParameterCounts(long Total, long Trainable)
{
    public long NonTrainable => Total - Trainable;

    public static ParameterCounts Of(Model model) => Of(FlattenedModel.Of(model).Weights);

    public static ParameterCounts Of(IEnumerable<FlatWeight> weights)
    {
        long total = 0;
        long trainable = 0;
        foreach (FlatWeight weight in weights)
        {
            total += weight.Spec.Elements;
            trainable += weight.Trainable ? weight.Spec.Elements : 0;
        }

        return new ParameterCounts(total, trainable);
    }

    /// <summary>Keras's <c>layer.count_params()</c>: a nested model counts all of its own.</summary>
    public static long Of(Node node) => node.Weights.Sum(weight => (long)weight.Elements);
}
