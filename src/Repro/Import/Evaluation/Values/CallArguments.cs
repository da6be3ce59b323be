namespace Repro.Import.Evaluation.Values;

/// <summary>The arguments of a call.</summary>
/// <param name="Positional">Those without a name.</param>
/// <param name="Named">By name, in the order of the call.</param>
internal sealed record CallArguments(IReadOnlyList<Value> Positional, IReadOnlyList<KeyValuePair<string, Value>> Named)
{
    public static CallArguments None { get; } = new([], []);

    /// <summary>Whether the call may have further arguments: <c>**x</c> of a value that is not known.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The text of each argument without a name, for data that is called by its names.</summary>
    public IReadOnlyList<string> Written { get; init; } = [];

    public IReadOnlyDictionary<string, string> WrittenNamed { get; init; } = new Dictionary<string, string>();

    public static CallArguments Of(params Value[] positional) => new(positional, []);

    public Value? this[string name]
    {
        get
        {
            foreach (KeyValuePair<string, Value> pair in Named)
            {
                if (pair.Key == name)
                {
                    return pair.Value;
                }
            }

            return null;
        }
    }

    /// <summary>An argument by its name or else its position; null where it is not given.</summary>
    public Value? Get(string name, int position) =>
        this[name] ?? (position >= 0 && position < Positional.Count ? Positional[position] : null);

    /// <summary>The same call with arguments before and among its own.</summary>
    public CallArguments After(CallArguments first) =>
        this with
        {
            Positional = [.. first.Positional, .. Positional],
            Named = [.. first.Named.Where(named => this[named.Key] is null), .. Named],
        };
}
