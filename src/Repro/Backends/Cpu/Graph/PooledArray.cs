namespace Repro.Backends.Cpu.Graph;

/// <summary>An array with the number of tensors that live in it: a Flatten shares its input's. The last one out returns it.</summary>
/// <param name="pool">Where it returns to; null for an array of the caller's.</param>
internal sealed class PooledArray(BufferPool? pool, float[] array)
{
    private int _tenants = 1;

    public float[] Array { get; private set; } = array;

    /// <summary>The pass that gave it back.</summary>
    public int LastPass { get; set; }

    /// <summary>Its first tensor moves in.</summary>
    public void Begin() => _tenants = 1;

    /// <summary>An array of the caller's takes the place of the last one.</summary>
    public void Lend(float[] values)
    {
        Array = values;
        Begin();
    }

    public PooledArray Share()
    {
        _tenants++;
        return this;
    }

    public void Release()
    {
        if (--_tenants == 0)
        {
            pool?.Return(this);
        }
    }
}
