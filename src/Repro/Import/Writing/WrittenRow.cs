using CsvHelper;

namespace Repro.Import.Writing;

/// <summary>A row of a claim file that exists.</summary>
/// <param name="Raw">The row as the file has it, without its line break.</param>
/// <param name="Cells">By the names of the columns.</param>
internal sealed record WrittenRow(string Raw, IReadOnlyDictionary<string, string> Cells)
{
    public string Id => Cells["id"];

    public string Line => Cells["line"];

    public string Reason => Cells["reason"];

    /// <summary>The row that a reader is at.</summary>
    /// <exception cref="CsvHelperException">A column is missing in the row.</exception>
    public static WrittenRow Of(CsvReader csv, IReadOnlyList<string> header) =>
        new(
            csv.Parser.RawRecord.TrimEnd('\r', '\n'),
            header
                .Distinct(StringComparer.Ordinal)
                .ToDictionary(column => column, column => csv.GetField(column) ?? "", StringComparer.Ordinal)
        );
}
