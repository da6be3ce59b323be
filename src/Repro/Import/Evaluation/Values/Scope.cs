namespace Repro.Import.Evaluation.Values;

/// <summary>The names of the program, or of one call of a function.</summary>
/// <param name="outer">Where names are sought that are not set here; null for the program itself.</param>
internal sealed class Scope(Scope? outer)
{
    private readonly Dictionary<string, Value> _names = new(StringComparer.Ordinal);

    public Scope? Outer => outer;

    public bool IsProgram => outer is null;

    public void Set(string name, Value value) => _names[name] = value;

    public void Remove(string name) => _names.Remove(name);

    public Value? Own(string name) => _names.GetValueOrDefault(name);

    public Value? Find(string name)
    {
        for (Scope? scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope.Own(name) is { } value)
            {
                return value;
            }
        }

        return null;
    }
}
