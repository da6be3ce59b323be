using Repro.Numerics;

namespace Repro.Backends.Cpu.Functions;

/// <summary>alpha (exp(x) - 1) up to 0.</summary>
internal readonly struct Elu(double alpha) : IFunction
{
    public double Value(double x) => x > 0 ? x : alpha * (Elementary.Exp(x) - 1);

    public double Slope(double x) => x > 0 ? 1 : alpha * Elementary.Exp(x);
}

/// <summary>max(0, x) + min(0, exp(x) - 1): at 0 Keras adds both slopes.</summary>
internal readonly struct Celu : IFunction
{
    public double Value(double x) => x > 0 ? x : Elementary.Exp(x) - 1;

    public double Slope(double x) =>
        x > 0 ? 1
        : x < 0 ? Elementary.Exp(x)
        : 2;
}

internal readonly struct Exponential : IFunction
{
    public double Value(double x) => Elementary.Exp(x);

    public double Slope(double x) => Elementary.Exp(x);
}

/// <summary>x times the normal distribution function.</summary>
internal readonly struct Gelu : IFunction
{
    private const double Half = 0.70710678118654752;
    private const double Density = 0.39894228040143268;

    public double Value(double x) => 0.5 * x * (1 + Elementary.Erf(x * Half));

    public double Slope(double x) => 0.5 * (1 + Elementary.Erf(x * Half)) + x * Density * Elementary.Exp(-0.5 * x * x);
}

internal readonly struct GeluTanh : IFunction
{
    private const double Root = 0.79788456080286536;
    private const double Cube = 0.044715;

    public double Value(double x) => 0.5 * x * (1 + Elementary.Tanh(Root * (x + Cube * x * x * x)));

    public double Slope(double x)
    {
        double t = Elementary.Tanh(Root * (x + Cube * x * x * x));
        return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * Root * (1 + 3 * Cube * x * x);
    }
}

/// <summary>clip(0.2 x + 0.5, 0, 1), whose slope is 0.2 at both ends too.</summary>
internal readonly struct HardSigmoid : IFunction
{
    public double Value(double x) => double.IsNaN(x) ? x : Math.Clamp(0.2 * x + 0.5, 0, 1);

    public double Slope(double x) => x is >= -2.5 and <= 2.5 ? 0.2 : 0;
}

/// <summary>clip(x/6 + 0.5, 0, 1), whose slope is 0 at both ends.</summary>
internal readonly struct HardSigmoid3 : IFunction
{
    public double Value(double x) => double.IsNaN(x) ? x : Math.Clamp(x / 6 + 0.5, 0, 1);

    public double Slope(double x) => x is > -3 and < 3 ? 1.0 / 6 : 0;
}

internal readonly struct HardSilu : IFunction
{
    public double Value(double x) => x * default(HardSigmoid3).Value(x);

    public double Slope(double x) => default(HardSigmoid3).Value(x) + x * default(HardSigmoid3).Slope(x);
}

internal readonly struct HardTanh : IFunction
{
    public double Value(double x) => double.IsNaN(x) ? x : Math.Clamp(x, -1, 1);

    public double Slope(double x) => x is >= -1 and <= 1 ? 1 : 0;
}

internal readonly struct HardShrink : IFunction
{
    public double Value(double x) => Math.Abs(x) <= 0.5 ? 0 : x;

    public double Slope(double x) => Math.Abs(x) <= 0.5 ? 0 : 1;
}

internal readonly struct SoftShrink : IFunction
{
    public double Value(double x) =>
        x > 0.5 ? x - 0.5
        : x < -0.5 ? x + 0.5
        : double.IsNaN(x) ? x
        : 0;

    public double Slope(double x) => Math.Abs(x) <= 0.5 ? 0 : 1;
}

/// <summary>x above 0, and slope x up to 0.</summary>
internal readonly struct LeakyRelu(double slope) : IFunction
{
    public double Value(double x) => x > 0 ? x : slope * x;

    public double Slope(double x) => x > 0 ? 1 : slope;
}

internal readonly struct LogSigmoid : IFunction
{
    public double Value(double x) => -default(Softplus).Value(-x);

    public double Slope(double x) => Elementary.Sigmoid(-x);
}

/// <summary>x tanh(softplus(x)).</summary>
internal readonly struct Mish : IFunction
{
    public double Value(double x) => x * Elementary.Tanh(default(Softplus).Value(x));

    public double Slope(double x)
    {
        double t = Elementary.Tanh(default(Softplus).Value(x));
        return t + x * (1 - t * t) * Elementary.Sigmoid(x);
    }
}

/// <summary>What a ReLU layer computes with a slope or a threshold.</summary>
internal readonly struct GeneralRelu(double most, double slope, double threshold) : IFunction
{
    public double Value(double x) => x > threshold ? Math.Min(x, most) : slope * (x - threshold);

    public double Slope(double x) =>
        x > threshold ? (x > most ? 0 : 1)
        : x < threshold ? slope
        : 0;
}

/// <summary>x above theta, else 0.</summary>
internal readonly struct ThresholdedRelu(double theta) : IFunction
{
    public double Value(double x) => x > theta || double.IsNaN(x) ? x : 0;

    public double Slope(double x) => x > theta ? 1 : 0;
}

internal readonly struct Selu : IFunction
{
    private const double Scale = 1.0507009873554805;
    private const double ScaledAlpha = 1.7580993408473766;

    public double Value(double x) => x > 0 ? Scale * x : ScaledAlpha * (Elementary.Exp(x) - 1);

    public double Slope(double x) => x >= 0 ? Scale : ScaledAlpha * Elementary.Exp(x);
}

/// <summary>x sigmoid(x).</summary>
internal readonly struct Silu : IFunction
{
    public double Value(double x) => x * Elementary.Sigmoid(x);

    public double Slope(double x)
    {
        double s = Elementary.Sigmoid(x);
        return s * (1 + x * (1 - s));
    }
}

/// <summary>ln(1 + exp(x)).</summary>
internal readonly struct Softplus : IFunction
{
    public double Value(double x) => double.IsNaN(x) ? x : Math.Max(x, 0) + Elementary.LogOnePlus(Elementary.Exp(-Math.Abs(x)));

    public double Slope(double x) => Elementary.Sigmoid(x);
}

internal readonly struct Softsign : IFunction
{
    public double Value(double x) => x / (1 + Math.Abs(x));

    public double Slope(double x) => 1 / ((1 + Math.Abs(x)) * (1 + Math.Abs(x)));
}

internal readonly struct SparsePlus : IFunction
{
    public double Value(double x) =>
        x <= -1 ? 0
        : x < 1 ? (x + 1) * (x + 1) / 4
        : x;

    public double Slope(double x) =>
        x <= -1 ? 0
        : x < 1 ? (x + 1) / 2
        : 1;
}

internal readonly struct SparseSigmoid : IFunction
{
    public double Value(double x) => double.IsNaN(x) ? x : Math.Clamp(0.5 * (x + 1), 0, 1);

    public double Slope(double x) => x is > -1 and < 1 ? 0.5 : 0;
}

internal readonly struct Squareplus : IFunction
{
    public double Value(double x) => 0.5 * (x + Math.Sqrt(x * x + 4));

    public double Slope(double x) => 0.5 * (1 + x / Math.Sqrt(x * x + 4));
}

internal readonly struct Tanh : IFunction
{
    public double Value(double x) => Elementary.Tanh(x);

    public double Slope(double x)
    {
        double t = Elementary.Tanh(x);
        return 1 - t * t;
    }
}

internal readonly struct TanhShrink : IFunction
{
    public double Value(double x) => x - Elementary.Tanh(x);

    public double Slope(double x)
    {
        double t = Elementary.Tanh(x);
        return t * t;
    }
}
