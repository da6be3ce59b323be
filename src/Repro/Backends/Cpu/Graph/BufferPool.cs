namespace Repro.Backends.Cpu.Graph;

/// <summary>
/// Arrays that outlive a step: what one step gives back, the next takes again, so a training allocates in its first step alone.
/// Contents are whatever was last in them.
/// </summary>
internal sealed class BufferPool
{
    private readonly List<float[]> _free = [];

    /// <summary>The smallest free array that is long enough, or a new one.</summary>
    public PooledArray Rent(int length)
    {
        int best = -1;
        for (int i = 0; i < _free.Count; i++)
        {
            if (_free[i].Length >= length && (best < 0 || _free[i].Length < _free[best].Length)) best = i;
        }

        if (best < 0) return new PooledArray(this, GC.AllocateUninitializedArray<float>(length));
        float[] array = _free[best];
        _free.RemoveAt(best);
        return new PooledArray(this, array);
    }

    internal void Return(float[] array) => _free.Add(array);
}

/// <summary>An array with the number of tensors that live in it: a Flatten shares its input's. The last one out returns it.</summary>
/// <param name="pool">Where it returns to; null for an array of the caller's.</param>
internal sealed class PooledArray(BufferPool? pool, float[] array)
{
    private int _tenants = 1;

    public float[] Array => array;

    public PooledArray Share()
    {
        _tenants++;
        return this;
    }

    public void Release()
    {
        if (--_tenants == 0) pool?.Return(array);
    }
}
