namespace Repro.Figures;

/// <summary>Mean and standard deviation (over n) of values, in float64.</summary>
internal static class Moments
{
    public static (double Mean, double Deviation) Of(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += value;
        }

        double mean = sum / values.Length;
        double squares = 0;
        foreach (float value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return (mean, Math.Sqrt(squares / values.Length));
    }

    public static double RootMeanSquare(ReadOnlySpan<float> values)
    {
        double squares = 0;
        foreach (float value in values)
        {
            squares += (double)value * value;
        }

        return Math.Sqrt(squares / values.Length);
    }
}
