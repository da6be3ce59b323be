using System.Text.Json;

namespace Repro.Specs.Oracles;

/// <summary>Opens the oracles' files.</summary>
internal static class Fixture
{
    public static JsonElement Json(params string[] path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Repository.PathOf(["fixtures", .. path])));
        return document.RootElement.Clone();
    }

    public static double[] Doubles(this JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];
}
