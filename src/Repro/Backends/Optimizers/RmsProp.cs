namespace Repro.Backends.Optimizers;

/// <summary>
/// RMSprop (Hinton 2012). Without further settings as <c>tf.keras.optimizers.legacy.RMSprop</c> computes it: epsilon outside the root.
/// </summary>
internal sealed record RmsProp(float LearningRate = 0.001f, float Rho = 0.9f, float Epsilon = 1e-7f) : Optimizer
{
    private static readonly string[] Plain = ["rms"];
    private static readonly string[] WithMomentum = ["rms", "momentum"];
    private static readonly string[] WithMean = ["rms", "mg"];
    private static readonly string[] WithBoth = ["rms", "momentum", "mg"];

    public override string Name => "rmsprop";

    public override double ConstantRate => LearningRate;

    /// <summary>The share of the previous move that each move keeps; 0 for none.</summary>
    public float Momentum { get; init; }

    /// <summary>Whether the variance of the gradient, and not its mean square, is divided by.</summary>
    public bool Centered { get; init; }

    /// <summary>
    /// Whether epsilon is added inside the root without momentum too, as in Keras 2.11 and later. With momentum it always is.
    /// </summary>
    public bool EpsilonInside { get; init; }

    public override IReadOnlyList<string> Slots =>
        (Momentum != 0, Centered) switch
        {
            (false, false) => Plain,
            (true, false) => WithMomentum,
            (false, true) => WithMean,
            (true, true) => WithBoth,
        };

    private protected override UpdateStep Rule(long step, double rate) =>
        new(UpdateRule.RmsProp)
        {
            Rate = (float)rate,
            SquareKept = Rho,
            SquareShare = 1f - Rho,
            MeanShare = 1f - Rho,
            Momentum = Momentum,
            Centered = Centered,
            Inside = EpsilonInside || Momentum != 0,
            Epsilon = Epsilon,
        };
}
