using System.Globalization;

namespace Repro.Models;

/// <summary>Keras's <c>model.summary()</c>, to the character, as each generation of Keras prints it.</summary>
public static class KerasSummary
{
    /// <summary>The whole table, lines ended by LF, none behind the last.</summary>
    public static string Print(Model model, KerasGeneration generation)
    {
        SummaryStyle style = SummaryStyle.Of(generation);
        SummaryColumns columns = SummaryColumns.Of(model);
        string thin = new('_', columns.Width);
        string thick = new('=', columns.Width);

        List<string> lines = style.ModelLine ? [$"Model: \"{model.Name}\""] : [];
        lines.AddRange([thin, Row(style, columns, columns.Headings), thick]);
        for (int index = 0; index < model.Layers.Count; index++)
        {
            lines.AddRange(Rows(model, model.Layers[index], style, columns));
            lines.Add(index < model.Layers.Count - 1 ? thin : thick);
        }

        ParameterCounts counts = ParameterCounts.Of(model);
        lines.Add($"Total params: {KerasNotation.Thousands(counts.Total)}");
        lines.Add($"Trainable params: {KerasNotation.Thousands(counts.Trainable)}");
        lines.Add($"Non-trainable params: {KerasNotation.Thousands(counts.NonTrainable)}");
        if (style.ClosingLine)
        {
            lines.Add(thin);
        }

        return string.Join('\n', lines);
    }

    /// <summary>The lines of one layer: several where it is connected to several.</summary>
    public static IReadOnlyList<string> Rows(Model model, Node node, KerasGeneration generation) =>
        [.. Rows(model, node, SummaryStyle.Of(generation), SummaryColumns.Of(model))];

    private static IEnumerable<string> Rows(Model model, Node node, SummaryStyle style, SummaryColumns columns)
    {
        string shape = KerasNotation.Batch(node.OutputShape);
        string[] cells =
        [
            $"{node.Layer.Name} ({node.Layer.TypeName})",
            style.BracketsInputs && node.Layer is InputLayer ? $"[{shape}]" : shape,
            ParameterCounts.Of(node).ToString(CultureInfo.InvariantCulture),
        ];
        if (!columns.ListsConnections)
        {
            yield return Row(style, columns, cells);
            yield break;
        }

        string[] connections = [.. node.Inputs.Select(from => KerasNotation.Tensor(model.Nodes[from])).DefaultIfEmpty("")];
        yield return Row(style, columns, [.. cells, connections[0]]);
        foreach (string connection in connections.Skip(1))
        {
            yield return Row(style, columns, ["", "", "", connection]);
        }
    }

    private static string Row(SummaryStyle style, SummaryColumns columns, IReadOnlyList<string> cells) =>
        style.CutsCells ? columns.CutRow(cells) : columns.WholeRow(cells);
}
