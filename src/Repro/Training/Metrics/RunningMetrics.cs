using Repro.Backends;

namespace Repro.Training.Metrics;

/// <summary>
/// Keras's epoch metrics: means over the batches seen so far, weighted by their samples, while the weights change under them.
/// </summary>
internal sealed class RunningMetrics
{
    private double[] _sums = [];

    /// <summary>Sum over the samples of their batch's loss, penalties included, in float64 and in the order of batches.</summary>
    public double LossSum { get; private set; }

    public long Correct { get; private set; }

    public long Samples { get; private set; }

    /// <summary>Sums over the samples of the run's further metrics, or of its outputs; see <see cref="BatchResult.Metrics"/>.</summary>
    public IReadOnlyList<double> Sums => _sums;

    public double Loss => LossSum / Samples;

    public double Accuracy => (double)Correct / Samples;

    /// <summary>A further metric of the samples so far.</summary>
    public double Value(IReadOnlyList<Metric> metrics, int index)
    {
        int start = 0;
        for (int i = 0; i < index; i++)
        {
            start += metrics[i].Sums;
        }

        return Value(metrics[index], start);
    }

    /// <summary>A metric whose sums begin at a place of <see cref="Sums"/>.</summary>
    public double Value(Metric metric, int start) => metric.Value(_sums.AsSpan(start, metric.Sums), Samples);

    public void Add(BatchResult batch)
    {
        LossSum += batch.LossSum + batch.Penalty * batch.Samples;
        Correct += batch.Correct;
        Samples += batch.Samples;
        if (batch.Metrics is not { } metrics)
        {
            return;
        }

        if (_sums.Length == 0)
        {
            _sums = new double[metrics.Count];
        }

        for (int i = 0; i < _sums.Length; i++)
        {
            _sums[i] += metrics[i];
        }
    }

    /// <param name="sums">As <see cref="Sums"/>.</param>
    public void Restore(double lossSum, long correct, long samples, IReadOnlyList<double> sums) =>
        (LossSum, Correct, Samples, _sums) = (lossSum, correct, samples, [.. sums]);

    public void Clear()
    {
        (LossSum, Correct, Samples) = (0, 0, 0);
        Array.Clear(_sums);
    }
}
