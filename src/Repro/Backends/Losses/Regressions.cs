using Repro.Numerics;

namespace Repro.Backends.Losses;

/// <summary>Keras's other losses: of differences, hinges, divergences and angles.</summary>
internal static class Regressions
{
    private const double Epsilon = 1e-7;
    private const double NormEpsilon = 1e-12;

    // Keras has ln 2 in float32 whatever the precision.
    private static readonly double LogTwo = (float)Elementary.Log(2.0);

    /// <summary>The loss of one output, and its derivative with respect to that output.</summary>
    private delegate (double Value, double Slope) OfOne(double truth, double output);

    public static SampleLoss SquaredError { get; } = Mean((y, p) => ((p - y) * (p - y), 2 * (p - y)));

    public static SampleLoss AbsoluteError { get; } = Mean((y, p) => (Math.Abs(p - y), Sign(p - y)));

    public static SampleLoss AbsolutePercentageError { get; } =
        Mean(
            (y, p) =>
            {
                double size = Math.Max(Math.Abs(y), Epsilon);
                return (100 * Math.Abs((y - p) / size), 100 * Sign(p - y) / size);
            }
        );

    public static SampleLoss SquaredLogarithmicError { get; } =
        Mean(
            (y, p) =>
            {
                double difference = Elementary.Log(Math.Max(p, Epsilon) + 1) - Elementary.Log(Math.Max(y, Epsilon) + 1);
                return (difference * difference, p >= Epsilon ? 2 * difference / (p + 1) : 0);
            }
        );

    // ln cosh x = |x| + ln(1 + exp(-2 |x|)) - ln 2, which does not overflow.
    public static SampleLoss LogCosh { get; } =
        Mean(
            (y, p) =>
            {
                double error = Math.Abs(p - y);
                double e = Elementary.Exp(-2 * error);
                return (error + Elementary.Log(1 + e) - LogTwo, Sign(p - y) * (1 - e) / (1 + e));
            }
        );

    public static SampleLoss Hinge { get; } = OfSigns(Mean((y, p) => 1 - y * p >= 0 ? (1 - y * p, -y) : (0, 0)));

    public static SampleLoss SquaredHinge { get; } =
        OfSigns(Mean((y, p) => 1 - y * p >= 0 ? ((1 - y * p) * (1 - y * p), -2 * y * (1 - y * p)) : (0, 0)));

    public static SampleLoss Poisson { get; } = Mean((y, p) => (p - y * Elementary.Log(p + Epsilon), 1 - y / (p + Epsilon)));

    /// <param name="delta">Where the square ends and the straight line begins.</param>
    public static SampleLoss Huber(double delta) =>
        Mean(
            (y, p) =>
            {
                double error = Math.Abs(p - y);
                return error <= delta ? (0.5 * error * error, p - y) : (delta * error - 0.5 * delta * delta, delta * Sign(p - y));
            }
        );

    /// <summary>max(largest (1 - y) p - sum of y p + 1, 0); equal largest ones share the slope.</summary>
    public static double CategoricalHinge(ReadOnlySpan<double> truth, ReadOnlySpan<double> output, Span<double> gradient)
    {
        double positive = 0;
        double negative = double.NegativeInfinity;
        int equals = 0;
        for (int i = 0; i < output.Length; i++)
        {
            double other = (1 - truth[i]) * output[i];
            positive += truth[i] * output[i];
            equals =
                other > negative ? 1
                : other == negative ? equals + 1
                : equals;
            negative = Math.Max(negative, other);
        }

        double margin = negative - positive + 1;
        bool counts = margin >= 0;
        for (int i = 0; i < gradient.Length; i++)
        {
            bool isLargest = (1 - truth[i]) * output[i] == negative;
            gradient[i] = counts ? (isLargest ? (1 - truth[i]) / equals : 0) - truth[i] : 0;
        }

        return Math.Max(margin, 0);
    }

    /// <summary>The sum over the outputs of y ln(y/p), both clipped to 1e-7 .. 1; a clipped p has the slope 0.</summary>
    public static double KullbackLeibler(ReadOnlySpan<double> truth, ReadOnlySpan<double> output, Span<double> gradient)
    {
        double sum = 0;
        for (int i = 0; i < output.Length; i++)
        {
            double y = Math.Clamp(truth[i], Epsilon, 1);
            double p = Math.Clamp(output[i], Epsilon, 1);
            sum += y * Elementary.Log(y / p);
            if (!gradient.IsEmpty)
            {
                gradient[i] = p == output[i] ? -y / p : 0;
            }
        }

        return sum;
    }

    /// <summary>-1 where both point the same way.</summary>
    public static double CosineSimilarity(ReadOnlySpan<double> truth, ReadOnlySpan<double> output, Span<double> gradient)
    {
        double product = 0;
        double square = 0;
        for (int i = 0; i < output.Length; i++)
        {
            product += truth[i] * output[i];
            square += output[i] * output[i];
        }

        double scale = InverseNorm(truth) / Math.Sqrt(Math.Max(square, NormEpsilon));
        double along = square >= NormEpsilon ? product / square : 0;
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = -scale * (truth[i] - output[i] * along);
        }

        return -product * scale;
    }

    private static double Sign(double value) =>
        value > 0 ? 1
        : value < 0 ? -1
        : 0;

    private static double InverseNorm(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value * value;
        }

        return 1 / Math.Sqrt(Math.Max(sum, NormEpsilon));
    }

    // Labels of 0 and 1 become -1 and 1; others are taken as they are.
    private static SampleLoss OfSigns(SampleLoss loss) =>
        (truth, output, gradient) =>
        {
            foreach (double label in truth)
            {
                if (label is not (0 or 1))
                {
                    return loss(truth, output, gradient);
                }
            }

            Span<double> signs = truth.Length <= 128 ? stackalloc double[truth.Length] : new double[truth.Length];
            for (int i = 0; i < signs.Length; i++)
            {
                signs[i] = 2 * truth[i] - 1;
            }

            return loss(signs, output, gradient);
        };

    private static SampleLoss Mean(OfOne loss) =>
        (truth, output, gradient) =>
        {
            double sum = 0;
            for (int i = 0; i < output.Length; i++)
            {
                (double value, double slope) = loss(truth[i], output[i]);
                sum += value;
                if (!gradient.IsEmpty)
                {
                    gradient[i] = slope / output.Length;
                }
            }

            return sum / output.Length;
        };
}
