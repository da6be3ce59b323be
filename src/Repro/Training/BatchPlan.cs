using Repro.Randomness;

namespace Repro.Training;

/// <summary>
/// Which samples each training step sees: passes over all samples, each in its own random order, cut into batches of which
/// a pass's last may be smaller. Steps are counted over the whole training, so an epoch may end inside a pass, as with Keras's generators.
/// </summary>
public sealed class BatchPlan(int seed, int samples, int batchSize)
{
    private readonly int _batches = (samples + batchSize - 1) / batchSize;
    private long _pass = -1;
    private int[] _order = [];

    /// <param name="step">Counted from 0 over the whole training.</param>
    public ReadOnlySpan<int> Numbers(long step)
    {
        long pass = step / _batches;
        if (pass != _pass)
        {
            _order = new RandomStream(seed, "shuffle", pass).Permutation(samples);
            _pass = pass;
        }

        int start = (int)(step % _batches) * batchSize;
        return _order.AsSpan(start, Math.Min(batchSize, samples - start));
    }
}
