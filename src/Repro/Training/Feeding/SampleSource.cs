using Repro.Backends;
using Repro.Data.Batches;

namespace Repro.Training.Feeding;

/// <summary>Samples that can be asked for by number.</summary>
internal interface ISampleSource : IBatchSource
{
    /// <summary>The samples with the given numbers as one batch. The tensors are used again by the next call.</summary>
    (Tensor X, Tensor Y) Batch(ReadOnlySpan<int> numbers);

    IBatchIterator IBatchSource.Flow(BatchSampler plan, int seed) => new GatheredFlow(this, plan);
}

/// <summary>Samples held in memory.</summary>
/// <param name="x">(samples, ...)</param>
/// <param name="y">(samples, 1) or (samples, classes)</param>
internal sealed class ArraySamples(Tensor x, Tensor y) : ISampleSource
{
    private readonly Dictionary<int, (Tensor X, Tensor Y)> _batches = [];

    public Tensor X { get; } = x;

    public Tensor Y { get; } =
        y.Samples == x.Samples ? y : throw new ArgumentException($"{x.Samples} samples have {y.Samples} labels.", nameof(y));

    public int Samples => X.Samples;

    public (Tensor X, Tensor Y) Batch(ReadOnlySpan<int> numbers)
    {
        if (!_batches.TryGetValue(numbers.Length, out (Tensor X, Tensor Y) batch))
        {
            batch = (Like(X, numbers.Length), Like(Y, numbers.Length));
            _batches[numbers.Length] = batch;
        }

        Gather(X, numbers, batch.X);
        Gather(Y, numbers, batch.Y);
        return batch;
    }

    private static Tensor Like(Tensor all, int samples) => new([samples, .. all.Shape.Skip(1)]);

    private static void Gather(Tensor all, ReadOnlySpan<int> numbers, Tensor batch)
    {
        int length = all.Values.Length / all.Samples;
        for (int index = 0; index < numbers.Length; index++)
        {
            all.Values.AsSpan(numbers[index] * length, length).CopyTo(batch.Values.AsSpan(index * length, length));
        }
    }
}
