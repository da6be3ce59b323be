namespace Repro.Backends.Optimizers;

/// <summary>
/// Follow the regularized leader (McMahan and others 2013) with the learning rate divided by the root of the sum of squared gradients,
/// Keras's <c>learning_rate_power</c> of -0.5.
/// </summary>
/// <param name="L1">Below it, the sum that stands for a weight makes the weight 0.</param>
/// <param name="L2">Makes weights smaller.</param>
/// <param name="L2Shrinkage">Of a penalty that joins the gradient.</param>
/// <param name="Beta">Added to the root of the sum of squared gradients.</param>
internal sealed record Ftrl(
    double LearningRate = 0.001,
    double InitialAccumulator = 0.1,
    double L1 = 0,
    double L2 = 0,
    double L2Shrinkage = 0,
    double Beta = 0
) : Optimizer
{
    private static readonly string[] Sums = ["accumulator", "linear"];

    public override string Name => "ftrl";

    public override double ConstantRate => LearningRate;

    public override IReadOnlyList<string> Slots => Sums;

    public override float StartOf(int slot) => slot == 0 ? (float)InitialAccumulator : 0;

    private protected override UpdateStep Rule(long step, double rate) =>
        new(UpdateRule.Ftrl)
        {
            Rate = (float)rate,
            L1 = (float)L1,
            DoubleL2 = (float)(2 * L2 + Beta / rate),
            Shrinkage = (float)(2 * L2Shrinkage),
        };
}
