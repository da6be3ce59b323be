using System.Globalization;
using Repro.Backends;
using Repro.Data.Batches;
using Repro.Models;
using Repro.Models.Trainability;
using Repro.Training.Feeding;

namespace Repro.Training.Features;

/// <summary>Samples as the frozen part of a network gives them, read batch by batch from a file of the cache.</summary>
/// <param name="network">Computes what is not stored.</param>
/// <param name="key">Everything that the outputs depend on; asked for once the network has its weights.</param>
internal sealed class FrozenSamples(
    IBatchSource source,
    INetwork network,
    FrozenPart part,
    int batchSize,
    FrozenCache cache,
    Func<string> key
) : IBatchSource, IDisposable
{
    private FrozenFile? _file;

    public int Samples => source.Samples;

    public string? From => part.Layer;

    public IBatchIterator Flow(BatchSampler plan, int seed) => new StoredFlow(this, part.Output, plan);

    /// <exception cref="OperationCanceledException">Stopped on request.</exception>
    public void Prepare(CancellationToken cancellation) =>
        _file ??= cache.Get(key(), Samples, part.Output, write => Compute(write, cancellation));

    public void Dispose() => _file?.Dispose();

    // Each sample once, in the samples' own order.
    private void Compute(Action<Tensor, Tensor> write, CancellationToken cancellation)
    {
        cache.Say(
            string.Create(CultureInfo.InvariantCulture, $"features: {Samples} samples go through the frozen layers up to {part.Layer} ...")
        );
        BatchSampler plan = new(seed: 0, Samples, batchSize, shuffle: false);
        using IBatchIterator flow = source.Flow(plan, seed: 0);
        for (long step = 0; step < plan.StepsOfPass; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            (Tensor x, Tensor y) = flow.Batch(step);
            write(network.Activations(x, [part.Layer])[0], y);
        }
    }

    private sealed class StoredFlow(FrozenSamples samples, Shape output, BatchSampler plan) : IBatchIterator
    {
        private readonly Dictionary<int, (Tensor X, Tensor Y)> _batches = [];

        public (Tensor X, Tensor Y) Batch(long step)
        {
            FrozenFile file = samples._file ?? throw new InvalidOperationException("The outputs of the frozen layers were not prepared.");
            ReadOnlySpan<int> numbers = plan.Numbers(step);
            if (!_batches.TryGetValue(numbers.Length, out (Tensor X, Tensor Y) batch))
            {
                batch = (
                    new Tensor([numbers.Length, .. output.Axes.Select(axis => axis!.Value)]),
                    new Tensor(numbers.Length, file.Outputs)
                );
                _batches.Add(numbers.Length, batch);
            }

            file.Read(numbers, batch.X.Values, batch.Y.Values);
            return batch;
        }

        public void Dispose() { }
    }
}
