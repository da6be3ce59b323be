using System.Globalization;
using Repro.Models.Summaries;
using Repro.Models.Summaries.Rules;
using Repro.Project;

namespace Repro.Specs;

/// <summary>
/// Summaries of networks, and tables that the documents print, as they stand there (document 3 with its columns set
/// apart again, document 4 as far as it prints). A changed model is a readable difference of one of these files. A network or a
/// table without a snapshot is not compared.
/// </summary>
[Category("Fast")]
internal sealed class SummarySnapshots
{
    private static IEnumerable<string> Models => Snapshots("Model_summary_model=");

    private static IEnumerable<TestCaseData> Printed =>
        from name in Snapshots("Printed_summary_document=")
        let parts = name.Split("_line=")
        select new TestCaseData(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture));

    [TestCaseSource(nameof(Models))]
    public async Task Model_summary(string model) =>
        await Verify(KerasSummary.Print(SpecModels.Get(model), SpecModels.Parse(model).Generation)).UseDirectory("Snapshots");

    [TestCaseSource(nameof(Printed))]
    public async Task Printed_summary(string document, int line)
    {
        SummaryDeclaration printed = Own
            .Host.Project.File.Documents.Single(declared => declared.Id == document)
            .Summaries.Single(summary => summary.Line == line);

        await Verify(KerasSummary.Print(SpecModels.Parse(printed.Model), new SummaryOptions()).Text).UseDirectory("Snapshots");
    }

    // What follows the prefix in the names of the snapshots.
    private static IEnumerable<string> Snapshots(string prefix) =>
        from file in Directory
            .GetFiles(Repository.PathOf("specs", "Snapshots"), $"{nameof(SummarySnapshots)}.{prefix}*.verified.txt")
            .Order(StringComparer.Ordinal)
        let name = Path.GetFileName(file)[$"{nameof(SummarySnapshots)}.{prefix}".Length..]
        select name[..^".verified.txt".Length];
}
