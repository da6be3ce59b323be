using System.Text.Json;
using System.Text.Json.Nodes;

namespace Repro.Inputs;

/// <summary>Keys of JSON files that earlier versions wrote in camelCase.</summary>
internal static class OldSpelling
{
    private const string Mark = "\"schemaVersion\"";

    /// <summary>The text with its keys in snake_case; a text of the present version is returned as it is.</summary>
    /// <param name="source">How messages call the text's source: the file's path.</param>
    /// <param name="what">What the text should be, for the message.</param>
    /// <param name="remedy">What to do, a sentence for the end of the message.</param>
    /// <exception cref="InputException">The text is not valid JSON.</exception>
    public static string ToPresent(string text, string source, string what, string remedy)
    {
        if (!text.Contains(Mark, StringComparison.Ordinal))
        {
            return text;
        }

        using JsonDocument document = InputJson.Parse(text, source, what, remedy);
        return Renamed(document.RootElement, null)?.ToJsonString() ?? text;
    }

    private static JsonNode? Renamed(JsonElement element, string? key) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => new JsonObject(
                element
                    .EnumerateObject()
                    .DistinctBy(property => Name(property.Name))
                    .Select(property => KeyValuePair.Create(Name(property.Name), Renamed(property.Value, property.Name)))
            ),
            JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(item => Renamed(item, null))]),
            // A verdict is written like a key.
            JsonValueKind.String when key == "verdict" => Name(element.GetString()!),
            JsonValueKind.Null => null,
            _ => JsonValue.Create(element.Clone()),
        };

    private static string Name(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
