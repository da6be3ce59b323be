using Repro.Randomness;

namespace Repro.Data.Batches;

/// <summary>
/// Which samples each training step sees: passes over all samples, each in its own random order, cut into batches of which
/// a pass's last may be smaller. Steps are counted over the whole training, so an epoch may end inside a pass, as with Keras's generators.
/// </summary>
/// <param name="purpose">Names the stream of random orders; another one for another generator of the same run.</param>
/// <param name="shuffle">Keras's <c>shuffle</c>: without it every pass is in the samples' own order.</param>
internal sealed class BatchSampler(int seed, int samples, int batchSize, string purpose = "shuffle", bool shuffle = true)
{
    private long _pass = -1;
    private int[] _order = [];

    /// <summary>Batches of one pass.</summary>
    public int StepsOfPass { get; } = (samples + batchSize - 1) / batchSize;

    /// <summary>The pass over the samples, counted from 0, that a step belongs to.</summary>
    public long Pass(long step) => step / StepsOfPass;

    /// <param name="step">Counted from 0 over the whole training.</param>
    public ReadOnlySpan<int> Numbers(long step)
    {
        long pass = Pass(step);
        if (pass != _pass)
        {
            _order = shuffle ? new RandomStream(seed, purpose, pass).Permutation(samples) : [.. Enumerable.Range(0, samples)];
            _pass = pass;
        }

        int start = (int)(step % StepsOfPass) * batchSize;
        return _order.AsSpan(start, Math.Min(batchSize, samples - start));
    }
}
