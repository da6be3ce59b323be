namespace Repro.Models.Summaries.Rows;

/// <summary>One layer's cells, before a layout cuts or wraps them.</summary>
/// <param name="Name">Name and class: <c>dense_1 (Dense)</c>.</param>
/// <param name="Connections">The tensors that the layer reads.</param>
/// <param name="Trainable">The cell of the column "Trainable".</param>
/// <param name="Inner">A nested model's layers, where they are listed.</param>
internal sealed record SummaryRow(
    string Name,
    string Shape,
    string Parameters,
    IReadOnlyList<string> Connections,
    string Trainable,
    IReadOnlyList<SummaryRow> Inner
);
