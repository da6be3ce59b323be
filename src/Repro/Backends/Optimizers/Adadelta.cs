namespace Repro.Backends.Optimizers;

/// <summary>Adadelta (Zeiler 2012).</summary>
internal sealed record Adadelta(double LearningRate = 0.001, double Rho = 0.95, double Epsilon = 1e-7) : Optimizer
{
    private static readonly string[] Means = ["accum_grad", "accum_var"];

    public override string Name => "adadelta";

    public override double ConstantRate => LearningRate;

    public override IReadOnlyList<string> Slots => Means;

    private protected override UpdateStep Rule(long step, double rate) =>
        new(UpdateRule.Adadelta)
        {
            Rate = (float)rate,
            SquareKept = (float)Rho,
            SquareShare = (float)(1 - Rho),
            Epsilon = (float)Epsilon,
        };
}
