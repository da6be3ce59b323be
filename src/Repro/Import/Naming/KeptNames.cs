using System.Text.RegularExpressions;

namespace Repro.Import.Naming;

/// <summary>
/// A network whose file exists keeps the file's name, also where another place or number would now give another name: cells may have been
/// inserted in front of it.
/// </summary>
internal static partial class KeptNames
{
    /// <param name="drafted">The networks with the names that the text alone gives.</param>
    /// <param name="existing">The project's files of networks, by their names without <c>.json</c>.</param>
    public static IReadOnlyList<NamedNetwork> Of(
        string document,
        IReadOnlyList<NamedNetwork> drafted,
        IReadOnlyDictionary<string, string> existing
    )
    {
        Dictionary<string, string> names = new(StringComparer.OrdinalIgnoreCase);
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        NamedNetwork[] files = [.. drafted.DistinctBy(network => network.Name, StringComparer.OrdinalIgnoreCase)];

        // First those whose own file is as it was.
        foreach (NamedNetwork network in files.Where(network => existing.GetValueOrDefault(network.Name) == network.File.Json))
        {
            names[network.Name] = network.Name;
            taken.Add(network.Name);
        }

        foreach (NamedNetwork network in files.Where(network => !names.ContainsKey(network.Name)))
        {
            string start = $"{document}-{NetworkNames.VariableOf(network.Model)}";
            string? same = existing
                .Where(file => file.Value == network.File.Json && !taken.Contains(file.Key) && IsLike(start, network.Name, file.Key))
                .Select(file => file.Key)
                .Order(StringComparer.Ordinal)
                .FirstOrDefault();
            if (same is not null)
            {
                names[network.Name] = same;
                taken.Add(same);
            }
        }

        foreach (NamedNetwork network in files.Where(network => !names.ContainsKey(network.Name)))
        {
            names[network.Name] = NetworkNames.Free(network.Name, taken);
        }

        return [.. drafted.Select(network => network with { Name = names[network.Name] })];
    }

    // Both are names of the variable's network in the end, or both are names of an earlier state.
    private static bool IsLike(string start, string name, string other) =>
        name.StartsWith(start, StringComparison.OrdinalIgnoreCase)
        && other.StartsWith(start, StringComparison.OrdinalIgnoreCase)
        && (
            (Numbered().IsMatch(name[start.Length..]) && Numbered().IsMatch(other[start.Length..]))
            || (Placed().IsMatch(name[start.Length..]) && Placed().IsMatch(other[start.Length..]))
        );

    [GeneratedRegex(@"\A(?:-[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"\A(?:-[0-9]+)?-(?:cell|line)-[0-9]+(?:-[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Placed();
}
