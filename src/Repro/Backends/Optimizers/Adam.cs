using Repro.Numerics;

namespace Repro.Backends.Optimizers;

/// <summary>
/// Adam (Kingma and Ba 2014) as all versions of Keras compute it: epsilon is added to the root of the uncorrected mean square. With
/// <see cref="Optimizer.WeightDecay"/> it is AdamW.
/// </summary>
internal sealed record Adam(
    double LearningRate = 0.001,
    double Beta1 = 0.9,
    double Beta2 = 0.999,
    double Epsilon = 1e-7,
    bool Amsgrad = false
) : Optimizer
{
    private static readonly string[] Moments = ["m", "v"];
    private static readonly string[] WithMaximum = ["m", "v", "vhat"];

    public override string Name => "adam";

    public override double ConstantRate => LearningRate;

    public override IReadOnlyList<string> Slots => Amsgrad ? WithMaximum : Moments;

    private protected override UpdateStep Rule(long step, double rate) =>
        new(UpdateRule.Adam)
        {
            Rate = (float)(rate * Math.Sqrt(1 - Elementary.Power(Beta2, step + 1)) / (1 - Elementary.Power(Beta1, step + 1))),
            MeanShare = (float)(1 - Beta1),
            SquareShare = (float)(1 - Beta2),
            Epsilon = (float)Epsilon,
            Amsgrad = Amsgrad,
        };
}
