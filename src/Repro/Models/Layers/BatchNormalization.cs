namespace Repro.Models.Layers;

/// <summary>
/// Normalises each channel by the batch's statistics in training, by moving statistics otherwise (Ioffe and Szegedy 2015).
/// </summary>
internal sealed record BatchNormalization : Layer
{
    public override string TypeName => "BatchNormalization";

    public float Momentum { get; init; } = 0.99f;

    public float Epsilon { get; init; } = 1e-3f;

    /// <summary>Whether a trained offset, beta, is added.</summary>
    public bool Center { get; init; } = true;

    /// <summary>Whether a trained factor, gamma, is multiplied by.</summary>
    public bool Scale { get; init; } = true;

    /// <summary>The axis of the channels in a sample, counted from 0; null for the last.</summary>
    public int? Axis { get; init; }

    /// <summary>
    /// Whether the moving variance follows the variance divided by n also for images, as in Keras 3. Before, Keras's fused kernel
    /// divided by n - 1 there.
    /// </summary>
    public bool KeepsBiasedVariance { get; init; }

    /// <summary>The axis of the channels, counted from 0.</summary>
    public int AxisOf(int rank) => Axis ?? rank - 1;

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);

    public override IReadOnlyList<WeightSpec> Weights(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs);
        int axis = AxisOf(input.Rank);
        int channels = (axis >= 0 && axis < input.Rank ? input[axis] : null) ?? throw Misfit("needs a known number of channels.");
        List<WeightSpec> weights = [];
        if (Scale)
        {
            weights.Add(new WeightSpec("gamma", [channels], Initializer.Ones));
        }

        if (Center)
        {
            weights.Add(new WeightSpec("beta", [channels], Initializer.Zeros));
        }

        weights.Add(new WeightSpec("moving_mean", [channels], Initializer.Zeros, Statistic: true));
        weights.Add(new WeightSpec("moving_variance", [channels], Initializer.Ones, Statistic: true));
        return weights;
    }
}
