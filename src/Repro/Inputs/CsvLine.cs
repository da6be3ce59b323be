using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Repro.Inputs;

/// <summary>
/// Lines of CSV files, as CsvHelper writes them: cells with commas, quotes or line breaks, and cells that begin or end with a space, are
/// quoted.
/// </summary>
internal static class CsvLine
{
    private static readonly CsvConfiguration Configuration = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\n",
        // By itself CsvHelper quotes only the line break that is set.
        ShouldQuote = cell => ConfigurationFunctions.ShouldQuote(cell) || cell.Field?.Contains('\r', StringComparison.Ordinal) == true,
    };

    /// <summary>A line with its line break.</summary>
    public static string Of(IEnumerable<string> cells)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        using (CsvWriter csv = new(text, Configuration))
        {
            foreach (string cell in cells)
            {
                csv.WriteField(cell);
            }

            csv.NextRecord();
        }

        return text.ToString();
    }
}
