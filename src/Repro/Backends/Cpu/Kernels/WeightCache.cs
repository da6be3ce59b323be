namespace Repro.Backends.Cpu.Kernels;

/// <summary>
/// What kernels keep of a weight that no optimizer changes, such as its transformed values. Something is kept from the second use on, so
/// that a network that computes one batch holds weights once, those of shared layers excepted.
/// </summary>
internal sealed class WeightCache
{
    private object? _kept;
    private int _uses;

    /// <summary>Must be called after each change of the weight.</summary>
    public void Forget() => (_kept, _uses) = (null, 0);

    /// <summary>What is kept; null where nothing is.</summary>
    /// <param name="isWorthKeeping">Whether the caller should make and keep it now.</param>
    public T? Use<T>(out bool isWorthKeeping)
        where T : class
    {
        T? kept = _kept as T;
        _uses = Math.Min(_uses + 1, 2);
        isWorthKeeping = kept is null && _uses > 1;
        return kept;
    }

    public void Keep(object made) => _kept = made;
}
