namespace Repro.Configuration;

/// <summary>The environment variables <c>REPRO_...</c>. One that is not known is ignored and reported.</summary>
internal static class EnvironmentNames
{
    private const string Prefix = "REPRO_";

    // Of the tool beside its settings, of the specs and of the build.
    private static readonly string[] Others = ["PROJECT", "TRACE", "MISSING_NATIVE", "ACCEPT_SNAPSHOTS", "FULLPACKAGES", "ANALYZE"];

    /// <summary>A sentence for each variable with an unknown name, with the nearest name, or with an earlier name.</summary>
    /// <param name="variables">The names of the environment's variables.</param>
    public static IReadOnlyList<string> Warnings(IEnumerable<string> variables)
    {
        string[] known = [.. Settings.Keys.Select(VariableOf).Concat(Others).Select(name => Prefix + name)];
        return
        [
            .. variables
                .Where(name =>
                    name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !known.Contains(name, StringComparer.OrdinalIgnoreCase)
                )
                .Order(StringComparer.Ordinal)
                .Select(name =>
                    FormerNames.PresentOf(name[Prefix.Length..]) is { } present
                        ? $"{name} is the old name of the environment variable {Prefix}{VariableOf(present)}. Use {Prefix}{VariableOf(present)}."
                        : $"The environment variable {name} is ignored, because no setting has this name.{Spelling.Suggestion(name, known)}"
                ),
        ];
    }

    private static string VariableOf(string key) =>
        key == "data_root" ? "DATA" : key.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
}
