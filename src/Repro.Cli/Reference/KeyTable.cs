using System.Globalization;
using Repro.Inputs;

namespace Repro.Cli.Reference;

/// <summary>Tables of keys as Markdown: one row for each key, keys inside objects with their path.</summary>
internal static class KeyTable
{
    /// <summary>Keys of a file that people write.</summary>
    public static IEnumerable<string> OfInput(IReadOnlyList<JsonKey> keys) =>
        [
            "| key | type | required | default | meaning |",
            "|---|---|---|---|---|",
            .. Rows(new JsonType.Object(keys), "")
                .Select(row =>
                    $"| `{row.Path}` | {Words(row.Key.Type)} | {(row.Key.IsRequired ? "yes" : "")} | {Cell(row.Key.Default ?? "")} | {Cell(row.Key.Meaning)} |"
                ),
        ];

    /// <summary>Keys of JSON that a command writes.</summary>
    public static IEnumerable<string> OfOutput(JsonType type) =>
        [
            "| key | type | meaning |",
            "|---|---|---|",
            .. Rows(type, "").Select(row => $"| `{row.Path}` | {Words(row.Key.Type)} | {Cell(row.Key.Meaning)} |"),
        ];

    private static IEnumerable<(string Path, JsonKey Key)> Rows(JsonType type, string path) =>
        Rows(type, path, new HashSet<JsonType>(ReferenceEqualityComparer.Instance));

    /// <param name="listed">Types with alternatives that already have their rows: several keys may share one.</param>
    private static IEnumerable<(string Path, JsonKey Key)> Rows(JsonType type, string path, HashSet<JsonType> listed) =>
        type switch
        {
            JsonType.Object { Keys: var keys } => keys.SelectMany(key =>
                Rows(key.Type, Join(path, key.Name), listed).Prepend((Join(path, key.Name), key))
            ),
            JsonType.List list => Rows(list.Item, $"{path}[]", listed),
            JsonType.Map map => Rows(map.Value, Join(path, map.Word), listed),
            JsonType.Either either => listed.Add(either) ? Rows(either.One, path, listed).Concat(Rows(either.Other, path, listed)) : [],
            JsonType.Cases cases => cases
                .All.SelectMany(one => Rows(new JsonType.Object(one.Keys), $"{path}({one.Word})", listed))
                .Prepend(
                    (
                        Join(path, cases.Key),
                        JsonKey.Required(
                            cases.Key,
                            new JsonType.Choice([.. cases.All.Select(one => one.Word)]),
                            $"{cases.Meaning} {string.Join(" ", cases.All.Select(one => $"`{one.Word}`: {one.Meaning}"))}"
                        )
                    )
                ),
            _ => [],
        };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Words(JsonType type) =>
        type switch
        {
            JsonType.Text text => text.Kind,
            JsonType.Choice choice => string.Join(", ", choice.Words.Select(word => $"`{word}`")),
            JsonType.Integer { Minimum: long.MinValue } => "whole number",
            JsonType.Integer integer => integer.Minimum == integer.Maximum
                ? $"`{Of(integer.Minimum)}`"
                : $"whole number from {Of(integer.Minimum)} to {Of(integer.Maximum)}",
            JsonType.Number { Minimum: double.NegativeInfinity } => "number",
            JsonType.Number number => string.Create(
                CultureInfo.InvariantCulture,
                $"number {(number.IsAbove ? "above" : "from")} {number.Minimum} {(number.IsAbove ? "up to" : "to")} {number.Maximum}"
            ),
            JsonType.Flag => "`true` or `false`",
            JsonType.List { Fewest: var fewest, Most: { } most } list when fewest == most => $"list of {fewest}: {Words(list.Item)}",
            JsonType.List list => $"list{(list.Fewest > 0 ? $" of at least {list.Fewest}" : "")}: {Words(list.Item)}",
            JsonType.Either either => $"{Words(either.One)}, or {Words(either.Other)}",
            JsonType.Map map => $"object by {map.Word}: {Words(map.Value)}",
            _ => "object",
        };

    private static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
