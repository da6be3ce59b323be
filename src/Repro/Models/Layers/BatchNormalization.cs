namespace Repro.Models.Layers;

/// <summary>Normalises each channel by the batch's statistics in training, by moving statistics otherwise (Ioffe and Szegedy 2015).</summary>
public sealed record BatchNormalization : Layer
{
    public override string TypeName => "BatchNormalization";

    public float Momentum { get; init; } = 0.99f;

    public float Epsilon { get; init; } = 1e-3f;

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);

    public override IReadOnlyList<WeightSpec> Weights(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs);
        int channels = (input.Rank > 0 ? input[input.Rank - 1] : null) ?? throw Misfit("needs a known number of channels.");
        return
        [
            new WeightSpec("gamma", [channels], Initializer.Ones),
            new WeightSpec("beta", [channels], Initializer.Zeros),
            new WeightSpec("moving_mean", [channels], Initializer.Zeros, Statistic: true),
            new WeightSpec("moving_variance", [channels], Initializer.Ones, Statistic: true),
        ];
    }
}
