using System.Text.Json.Nodes;
using Repro.Import.Evaluation.State;
using Repro.Import.Texts;
using Repro.Import.Writing;

namespace Repro.Specs.Import;

/// <summary>Drafts of imports of texts that specs contain.</summary>
internal static class Drafts
{
    public static ImportDraft Of(string text, string name = "a.md", ArrayShapes? shapes = null) =>
        ImportDraft.Of(
            "a",
            SourceText.Parse(name, text),
            Own.Host.Models,
            Own.Host.Runs.Data.Sets,
            Own.Host.Probes().Prefixes,
            shapes: shapes
        );

    /// <summary>The draft of a notebook.</summary>
    /// <param name="cells">Cells of code with what they print; empty for nothing.</param>
    public static ImportDraft OfCells(params (string Code, string Output)[] cells) =>
        Of(
            new JsonObject
            {
                ["cells"] = new JsonArray([
                    .. cells.Select(cell => new JsonObject
                    {
                        ["cell_type"] = "code",
                        ["source"] = cell.Code.ReplaceLineEndings("\n"),
                        ["outputs"] =
                            cell.Output.Length == 0
                                ? []
                                : new JsonArray(
                                    new JsonObject
                                    {
                                        ["output_type"] = "stream",
                                        ["name"] = "stdout",
                                        ["text"] = cell.Output.ReplaceLineEndings("\n"),
                                    }
                                ),
                    }),
                ]),
            }.ToJsonString(),
            "a.ipynb"
        );
}
