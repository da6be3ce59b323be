namespace Repro.Backends.Losses;

/// <summary>Sums of metrics over the samples of a batch, in float64 and in sample order.</summary>
/// <param name="addsEpsilon">See <see cref="Loss.AddsEpsilon"/>.</param>
internal sealed class MetricSums(IReadOnlyList<Metric> metrics, bool addsEpsilon)
{
    private readonly double[] _sums = new double[metrics.Sum(metric => metric.Sums)];
    private readonly SampleLoss _crossentropy = Crossentropies.Binary(addsEpsilon ? 1e-7 : 0);

    /// <summary>Those of each metric, in the order of the metrics. The same array for every batch.</summary>
    public double[] Sums => _sums;

    public void Clear() => Array.Clear(_sums);

    /// <param name="weight">The sample's weight, which weighted metrics take.</param>
    public void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> truth, double weight)
    {
        Span<double> left = _sums;
        for (int i = 0; i < metrics.Count; i++)
        {
            Metric metric = metrics[i];
            Add(metric, output, truth, metric.IsWeighted ? weight : 1, left[..metric.Sums]);
            left = left[metric.Sums..];
        }
    }

    private void Add(Metric metric, ReadOnlySpan<float> output, ReadOnlySpan<float> truth, double weight, Span<double> sums)
    {
        switch (metric.Name)
        {
            case Metric.Precision or Metric.Recall:
                AddPositives(metric, output, truth, weight, sums);
                return;
            case Metric.Auc:
                AddThresholds(metric, output, truth, weight, sums);
                return;
        }

        sums[0] += weight * ValueOf(metric, output, truth);
        if (metric.IsWeighted)
        {
            sums[1] += weight;
        }
    }

    private double ValueOf(Metric metric, ReadOnlySpan<float> output, ReadOnlySpan<float> truth) =>
        metric.Name switch
        {
            Metric.AbsoluteError => AbsoluteError(output, truth),
            Metric.SquaredError or Metric.RootOfSquaredError => SquaredError(output, truth),
            Metric.BinaryAccuracy => BinaryAccuracy(metric, output, truth),
            Metric.Accuracy when output.Length == 1 => BinaryAccuracy(metric, output, truth),
            Metric.CategoricalAccuracy or Metric.Accuracy => First(output) == First(truth) ? 1 : 0,
            Metric.BinaryCrossentropy => Crossentropy(output, truth),
            _ => IsAmong(metric.K, output, truth) ? 1 : 0,
        };

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

    private static double BinaryAccuracy(Metric metric, ReadOnlySpan<float> output, ReadOnlySpan<float> truth)
    {
        double right = 0;
        for (int i = 0; i < output.Length; i++)
        {
            right += IsPositive(metric, output[i]) == (truth[i] == 1) ? 1 : 0;
        }

        return right / output.Length;
    }

    private double Crossentropy(ReadOnlySpan<float> output, ReadOnlySpan<float> truth)
    {
        double sum = 0;
        for (int i = 0; i < output.Length; i++)
        {
            sum += _crossentropy([truth[i]], [output[i]], []);
        }

        return sum / output.Length;
    }

    private static void AddPositives(Metric metric, ReadOnlySpan<float> output, ReadOnlySpan<float> truth, double weight, Span<double> sums)
    {
        for (int i = 0; i < output.Length; i++)
        {
            bool positive = IsPositive(metric, output[i]);
            if (positive && truth[i] != 0)
            {
                sums[0] += weight;
            }

            if (metric.Name == Metric.Precision ? positive : truth[i] != 0)
            {
                sums[1] += weight;
            }
        }
    }

    private static void AddThresholds(
        Metric metric,
        ReadOnlySpan<float> output,
        ReadOnlySpan<float> truth,
        double weight,
        Span<double> sums
    )
    {
        int count = metric.Thresholds;
        for (int i = 0; i < output.Length; i++)
        {
            bool label = truth[i] != 0;
            sums[2 * count + (label ? 0 : 1)] += weight;
            for (int at = 0; at < count && output[i] > (float)AreaUnderCurve.Threshold(at, count); at++)
            {
                sums[(label ? 0 : count) + at] += weight;
            }
        }
    }

    // Thresholds are float32, as Keras has them.
    private static bool IsPositive(Metric metric, float output) => output > (float)metric.Threshold;

    // Whether fewer than k outputs are larger than that of the label's class: ties count as hits.
    private static bool IsAmong(int k, ReadOnlySpan<float> output, ReadOnlySpan<float> truth)
    {
        int label = First(truth);
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

    private static int First(ReadOnlySpan<float> values)
    {
        int first = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[first])
            {
                first = i;
            }
        }

        return first;
    }
}
