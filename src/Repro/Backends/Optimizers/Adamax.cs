using Repro.Numerics;

namespace Repro.Backends.Optimizers;

/// <summary>Adamax: Adam with the largest gradient in place of the mean square (Kingma and Ba 2014).</summary>
internal sealed record Adamax(double LearningRate = 0.001, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-7) : Optimizer
{
    private static readonly string[] Moments = ["m", "v"];

    public override string Name => "adamax";

    public override double ConstantRate => LearningRate;

    public override IReadOnlyList<string> Slots => Moments;

    private protected override UpdateStep Rule(long step, double rate) =>
        new(UpdateRule.Adamax)
        {
            Rate = (float)(rate / (1 - Elementary.Power(Beta1, step + 1))),
            MeanShare = (float)(1 - Beta1),
            SquareKept = (float)Beta2,
            Epsilon = (float)Epsilon,
        };
}
