using System.Text.Json;

namespace Repro.Specs.Models.Summaries;

/// <summary>The tables in <c>fixtures/summaries</c>, by file and model.</summary>
internal static class OracleTables
{
    private const string Heading = "#### ";

    private static readonly string Folder = Path.Combine("fixtures", "summaries");
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The generations in order.</summary>
    public static IReadOnlyList<Generation> Generations { get; } =
        JsonSerializer.Deserialize<Generation[]>(File.ReadAllText(Repository.PathOf(Folder, "index.json")), SnakeCase)!;

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>The tables of a file, each without the line feed at its end.</summary>
    public static IReadOnlyDictionary<string, string> Read(string file)
    {
        lock (Files)
        {
            return Files.TryGetValue(file, out IReadOnlyDictionary<string, string>? tables)
                ? tables
                : Files[file] = Parse(File.ReadAllText(Repository.PathOf(Folder, file)));
        }
    }

    private static Dictionary<string, string> Parse(string text) =>
        text.Split(Heading, StringSplitOptions.RemoveEmptyEntries)
            .Select(section => section.Split('\n', 2))
            .ToDictionary(parts => parts[0], parts => parts[1].TrimEnd('\n'), StringComparer.Ordinal);
}

/// <summary>Versions that print the same tables.</summary>
/// <param name="PrintedBy">The version whose tables are stored.</param>
/// <param name="Tables">For each model, the version in the name of its table's file.</param>
internal sealed record Generation(string PrintedBy, IReadOnlyList<string> VersionsRun, IReadOnlyDictionary<string, string> Tables)
{
    public override string ToString() => PrintedBy;

    /// <summary>The model's table; null where the generation cannot print it.</summary>
    public string? Table(string model) =>
        Tables.TryGetValue(model, out string? version) ? OracleTables.Read($"keras-{version}.txt")[model] : null;
}
