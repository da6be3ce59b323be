namespace Repro.Backends.Optimizers;

/// <summary>Adagrad (Duchi, Hazan and Singer 2011).</summary>
/// <param name="EpsilonInside">Whether epsilon is added inside the root, as in Keras 2.11 and later.</param>
internal sealed record Adagrad(
    double LearningRate = 0.001,
    double InitialAccumulator = 0.1,
    double Epsilon = 1e-7,
    bool EpsilonInside = true
) : Optimizer
{
    private static readonly string[] Sums = ["accumulator"];

    public override string Name => "adagrad";

    public override double ConstantRate => LearningRate;

    public override IReadOnlyList<string> Slots => Sums;

    public override float StartOf(int slot) => (float)InitialAccumulator;

    private protected override UpdateStep Rule(long step, double rate) =>
        new(UpdateRule.Adagrad)
        {
            Rate = (float)rate,
            Epsilon = (float)Epsilon,
            Inside = EpsilonInside,
        };
}
