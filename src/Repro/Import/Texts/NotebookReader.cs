using System.Text.Json;
using Repro.Inputs;

namespace Repro.Import.Texts;

/// <summary>Reads Jupyter notebooks of the formats 3 and 4: cells with their outputs.</summary>
internal static class NotebookReader
{
    private const string What = "a notebook";
    private const int MostCells = 10_000;

    /// <exception cref="InputException">The text is not a notebook, or too large.</exception>
    public static SourceText Read(string name, string text)
    {
        using JsonDocument json = InputJson.Parse(text, name, What);
        JsonElement[] cells = [.. Cells(name, json.RootElement)];
        if (cells.Length > MostCells)
        {
            throw new InputException(
                FormattableString.Invariant($"{name}: the notebook has {cells.Length} cells; at most {MostCells} are read.")
            );
        }

        List<TextBlock> blocks = [];
        foreach ((int index, JsonElement cell) in cells.Index())
        {
            string source = Text(cell, "source") ?? Text(cell, "input") ?? "";
            switch (Text(cell, "cell_type"))
            {
                case "code":
                    ReadCode(index, cell, source, blocks);
                    break;
                case "markdown" or "heading":
                    blocks.AddRange(MarkdownReader.Blocks(name, source, index));
                    break;
                default:
                    blocks.Add(new TextBlock(BlockKind.Other, index, 1, TextLines.Of(source)));
                    break;
            }
        }

        return SourceText.Of(name, blocks);
    }

    private static IEnumerable<JsonElement> Cells(string name, JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Object)
        {
            if (root.TryGetProperty("cells", out JsonElement cells) && cells.ValueKind == JsonValueKind.Array)
            {
                return cells.EnumerateArray();
            }

            if (root.TryGetProperty("worksheets", out JsonElement sheets) && sheets.ValueKind == JsonValueKind.Array)
            {
                return sheets
                    .EnumerateArray()
                    .Where(sheet =>
                        sheet.ValueKind == JsonValueKind.Object
                        && sheet.TryGetProperty("cells", out JsonElement inner)
                        && inner.ValueKind == JsonValueKind.Array
                    )
                    .SelectMany(sheet => sheet.GetProperty("cells").EnumerateArray());
            }
        }

        throw new InputException($"{name}: cannot be read as {What}: it has no list 'cells'.");
    }

    private static void ReadCode(int index, JsonElement cell, string source, List<TextBlock> blocks)
    {
        string[] lines = TextLines.Of(source);
        blocks.Add(new TextBlock(BlockKind.Code, index, 1, lines));
        int next = lines.Length + 1;
        if (
            cell.ValueKind != JsonValueKind.Object
            || !cell.TryGetProperty("outputs", out JsonElement outputs)
            || outputs.ValueKind != JsonValueKind.Array
        )
        {
            return;
        }

        foreach (JsonElement output in outputs.EnumerateArray())
        {
            // What went to the error stream are warnings and logs of libraries.
            bool other =
                Text(output, "name") == "stderr" || Text(output, "stream") == "stderr" || Text(output, "output_type") is "error" or "pyerr";
            string[] printed = TextLines.Printed(Printed(output));
            if (printed.Length == 0)
            {
                continue;
            }

            blocks.Add(
                new TextBlock(other ? BlockKind.Other : BlockKind.Output, index, next, printed)
                {
                    IsStream = Text(output, "output_type") == "stream",
                }
            );
            next += printed.Length;
        }
    }

    // A rich output has the same content in several forms.
    private static string Printed(JsonElement output)
    {
        if (Text(output, "text") is { } text)
        {
            return text;
        }

        return output.ValueKind == JsonValueKind.Object && output.TryGetProperty("data", out JsonElement data)
            ? Text(data, "text/plain") ?? ""
            : "";
    }

    // A text is one string or a list of its lines.
    private static string? Text(JsonElement element, string key)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(key, out JsonElement value))
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Array => string.Concat(
                value.EnumerateArray().Where(line => line.ValueKind == JsonValueKind.String).Select(line => line.GetString())
            ),
            _ => null,
        };
    }
}
