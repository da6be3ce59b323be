using Repro.Claims;
using Repro.Import.Statements;

namespace Repro.Import.Printed;

/// <summary>A table of <c>model.summary()</c> that a tutorial prints.</summary>
/// <param name="Number">Of the table in the text, from 0.</param>
/// <param name="Totals">By <c>total_params</c>, <c>trainable_params</c> and <c>non_trainable_params</c>.</param>
internal sealed record PrintedSummary(
    int Number,
    Place Place,
    IReadOnlyList<PrintedLayer> Layers,
    IReadOnlyDictionary<string, PrintedTotal> Totals
);

/// <summary>A row of such a table.</summary>
/// <param name="Name">As it is printed.</param>
/// <param name="Class">Keras's class, cut where the table cuts it.</param>
/// <param name="Shape">Null where the table has none, or several.</param>
/// <param name="Parameters">Null where the table has none.</param>
internal sealed record PrintedLayer(Place Place, string Name, string Class, IReadOnlyList<int?>? Shape, long? Parameters);

/// <summary>A line below such a table.</summary>
/// <param name="IsRounded">Whether the number is abbreviated: 25.6M.</param>
internal sealed record PrintedTotal(Place Place, StatedValue.Number Amount, bool IsRounded)
{
    /// <summary>Whether the line prints another number, of which this one is a part.</summary>
    public bool IsComputed { get; init; }
}
