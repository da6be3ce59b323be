using System.Globalization;
using Repro.Inputs;

namespace Repro.Import.Drafting;

/// <summary>A cell of a claim file.</summary>
internal static class ClaimCell
{
    /// <summary>A cell that a spreadsheet does not take for a formula; relations are signs, and "=" is one of them.</summary>
    public static string Of(string column, string value) => column == "relation" || IsNumber(value) ? value : CsvCell.Of(value);

    // A spreadsheet shows "-0.02" as the number that it is.
    private static bool IsNumber(string value) =>
        double.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
}
