using System.Text.Json;
using System.Text.Json.Nodes;
using Repro.Inputs;

namespace Repro.Import.Writing;

/// <summary>Compares the texts of run files.</summary>
internal static class RunText
{
    // The note has the place of the code, which moves when lines are inserted in front of it.
    private static readonly string[] Remarks = ["$schema", "note"];

    /// <summary>Whether two run files describe the same training: their notes and their schemas' addresses may differ.</summary>
    public static bool SaysTheSame(string first, string second) =>
        first == second || (Described(first) is { } one && Described(second) is { } other && JsonNode.DeepEquals(one, other));

    // Null for a text that is not an object of JSON.
    private static JsonObject? Described(string text)
    {
        try
        {
            if (InputJson.Value<JsonNode>(text, JsonSerializerOptions.Default) is not JsonObject run)
            {
                return null;
            }

            foreach (string remark in Remarks)
            {
                run.Remove(remark);
            }

            return run;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
