namespace Repro.Keras.Architecture;

/// <summary>The calls of a model's layers: each reads outputs of calls that were made before it.</summary>
internal sealed class CallOrder
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Layer, int Call), int> _numbers = [];
    private readonly List<(string Layer, IReadOnlyList<Source> Sources)> _calls = [];

    /// <summary>Adds a layer; an input counts as one call that reads nothing.</summary>
    public void Add(string layer, IReadOnlyList<IReadOnlyList<Source>> calls)
    {
        _counts[layer] = calls.Count;
        for (int call = 0; call < calls.Count; call++)
        {
            _numbers.TryAdd((layer, call), _calls.Count);
            _calls.Add((layer, calls[call]));
        }
    }

    /// <summary>Why there is no such output, as a clause behind the name of who reads it; null where there is one.</summary>
    public string? Objection(Source source) =>
        !_counts.TryGetValue(source.Layer, out int count) ? $"'{source.Layer}', which is not a layer of the model."
        : source.Call >= count
            ? FormattableString.Invariant(
                $"'{source.Layer}[{source.Call}][{source.Tensor}]', but the layer '{source.Layer}' has {count} calls, and they are counted from 0."
            )
        : null;

    /// <exception cref="KerasFormatException">A call reads what is not there, or what can only be computed after it.</exception>
    public void Require()
    {
        int[] missing = new int[_calls.Count];
        List<int>[] readers = [.. _calls.Select(_ => new List<int>())];
        for (int call = 0; call < _calls.Count; call++)
        {
            foreach (Source source in _calls[call].Sources)
            {
                if (Objection(source) is { } objection)
                {
                    throw new KerasFormatException($"layer '{_calls[call].Layer}' reads {objection}");
                }

                readers[Number(source)].Add(call);
                missing[call]++;
            }
        }

        Queue<int> ready = new(Enumerable.Range(0, missing.Length).Where(call => missing[call] == 0));
        while (ready.TryDequeue(out int made))
        {
            foreach (int reader in readers[made])
            {
                if (--missing[reader] == 0)
                {
                    ready.Enqueue(reader);
                }
            }
        }

        int stuck = Array.FindIndex(missing, count => count > 0);
        if (stuck < 0)
        {
            return;
        }

        // From a call that cannot be made, sources that cannot be made lead to one that waits for itself.
        HashSet<int> passed = [];
        while (passed.Add(stuck))
        {
            stuck = _calls[stuck].Sources.Select(Number).First(call => missing[call] > 0);
        }

        throw new KerasFormatException($"layer '{_calls[stuck].Layer}' reads layers that read it in turn.");
    }

    private int Number(Source source) => _numbers[(source.Layer, source.Call)];
}
