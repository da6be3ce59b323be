using Repro.Backends;
using Repro.Training.Metrics;

namespace Repro.Training;

/// <summary>Loss and accuracy over a whole set, each sample once and in order.</summary>
public static class Evaluation
{
    public static RunningMetrics Of(INetwork network, ISampleSource samples, int batchSize)
    {
        RunningMetrics metrics = new();
        int[] numbers = [.. Enumerable.Range(0, samples.Samples)];
        for (int start = 0; start < numbers.Length; start += batchSize)
        {
            (Tensor x, Tensor y) = samples.Batch(numbers.AsSpan(start, Math.Min(batchSize, numbers.Length - start)));
            metrics.Add(network.TestOnBatch(x, y));
        }

        return metrics;
    }
}
