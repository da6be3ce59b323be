namespace Repro.Backends.Cpu.Graph;

/// <summary>
/// Arrays that outlive a step: what one step gives back, the next takes again, so a training allocates in its first step alone.
/// Contents are whatever was last in them. Arrays that many passes had no use for, as after a large batch, are let go.
/// </summary>
internal sealed class BufferPool
{
    /// <summary>Passes that an array may lie idle.</summary>
    private const int Patience = 64;

    private readonly List<PooledArray> _free = [];
    private int _pass;

    /// <summary>The smallest free array that is long enough, or a new one.</summary>
    public PooledArray Rent(int length)
    {
        int best = -1;
        for (int i = 0; i < _free.Count; i++)
        {
            if (_free[i].Array.Length >= length && (best < 0 || _free[i].Array.Length < _free[best].Array.Length))
            {
                best = i;
            }
        }

        PooledArray array = best < 0 ? new PooledArray(this, GC.AllocateUninitializedArray<float>(length)) : _free[best];
        if (best >= 0)
        {
            _free.RemoveAt(best);
        }

        array.Begin();
        return array;
    }

    /// <summary>Says that a pass is over.</summary>
    public void EndPass()
    {
        _pass++;
        for (int i = _free.Count - 1; i >= 0; i--)
        {
            if (_pass - _free[i].LastPass > Patience)
            {
                _free.RemoveAt(i);
            }
        }
    }

    internal void Return(PooledArray array)
    {
        array.LastPass = _pass;
        _free.Add(array);
    }
}
