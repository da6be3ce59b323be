using Repro.Inputs;

namespace Repro.Import.Drafting;

/// <summary>A cell of a claim file.</summary>
internal static class ClaimCell
{
    /// <summary>A cell that a spreadsheet does not take for a formula; relations are signs, and "=" is one of them.</summary>
    public static string Of(string column, string value) => column == "relation" ? value : CsvCell.Of(value);

    /// <summary>A cell that somebody wrote, with nothing changed in it.</summary>
    public static string Quoted(string value) =>
        value.AsSpan().IndexOfAny(",\"\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
