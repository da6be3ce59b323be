namespace Repro.Configuration;

/// <summary>Earlier names of settings. Files and variables with an earlier name are still read.</summary>
internal static class FormerNames
{
    private static readonly Dictionary<string, string> Present = new(StringComparer.OrdinalIgnoreCase) { ["engine"] = "backend" };

    /// <summary>The name of today of a key or variable (without <c>REPRO_</c>), or null if the name is no earlier one.</summary>
    public static string? PresentOf(string name) => Present.GetValueOrDefault(name);

    /// <summary>The earlier names of a key or variable.</summary>
    public static IEnumerable<string> Of(string name) =>
        Present.Where(pair => pair.Value.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(pair => pair.Key);
}
