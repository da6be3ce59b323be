namespace Repro.Import.Evaluation.Values;

/// <summary>What <c>iloc</c> or <c>loc</c> of a table gives: rows and columns are taken from it.</summary>
/// <param name="byPlace">Whether columns are taken by their places instead of their names.</param>
internal sealed class TableIndexer(ArrayValue table, bool byPlace) : Value
{
    public ArrayValue Table => table;

    public bool ByPlace => byPlace;

    public override string Shown => "table";
}
