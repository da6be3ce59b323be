using Repro.Backends;
using Repro.Data.Batches;

namespace Repro.Training.Feeding;

/// <summary>Samples that are fed in batches.</summary>
internal interface IBatchSource
{
    int Samples { get; }

    /// <summary>
    /// Names the values of all samples where each is the same whenever it is asked for; null where they change, or nobody named them.
    /// </summary>
    string? FixedKey => null;

    /// <summary>The layer whose outputs the samples are; null where they are a model's inputs.</summary>
    string? From => null;

    /// <summary>The batches of a plan. Whoever asks disposes of the flow; the samples stay.</summary>
    /// <param name="seed">The run's seed, which names whatever is drawn beyond the plan's order: augmentation.</param>
    IBatchIterator Flow(BatchSampler plan, int seed);
}

/// <summary>Batches by step. Each is a function of the step alone, so a training goes on from any step with the same bits.</summary>
internal interface IBatchIterator : IDisposable
{
    /// <param name="step">Counted from 0 over the plan; quickest one after the other.</param>
    /// <returns>The tensors, which are used again by the next call.</returns>
    (Tensor X, Tensor Y) Batch(long step);
}

/// <summary>Batches gathered when they are asked for.</summary>
internal sealed class GatheredFlow(ISampleSource samples, BatchSampler plan) : IBatchIterator
{
    public (Tensor X, Tensor Y) Batch(long step) => samples.Batch(plan.Numbers(step));

    public void Dispose() { }
}
