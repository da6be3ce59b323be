using Repro.Inputs;

namespace Repro.Import.Drafting;

/// <summary>A cell of a claim file.</summary>
internal static class ClaimCell
{
    /// <summary>A cell that a spreadsheet does not take for a formula; relations are signs, and "=" is one of them.</summary>
    public static string Of(string column, string value) => column == "relation" ? value : CsvCell.Of(value);
}
