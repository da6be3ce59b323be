using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Import.Statements;

namespace Repro.Bench.ImportScore;

/// <summary>Whether a statement is an expected claim: the same place, kind, value and relation.</summary>
internal static partial class ClaimMatch
{
    public static bool Is(Statement statement, ExpectedClaim expected) =>
        statement.Relation.Sign() == expected.Relation
        && IsKind(statement, expected.Kind)
        && IsAt(statement, expected.At)
        && Equal(statement.Value, expected.Value);

    /// <summary>The kind as files with expected claims write it.</summary>
    public static string KindOf(Statement statement) => JsonNamingPolicy.SnakeCaseLower.ConvertName(statement.Kind.ToString());

    // For the size of an image the expected claims have either of two kinds: "28 by 28 pixels".
    private static bool IsKind(Statement statement, string kind) =>
        KindOf(statement) == kind || (statement.Kind is StatementKind.Shape or StatementKind.ImageSize && kind is "shape" or "image_size");

    // In a notebook the cell, whether it is printed, and the row of a table; elsewhere lines must overlap.
    private static bool IsAt(Statement statement, string at)
    {
        Place place = statement.Place;
        if (Cell().Match(at) is { Success: true } cell)
        {
            return place.Cell == int.Parse(cell.Groups["cell"].Value, CultureInfo.InvariantCulture)
                && statement.Origin == Origin.Output == cell.Groups["output"].Success
                && (!cell.Groups["row"].Success || statement.Topic.Layer == cell.Groups["row"].Value);
        }

        Match lines = Lines().Match(at);
        int first = int.Parse(lines.Groups["first"].Value, CultureInfo.InvariantCulture);
        int last = lines.Groups["last"].Success ? int.Parse(lines.Groups["last"].Value, CultureInfo.InvariantCulture) : first;
        return place.Cell is null && place.Overlaps(new Place(null, first, last));
    }

    private static bool Equal(StatedValue stated, JsonElement expected) =>
        expected.ValueKind switch
        {
            JsonValueKind.Number => stated switch
            {
                StatedValue.Number number => Near(number.Amount, expected.GetDouble()),
                StatedValue.Axes { Lengths: [{ } only] } => only == expected.GetDouble(),
                _ => false,
            },
            JsonValueKind.String => stated switch
            {
                StatedValue.Axes axes => Shape(axes) == Unspaced(expected.GetString()!),
                StatedValue.Word word => word.Text == expected.GetString(),
                StatedValue.Number number => $"({number},)" == Unspaced(expected.GetString()!),
                _ => false,
            },
            JsonValueKind.Array => EqualList(stated, [.. expected.EnumerateArray()]),
            _ => false,
        };

    private static bool EqualList(StatedValue stated, JsonElement[] expected) =>
        stated switch
        {
            StatedValue.Span span => expected.Length == 2
                && expected.All(end => end.ValueKind == JsonValueKind.Number)
                && Near(span.Low, expected[0].GetDouble())
                && Near(span.High, expected[1].GetDouble()),
            StatedValue.AxesSpan sizes => expected.Length == 2
                && expected.All(end => end.ValueKind == JsonValueKind.String)
                && Shape(sizes.First) == Unspaced(expected[0].GetString()!)
                && Shape(sizes.Last) == Unspaced(expected[1].GetString()!),
            StatedValue.Several several => expected.All(one => one.ValueKind == JsonValueKind.Number)
                && several.Amounts.SequenceEqual(expected.Select(one => one.GetDouble())),
            StatedValue.Names names => expected.All(one => one.ValueKind == JsonValueKind.String)
                && names.Words.SequenceEqual(expected.Select(one => one.GetString()!)),
            _ => false,
        };

    private static bool Near(double one, double other) => Math.Abs(one - other) <= 1e-9 * Math.Max(1, Math.Abs(other));

    private static string Shape(StatedValue.Axes axes) =>
        $"({string.Join(',', axes.Lengths.Select(axis => axis?.ToString(CultureInfo.InvariantCulture) ?? "None"))}{(axes.Lengths.Count == 1 ? "," : "")})";

    private static string Unspaced(string text) => text.Replace(" ", "", StringComparison.Ordinal);

    [GeneratedRegex(@"^cell (?<cell>\d+)(?: (?<output>output)(?: row (?<row>\S+))?)?$")]
    private static partial Regex Cell();

    [GeneratedRegex(@"^lines? (?<first>\d+)(?:-(?<last>\d+))?")]
    private static partial Regex Lines();
}
