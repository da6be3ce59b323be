using Repro.Backends;
using Repro.Data;
using Repro.Training.Metrics;

namespace Repro.Training;

/// <summary>Loss and accuracy over a whole set, each sample once and in order.</summary>
public static class Evaluation
{
    public static RunningMetrics Of(INetwork network, IBatchSource samples, int batchSize)
    {
        RunningMetrics metrics = new();
        BatchPlan plan = new(seed: 0, samples.Samples, batchSize, shuffle: false);
        using IBatchFlow flow = samples.Flow(plan, seed: 0);
        for (long step = 0; step < plan.StepsOfPass; step++)
        {
            (Tensor x, Tensor y) = flow.Batch(step);
            metrics.Add(network.TestOnBatch(x, y));
        }

        return metrics;
    }
}
