namespace Repro.Losses;

/// <summary>Keras's other losses: of differences, hinges, divergences and angles.</summary>
internal static class Regressions
{
    private const double Epsilon = 1e-7;
    private const double NormEpsilon = 1e-12;

    private static readonly double LogTwo = (float)Math.Log(2);

    private delegate double OfOne(double truth, double output);

    public static double SquaredError(ReadOnlySpan<double> truth, ReadOnlySpan<double> output) => Mean(truth, output, (y, p) => (p - y) * (p - y));

    public static double AbsoluteError(ReadOnlySpan<double> truth, ReadOnlySpan<double> output) => Mean(truth, output, (y, p) => Math.Abs(p - y));

    public static double AbsolutePercentageError(ReadOnlySpan<double> truth, ReadOnlySpan<double> output) =>
        100 * Mean(truth, output, (y, p) => Math.Abs((y - p) / Math.Max(Math.Abs(y), Epsilon)));

    public static double SquaredLogarithmicError(ReadOnlySpan<double> truth, ReadOnlySpan<double> output) => Mean(truth, output, (y, p) =>
    {
        double difference = Math.Log(Math.Max(p, Epsilon) + 1) - Math.Log(Math.Max(y, Epsilon) + 1);
        return difference * difference;
    });

    /// <param name="delta">Where the square ends and the straight line begins.</param>
    public static double Huber(ReadOnlySpan<double> truth, ReadOnlySpan<double> output, double delta) => Mean(truth, output, (y, p) =>
    {
        double error = Math.Abs(p - y);
        return error <= delta ? 0.5 * error * error : delta * error - 0.5 * delta * delta;
    });

    // ln cosh x = |x| + ln(1 + exp(-2 |x|)) - ln 2, which does not overflow. Keras has ln 2 in float32 whatever the precision.
    public static double LogCosh(ReadOnlySpan<double> truth, ReadOnlySpan<double> output) =>
        Mean(truth, output, (y, p) => Math.Abs(p - y) + Math.Log(1 + Math.Exp(-2 * Math.Abs(p - y))) - LogTwo);

    public static double Hinge(ReadOnlySpan<double> truth, ReadOnlySpan<double> output) => Mean(Signs(truth), output, (y, p) => Math.Max(1 - y * p, 0));

    public static double SquaredHinge(ReadOnlySpan<double> truth, ReadOnlySpan<double> output) => Mean(Signs(truth), output, (y, p) =>
    {
        double margin = Math.Max(1 - y * p, 0);
        return margin * margin;
    });

    public static double CategoricalHinge(ReadOnlySpan<double> truth, ReadOnlySpan<double> output)
    {
        double positive = 0;
        double negative = double.NegativeInfinity;
        for (int i = 0; i < output.Length; i++)
        {
            positive += truth[i] * output[i];
            negative = Math.Max(negative, (1 - truth[i]) * output[i]);
        }

        return Math.Max(negative - positive + 1, 0);
    }

    public static double KullbackLeibler(ReadOnlySpan<double> truth, ReadOnlySpan<double> output) => output.Length * Mean(truth, output, (y, p) =>
    {
        double clipped = Math.Clamp(y, Epsilon, 1);
        return clipped * Math.Log(clipped / Math.Clamp(p, Epsilon, 1));
    });

    public static double Poisson(ReadOnlySpan<double> truth, ReadOnlySpan<double> output) => Mean(truth, output, (y, p) => p - y * Math.Log(p + Epsilon));

    /// <summary>-1 where both point the same way.</summary>
    public static double CosineSimilarity(ReadOnlySpan<double> truth, ReadOnlySpan<double> output)
    {
        double product = 0;
        for (int i = 0; i < output.Length; i++) product += truth[i] * output[i];
        return -product * InverseNorm(truth) * InverseNorm(output);
    }

    private static double InverseNorm(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value * value;
        return 1 / Math.Sqrt(Math.Max(sum, NormEpsilon));
    }

    // Labels of 0 and 1 become -1 and 1; others are taken as they are.
    private static double[] Signs(ReadOnlySpan<double> truth)
    {
        double[] signs = truth.ToArray();
        return Array.TrueForAll(signs, label => label is 0 or 1) ? Array.ConvertAll(signs, label => 2 * label - 1) : signs;
    }

    private static double Mean(ReadOnlySpan<double> truth, ReadOnlySpan<double> output, OfOne loss)
    {
        double sum = 0;
        for (int i = 0; i < output.Length; i++) sum += loss(truth[i], output[i]);
        return sum / output.Length;
    }
}
