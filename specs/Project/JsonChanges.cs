using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Repro.Inputs;

namespace Repro.Specs.Project;

/// <summary>Changes of a file that its table of keys says are right or wrong: one key each.</summary>
internal static class JsonChanges
{
    /// <summary>All paths of keys; names that the file's author chooses are left out.</summary>
    public static IEnumerable<string> Paths(JsonType type, string path = "") =>
        type switch
        {
            JsonType.Object { Keys: var keys } => keys.SelectMany(key =>
                Paths(key.Type, $"{path}/{key.Name}").Prepend($"{path}/{key.Name}")
            ),
            JsonType.List list => Paths(list.Item, path),
            JsonType.Map map => Paths(map.Value, path),
            JsonType.Either either => Paths(either.One, path).Concat(Paths(either.Other, path)),
            JsonType.Cases cases => cases.All.SelectMany(one => Paths(new JsonType.Object(one.Keys), $"{path}({one.Word})")),
            _ => [],
        };

    /// <param name="seen">Takes the paths of the keys that the sample has.</param>
    /// <returns>
    /// Where the change is, what it does to a copy of the sample, and whether the file stays valid; null where other keys decide.
    /// </returns>
    public static IEnumerable<(string Where, Action<JsonObject> Change, bool? Valid)> Of(
        JsonObject sample,
        JsonType type,
        HashSet<string> seen
    ) => Of(sample, type, "", root => root, seen);

    private static IEnumerable<(string, Action<JsonObject>, bool?)> Of(
        JsonNode node,
        JsonType type,
        string path,
        Func<JsonObject, JsonNode> find,
        HashSet<string> seen
    )
    {
        switch (type)
        {
            case JsonType.Object { Keys: var keys }:
                return OfObject(node.AsObject(), keys, path, find, seen);
            case JsonType.Cases cases:
                JsonCase chosen = cases.All.Single(one => one.Word == (string?)node[cases.Key]);
                JsonKey decides = JsonKey.Required(cases.Key, new JsonType.Choice([.. cases.All.Select(one => one.Word)]), cases.Meaning);
                return OfObject(node.AsObject(), [decides, .. chosen.Keys], $"{path}({chosen.Word})", find, seen);
            case JsonType.Either either:
                return Of(node, Fits(node, either.One) ? either.One : either.Other, path, find, seen);
            case JsonType.Map map:
                return node.AsObject().SelectMany(pair => Of(pair.Value!, map.Value, path, root => find(root)[pair.Key]!, seen));
            case JsonType.List list:
                return node.AsArray().SelectMany((item, index) => Of(item!, list.Item, path, root => find(root)[index]!, seen));
            default:
                return [];
        }
    }

    private static IEnumerable<(string, Action<JsonObject>, bool?)> OfObject(
        JsonObject node,
        IReadOnlyList<JsonKey> keys,
        string path,
        Func<JsonObject, JsonNode> find,
        HashSet<string> seen
    )
    {
        yield return ($"{path}/unknown", root => find(root)["unknown"] = 1, false);
        foreach (JsonKey key in keys.Where(key => node.ContainsKey(key.Name)))
        {
            string here = $"{path}/{key.Name}";
            seen.Add(here);
            if (key.IsRequired)
            {
                yield return ($"{here} missing", root => find(root).AsObject().Remove(key.Name), false);
            }

            foreach (string text in Wrong(key.Type))
            {
                yield return ($"{here} = {text}", root => find(root)[key.Name] = JsonNode.Parse(text), false);
            }

            foreach (string text in Ends(key.Type))
            {
                yield return ($"{here} = {text}", root => find(root)[key.Name] = JsonNode.Parse(text), true);
            }

            foreach ((string, Action<JsonObject>, bool?) change in Of(node[key.Name]!, key.Type, here, root => find(root)[key.Name]!, seen))
            {
                yield return change;
            }
        }
    }

    private static string[] Wrong(JsonType type) =>
        type switch
        {
            JsonType.Text { Pattern: null } => ["1", "\"\"", "\" \"", "null"],
            JsonType.Text => ["1", "\"\"", "\"?\""],
            JsonType.Choice => ["\"zzz\"", "1"],
            JsonType.Integer integer => [$"{integer.Minimum - 1}", $"{integer.Maximum + 1}", "\"1\"", "1.5"],
            JsonType.Number number =>
            [
                JsonValue.Create(number.Minimum - 1).ToJsonString(),
                JsonValue.Create(number.Maximum * 1.01).ToJsonString(),
                "\"1\"",
                .. number.IsAbove ? ["0"] : Array.Empty<string>(),
            ],
            JsonType.Flag => ["1", "\"true\""],
            JsonType.Either either => [.. Wrong(either.One).Where(text => !Fits(JsonNode.Parse(text), either.Other))],
            JsonType.List { Item: var item } list =>
            [
                "1",
                "{}",
                .. Wrong(item).Select(wrong => $"[{string.Join(", ", Enumerable.Repeat(wrong, Math.Max(1, list.Fewest)))}]"),
                .. list.IsUnique ? [Twice(Ends(item).FirstOrDefault("\"a\""))] : Array.Empty<string>(),
                .. list.Fewest > 1 ? ["[" + Ends(item).FirstOrDefault("\"a\"") + "]"] : Array.Empty<string>(),
            ],
            _ => ["1", "[1]", "\"a\""],
        };

    // Which of two types a value is of; not whether all of it is valid.
    private static bool Fits(JsonNode? node, JsonType type) =>
        type switch
        {
            JsonType.Either either => Fits(node, either.One) || Fits(node, either.Other),
            JsonType.Cases cases => node is JsonObject one
                && one[cases.Key] is JsonValue word
                && cases.All.Any(each => each.Word == (string?)word),
            JsonType.Object { Keys: var keys } => node is JsonObject one && keys.All(key => !key.IsRequired || one.ContainsKey(key.Name)),
            JsonType.Map => node is JsonObject,
            JsonType.List => node is JsonArray,
            JsonType.Text text => node is JsonValue value
                && value.TryGetValue(out string? words)
                && (text.Pattern is null || Regex.IsMatch(words, text.Pattern, RegexOptions.CultureInvariant)),
            _ => node is JsonValue,
        };

    private static string Twice(string item) => $"[{item}, {item}]";

    private static string[] Ends(JsonType type) =>
        type switch
        {
            JsonType.Integer integer => [$"{integer.Minimum}", $"{integer.Maximum}"],
            JsonType.Number number =>
            [
                .. number.IsAbove ? [] : new[] { JsonValue.Create(number.Minimum).ToJsonString() },
                JsonValue.Create(number.Maximum).ToJsonString(),
            ],
            JsonType.Flag => ["true", "false"],
            JsonType.Either either => Ends(either.One),
            _ => [],
        };
}
