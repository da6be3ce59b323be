using Repro.Numerics;

namespace Repro.Backends.Optimizers;

/// <summary>
/// Nadam (Dozat 2015): Adam with Nesterov's momentum. Keras 2.11 to 2.15 multiply the running product once for each weight instead of once
/// for each step; that is not repeated here.
/// </summary>
/// <param name="Legacy">Whether the momentum follows .96^(.004 t), as up to Keras 2.10, and not .96^t.</param>
internal sealed record Nadam(
    double LearningRate = 0.001,
    double Beta1 = 0.9,
    double Beta2 = 0.999,
    double Epsilon = 1e-7,
    bool Legacy = false
) : Optimizer
{
    /// <summary>Keras's <c>schedule_decay</c>, later <c>decay</c>, of the legacy class.</summary>
    internal const double LegacyExponent = 0.004;

    private const double Decay = 0.96;

    // 1 - p is 1 in float64 below this.
    private const double Negligible = 1e-17;

    private static readonly string[] Moments = ["m", "v"];

    public override string Name => "nadam";

    public override double ConstantRate => LearningRate;

    public override IReadOnlyList<string> Slots => Moments;

    private protected override UpdateStep Rule(long step, double rate)
    {
        double decay = PerStep;
        double product = ProductAfter(step + 1);
        double now = Momentum(Elementary.Power(decay, step + 1));
        double next = Momentum(Elementary.Power(decay, step + 2));
        return new UpdateStep(UpdateRule.Nadam)
        {
            Rate = (float)(rate * next / (1 - product * next)),
            GradientRate = (float)(rate * (1 - now) / (1 - product)),
            MeanShare = (float)(1 - Beta1),
            SquareShare = (float)(1 - Beta2),
            SquareScale = (float)(1 / (1 - Elementary.Power(Beta2, step + 1))),
            Epsilon = (float)Epsilon,
        };
    }

    private double PerStep => Legacy ? Elementary.Power(Decay, LegacyExponent) : Decay;

    /// <summary>The product of the momenta of all steps, which Keras stores.</summary>
    /// <param name="steps">The number of steps.</param>
    internal double ProductAfter(long steps)
    {
        double decay = PerStep;
        double product = 1;
        double power = 1;
        for (long t = 0; t < steps && product > Negligible; t++)
        {
            power *= decay;
            product *= Momentum(power);
        }

        return product;
    }

    private double Momentum(double power) => Beta1 * (1 - 0.5 * power);
}
