namespace Repro.Backends.Losses;

/// <summary>Sums of metrics over the samples of a batch, in float64 and in sample order.</summary>
internal sealed class MetricSums(IReadOnlyList<Metric> metrics)
{
    private readonly double[] _sums = new double[metrics.Count];

    /// <summary>In the order of the metrics. The same array for every batch.</summary>
    public IReadOnlyList<double> Sums => _sums;

    public void Clear() => Array.Clear(_sums);

    public void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> truth)
    {
        for (int i = 0; i < _sums.Length; i++)
        {
            _sums[i] += metrics[i].Name switch
            {
                Metric.AbsoluteError => AbsoluteError(output, truth),
                Metric.SquaredError => SquaredError(output, truth),
                _ => IsAmong(metrics[i].K, output, truth) ? 1 : 0,
            };
        }
    }

    private static double AbsoluteError(ReadOnlySpan<float> output, ReadOnlySpan<float> truth)
    {
        double sum = 0;
        for (int i = 0; i < output.Length; i++)
        {
            sum += Math.Abs((double)output[i] - truth[i]);
        }

        return sum / output.Length;
    }

    private static double SquaredError(ReadOnlySpan<float> output, ReadOnlySpan<float> truth)
    {
        double sum = 0;
        for (int i = 0; i < output.Length; i++)
        {
            sum += ((double)output[i] - truth[i]) * ((double)output[i] - truth[i]);
        }

        return sum / output.Length;
    }

    // Whether fewer than k outputs are larger than that of the label's class: ties count as hits.
    private static bool IsAmong(int k, ReadOnlySpan<float> output, ReadOnlySpan<float> truth)
    {
        int label = 0;
        for (int i = 1; i < truth.Length; i++)
        {
            if (truth[i] > truth[label])
            {
                label = i;
            }
        }

        int larger = 0;
        foreach (float value in output)
        {
            if (value > output[label])
            {
                larger++;
            }
        }

        return larger < k;
    }
}
