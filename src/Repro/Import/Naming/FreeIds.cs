using System.Globalization;

namespace Repro.Import.Naming;

/// <summary>Numbers ids that occur more than once: a, a-2, a-3.</summary>
/// <param name="comparer">Tells which ids are the same.</param>
internal sealed class FreeIds(IEqualityComparer<string> comparer)
{
    private readonly HashSet<string> _taken = new(comparer);
    private readonly Dictionary<string, int> _next = new(comparer);

    /// <summary>The id, or the id with the first number that is free.</summary>
    public string Take(string id)
    {
        if (_taken.Add(id))
        {
            return id;
        }

        int number = _next.GetValueOrDefault(id, 2);
        string free;
        do
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{id}-{number++}");
        } while (!_taken.Add(free));

        _next[id] = number;
        return free;
    }
}
