using System.Text.RegularExpressions;
using Repro.Import.Programs;
using Repro.Import.Statements;

namespace Repro.Import.Meaning;

/// <summary>The published data that the code loads and that a statement means.</summary>
internal sealed partial class LoadedData(ImportedProgram program, AnnouncedCode announced)
{
    /// <summary>
    /// The data that a statement names, or announces as the next ones: "Next, we use CIFAR-10, which has ...". Null for none.
    /// </summary>
    public ImportedData? Of(Statement statement)
    {
        string[] named = statement.Topic.DataSets.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        ImportedData[] loaded = [.. program.Data.Where(data => data.IsPublished)];
        ImportedData[] meant =
        [
            .. loaded.Where(data => named.Contains(data.Name, StringComparer.OrdinalIgnoreCase)).DistinctBy(data => data.Name),
        ];
        return named.Length > 0 ? (named.Length == 1 && meant is [var only] ? only : null)
            : statement.Origin == Origin.Prose && NextData().IsMatch(statement.Quote)
                ? loaded.FirstOrDefault(data => announced.Has(statement, data.Place))
            : null;
    }

    [GeneratedRegex(
        @"\b(?:next|this time|instead|let's|let us|we (?:will|turn|move|switch)|we'll|(?:now|then),? (?:we )?(?:use|load|try|take|turn|move|switch)|(?:another|new|second|different) (?:\w+ )?(?:data|data ?set|task|problem))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex NextData();
}
