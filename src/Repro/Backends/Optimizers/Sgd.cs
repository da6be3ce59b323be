namespace Repro.Backends.Optimizers;

/// <summary>Stochastic gradient descent, with momentum where it is not 0.</summary>
internal sealed record Sgd(double LearningRate = 0.01, float Momentum = 0, bool Nesterov = false) : Optimizer
{
    private static readonly string[] None = [];
    private static readonly string[] Moves = ["momentum"];

    public override string Name => "sgd";

    public override double ConstantRate => LearningRate;

    public override IReadOnlyList<string> Slots => Momentum == 0 ? None : Moves;

    private protected override UpdateStep Rule(long step, double rate) =>
        new(UpdateRule.Sgd)
        {
            Rate = (float)rate,
            Momentum = Momentum,
            Nesterov = Nesterov,
        };
}
