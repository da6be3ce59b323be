namespace Repro.Hdf5;

/// <summary>An open object of libhdf5, closed when disposed of.</summary>
internal sealed class Hdf5Id : IDisposable
{
    private readonly Func<long, int> _close;
    private bool _closed;

    /// <exception cref="Hdf5Exception">The library gave no object; the message begins with <paramref name="tried"/>.</exception>
    public Hdf5Id(long value, Func<long, int> close, string tried)
    {
        Value = Hdf5Error.Require(value, tried);
        _close = close;
    }

    public long Value { get; }

    public static implicit operator long(Hdf5Id id) => id.Value;

    public void Dispose()
    {
        if (!_closed)
        {
            _closed = true;
            _ = _close(Value);
        }
    }
}
