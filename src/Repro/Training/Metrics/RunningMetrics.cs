using Repro.Backends;

namespace Repro.Training.Metrics;

/// <summary>
/// Keras's epoch metrics: means over the batches seen so far, weighted by their samples, while the weights change under them.
/// </summary>
public sealed class RunningMetrics
{
    /// <summary>Sum over the samples of their batch's loss, penalties included, in float64 and in the order of batches.</summary>
    public double LossSum { get; private set; }

    public long Correct { get; private set; }

    public long Samples { get; private set; }

    public double Loss => LossSum / Samples;

    public double Accuracy => (double)Correct / Samples;

    public void Add(BatchResult batch)
    {
        LossSum += batch.LossSum + batch.Penalty * batch.Samples;
        Correct += batch.Correct;
        Samples += batch.Samples;
    }

    public void Restore(double lossSum, long correct, long samples) => (LossSum, Correct, Samples) = (lossSum, correct, samples);

    public void Clear() => Restore(0, 0, 0);
}
