using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Repro.Inputs;

/// <summary>JSON Schemas (draft 2020-12) from tables of keys, with which editors complete and check files.</summary>
internal static class JsonSchemaText
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema of a file.</summary>
    /// <param name="title">What the file is.</param>
    public static string Of(string title, IReadOnlyList<JsonKey> keys)
    {
        JsonObject schema = new() { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = title };
        foreach ((string name, JsonNode? value) in Of(new JsonType.Object(keys)))
        {
            schema[name] = value?.DeepClone();
        }

        return schema.ToJsonString(Options) + "\n";
    }

    private static JsonObject Of(JsonType type) =>
        type switch
        {
            JsonType.Text { Pattern: { } pattern } => new() { ["type"] = "string", ["pattern"] = pattern },
            // A text of spaces alone counts as missing.
            JsonType.Text => new() { ["type"] = "string", ["pattern"] = @"\S" },
            JsonType.Choice choice => new() { ["enum"] = Texts(choice.Words) },
            JsonType.Integer { Minimum: var only, Maximum: var most } when only == most => new() { ["const"] = only },
            JsonType.Integer integer => new()
            {
                ["type"] = "integer",
                ["minimum"] = integer.Minimum,
                ["maximum"] = integer.Maximum,
            },
            JsonType.Number number => new()
            {
                ["type"] = "number",
                [number.IsAbove ? "exclusiveMinimum" : "minimum"] = number.Minimum,
                ["maximum"] = number.Maximum,
            },
            JsonType.Flag => new() { ["type"] = "boolean" },
            JsonType.List list => Of(list),
            JsonType.Object { Keys: var keys } => Of(keys),
            JsonType.Map map => Of(map),
            JsonType.Cases cases => new()
            {
                ["oneOf"] = new JsonArray([
                    .. cases.All.Select(one => Of([JsonKey.Required(cases.Key, new JsonType.Choice(one.Word), one.Meaning), .. one.Keys])),
                ]),
            },
            JsonType.Either either => new() { ["anyOf"] = new JsonArray(Of(either.One), Of(either.Other)) },
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "The type has no schema."),
        };

    private static JsonObject Of(JsonType.Map map)
    {
        JsonObject schema = new() { ["type"] = "object", ["additionalProperties"] = Of(map.Value) };
        if (map.Fewest > 0)
        {
            schema["minProperties"] = map.Fewest;
        }

        return schema;
    }

    private static JsonObject Of(JsonType.List list)
    {
        JsonObject schema = new() { ["type"] = "array", ["items"] = Of(list.Item) };
        if (list.Fewest > 0)
        {
            schema["minItems"] = list.Fewest;
        }

        if (list.Most is { } most)
        {
            schema["maxItems"] = most;
        }

        if (list.IsUnique)
        {
            schema["uniqueItems"] = true;
        }

        return schema;
    }

    private static JsonObject Of(IReadOnlyList<JsonKey> keys)
    {
        JsonObject properties = [];
        foreach (JsonKey key in keys)
        {
            JsonObject property = new() { ["description"] = key.Meaning };
            foreach ((string name, JsonNode? value) in Of(key.Type))
            {
                property[name] = value?.DeepClone();
            }

            properties[key.Name] = property;
        }

        JsonObject schema = new()
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
        string[] required = [.. keys.Where(key => key.IsRequired).Select(key => key.Name)];
        if (required.Length > 0)
        {
            schema["required"] = Texts(required);
        }

        return schema;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}
