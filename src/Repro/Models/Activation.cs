namespace Repro.Models;

/// <summary>
/// A function of one number (softmax, log-softmax and glu: of all along the last axis) that a layer applies to its output.
/// </summary>
internal enum Activation
{
    Linear,
    Relu,
    Sigmoid,
    Softmax,
    Elu,
    Exponential,
    Gelu,

    /// <summary>The approximation of <see cref="Gelu"/> by a hyperbolic tangent.</summary>
    GeluTanh,

    /// <summary>clip(0.2 x + 0.5, 0, 1): Keras 1 and 2.</summary>
    HardSigmoid,

    /// <summary>clip(x/6 + 0.5, 0, 1): Keras 3.</summary>
    HardSigmoid3,
    HardSilu,
    HardTanh,
    HardShrink,
    LeakyRelu,
    LogSigmoid,
    LogSoftmax,
    Mish,
    Relu6,
    Selu,
    Silu,
    Softplus,
    Softsign,
    SoftShrink,
    Celu,
    SparsePlus,
    SparseSigmoid,
    Squareplus,
    Tanh,
    TanhShrink,

    /// <summary>The first half of the last axis times the sigmoid of the second.</summary>
    Glu,
}
