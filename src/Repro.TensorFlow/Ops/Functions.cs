using Repro.Models;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>The activations in ops.</summary>
internal static class Functions
{
    private const float SeluScale = 1.0507009873554805f;
    private const float SeluScaledAlpha = 1.7580993408473766f;

    /// <summary>The function of an activation that has no op of its own; null where there is none.</summary>
    public static Function? Of(Activation function) =>
        function switch
        {
            Activation.Elu => Elu(1),
            Activation.Relu6 => Relu(6, 0, 0),
            Activation.LeakyRelu => LeakyRelu(0.2f),
            Activation.Celu => new(
                Elu(1).Value,
                (c, x) => Where(c, "Equal", x, 0, c.Number(2), Where(c, "Greater", x, 0, c.Number(1), c.Run("Exp", x)))
            ),
            Activation.Exponential => new((c, x) => c.Run("Exp", x), (c, x) => c.Run("Exp", x)),
            Activation.Gelu => new(
                (c, x) => c.Multiply(c.Multiply(c.Number(0.5f), x), c.Add(c.Number(1), Erf(c, x))),
                (c, x) => c.Add(c.Multiply(c.Number(0.5f), c.Add(c.Number(1), Erf(c, x))), c.Multiply(x, Density(c, x)))
            ),
            Activation.GeluTanh => GeluTanh(),
            Activation.HardSigmoid => Clipped(0.2f, 0.5f, 0, 1, inclusive: true),
            Activation.HardSigmoid3 => Clipped(1f / 6, 0.5f, 0, 1, inclusive: false),
            Activation.HardSilu => HardSilu(),
            Activation.HardTanh => Clipped(1, 0, -1, 1, inclusive: true),
            Activation.HardShrink => new(
                (c, x) => c.Select(c.Run("Greater", c.Run("Abs", x), c.Number(0.5f)), x, c.Number(0)),
                (c, x) => c.Indicator(c.Run("Greater", c.Run("Abs", x), c.Number(0.5f)))
            ),
            Activation.SoftShrink => new(
                (c, x) => c.Multiply(c.Run("Sign", x), c.Run("Maximum", c.Subtract(c.Run("Abs", x), c.Number(0.5f)), c.Number(0))),
                (c, x) => c.Indicator(c.Run("Greater", c.Run("Abs", x), c.Number(0.5f)))
            ),
            Activation.LogSigmoid => new(
                (c, x) => c.Run("Neg", c.Run("Softplus", c.Run("Neg", x))),
                (c, x) => c.Run("Sigmoid", c.Run("Neg", x))
            ),
            Activation.Mish => Mish(),
            Activation.Selu => new(
                (c, x) =>
                    Where(c, "Greater", x, 0, c.Multiply(c.Number(SeluScale), x), c.Multiply(c.Number(SeluScaledAlpha), c.Run("Expm1", x))),
                (c, x) => Where(c, "GreaterEqual", x, 0, c.Number(SeluScale), c.Multiply(c.Number(SeluScaledAlpha), c.Run("Exp", x)))
            ),
            Activation.Silu => Silu(),
            Activation.Softplus => new((c, x) => c.Run("Softplus", x), (c, x) => c.Run("Sigmoid", x)),
            Activation.Softsign => new(
                (c, x) => c.Run("Softsign", x),
                (c, x) => c.Run("Reciprocal", c.Run("Square", c.Add(c.Number(1), c.Run("Abs", x))))
            ),
            Activation.SparsePlus => new(
                (c, x) =>
                    Where(
                        c,
                        "LessEqual",
                        x,
                        -1,
                        c.Number(0),
                        Where(c, "Less", x, 1, c.Multiply(c.Number(0.25f), c.Run("Square", c.Add(x, c.Number(1)))), x)
                    ),
                (c, x) =>
                    Where(
                        c,
                        "LessEqual",
                        x,
                        -1,
                        c.Number(0),
                        Where(c, "Less", x, 1, c.Multiply(c.Number(0.5f), c.Add(x, c.Number(1))), c.Number(1))
                    )
            ),
            Activation.SparseSigmoid => Clipped(0.5f, 0.5f, 0, 1, inclusive: false),
            Activation.Squareplus => new(
                (c, x) => c.Multiply(c.Number(0.5f), c.Add(x, Root(c, x))),
                (c, x) => c.Multiply(c.Number(0.5f), c.Add(c.Number(1), c.Divide(x, Root(c, x))))
            ),
            Activation.Tanh => new((c, x) => c.Run("Tanh", x), (c, x) => c.Subtract(c.Number(1), c.Run("Square", c.Run("Tanh", x)))),
            Activation.TanhShrink => new((c, x) => c.Subtract(x, c.Run("Tanh", x)), (c, x) => c.Run("Square", c.Run("Tanh", x))),
            _ => null,
        };

    /// <summary>alpha (exp(x) - 1) up to 0.</summary>
    public static Function Elu(float alpha) =>
        new(
            (c, x) => Where(c, "Greater", x, 0, x, c.Multiply(c.Number(alpha), c.Run("Expm1", x))),
            (c, x) => Where(c, "Greater", x, 0, c.Number(1), c.Multiply(c.Number(alpha), c.Run("Exp", x)))
        );

    public static Function LeakyRelu(float slope) =>
        new(
            (c, x) => Where(c, "Greater", x, 0, x, c.Multiply(c.Number(slope), x)),
            (c, x) => Where(c, "Greater", x, 0, c.Number(1), c.Number(slope))
        );

    public static Function ThresholdedRelu(float theta) =>
        new((c, x) => Where(c, "Greater", x, theta, x, c.Number(0)), (c, x) => Where(c, "Greater", x, theta, c.Number(1), c.Number(0)));

    /// <summary>What a ReLU layer computes. Without slope and threshold the limit itself has slope 0, as in TensorFlow's Relu6.</summary>
    public static Function Relu(float? most, float slope, float threshold)
    {
        string inside = slope == 0 && threshold == 0 ? "Less" : "LessEqual";
        return new Function(
            (c, x) =>
                Where(
                    c,
                    "Greater",
                    x,
                    threshold,
                    most is { } limit ? c.Run("Minimum", x, c.Number(limit)) : x,
                    c.Multiply(c.Number(slope), c.Subtract(x, c.Number(threshold)))
                ),
            (c, x) =>
            {
                EagerTensor above = most is { } limit ? Where(c, inside, x, limit, c.Number(1), c.Number(0)) : c.Number(1);
                return Where(c, "Greater", x, threshold, above, Where(c, "Less", x, threshold, c.Number(slope), c.Number(0)));
            }
        );
    }

    private static Function GeluTanh()
    {
        const float root = 0.79788456080286536f;
        const float cube = 0.044715f;
        return new Function(
            (c, x) => c.Multiply(c.Multiply(c.Number(0.5f), x), c.Add(c.Number(1), Inner(c, x))),
            (c, x) =>
            {
                EagerTensor t = Inner(c, x);
                EagerTensor rate = c.Multiply(c.Number(root), c.Add(c.Number(1), c.Multiply(c.Number(3 * cube), c.Run("Square", x))));
                EagerTensor sloped = c.Multiply(c.Multiply(x, c.Subtract(c.Number(1), c.Run("Square", t))), rate);
                return c.Multiply(c.Number(0.5f), c.Add(c.Add(c.Number(1), t), sloped));
            }
        );

        static EagerTensor Inner(Calculation c, EagerTensor x) =>
            c.Run("Tanh", c.Multiply(c.Number(root), c.Add(x, c.Multiply(c.Number(cube), c.Multiply(x, c.Run("Square", x))))));
    }

    private static Function HardSilu()
    {
        Function sigmoid = Clipped(1f / 6, 0.5f, 0, 1, inclusive: false);
        return new Function(
            (c, x) => c.Multiply(x, sigmoid.Value(c, x)),
            (c, x) => c.Add(sigmoid.Value(c, x), c.Multiply(x, sigmoid.Slope(c, x)))
        );
    }

    private static Function Mish() =>
        new(
            (c, x) => c.Multiply(x, c.Run("Tanh", c.Run("Softplus", x))),
            (c, x) =>
            {
                EagerTensor t = c.Run("Tanh", c.Run("Softplus", x));
                return c.Add(t, c.Multiply(c.Multiply(x, c.Subtract(c.Number(1), c.Run("Square", t))), c.Run("Sigmoid", x)));
            }
        );

    private static Function Silu() =>
        new(
            (c, x) => c.Multiply(x, c.Run("Sigmoid", x)),
            (c, x) =>
            {
                EagerTensor s = c.Run("Sigmoid", x);
                return c.Multiply(s, c.Add(c.Number(1), c.Multiply(x, c.Subtract(c.Number(1), s))));
            }
        );

    // clip(factor x + offset, least, most); whether the bounds themselves have the slope differs.
    private static Function Clipped(float factor, float offset, float least, float most, bool inclusive) =>
        new(
            (c, x) =>
                c.Run(
                    "Maximum",
                    c.Run("Minimum", c.Add(c.Multiply(c.Number(factor), x), c.Number(offset)), c.Number(most)),
                    c.Number(least)
                ),
            (c, x) =>
            {
                string inside = inclusive ? "LessEqual" : "Less";
                EagerTensor below = Where(c, inside, x, (most - offset) / factor, c.Number(factor), c.Number(0));
                return Where(c, inclusive ? "GreaterEqual" : "Greater", x, (least - offset) / factor, below, c.Number(0));
            }
        );

    private static EagerTensor Erf(Calculation c, EagerTensor x) => c.Run("Erf", c.Multiply(x, c.Number(0.70710678118654752f)));

    private static EagerTensor Density(Calculation c, EagerTensor x) =>
        c.Multiply(c.Number(0.39894228040143268f), c.Run("Exp", c.Multiply(c.Number(-0.5f), c.Run("Square", x))));

    private static EagerTensor Root(Calculation c, EagerTensor x) => c.Run("Sqrt", c.Add(c.Run("Square", x), c.Number(4)));

    private static EagerTensor Where(
        Calculation c,
        string comparison,
        EagerTensor x,
        float bound,
        EagerTensor then,
        EagerTensor otherwise
    ) => c.Select(c.Run(comparison, x, c.Number(bound)), then, otherwise);
}
