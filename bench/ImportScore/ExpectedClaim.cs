using System.Text.Json;

namespace Repro.Bench.ImportScore;

/// <summary>A claim that a careful reader draws from a text.</summary>
/// <param name="At">Cell or lines, as the file writes them: <c>cell 8</c>, <c>line 80-105</c>, <c>cell 4 output row conv2d_1</c>.</param>
internal sealed record ExpectedClaim(int Number, string At, string Kind, string Relation, JsonElement Value, string Quote, bool HasNumber)
{
    public static ExpectedClaim Read(JsonElement claim) =>
        new(
            claim.GetProperty("n").GetInt32(),
            claim.GetProperty("at").GetString()!,
            claim.GetProperty("kind").GetString()!,
            claim.GetProperty("relation").GetString() switch
            {
                "about" => "~",
                "range" => "in",
                var other => other!,
            },
            claim.GetProperty("value").Clone(),
            claim.GetProperty("quote").GetString()!,
            !(
                claim.TryGetProperty("note", out JsonElement note)
                && note.GetString()!.StartsWith("a claim without a number", StringComparison.Ordinal)
            )
        );
}
