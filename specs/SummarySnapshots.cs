using Repro.Models;

namespace Repro.Specs;

/// <summary>
/// Summaries of all models, and all tables that the documents print, as they stand there (document 3 with its columns set
/// apart again, document 4 as far as it prints). A changed model is a readable difference of one of these files.
/// </summary>
[Category("Fast")]
public class SummarySnapshots
{
    private static IEnumerable<string> Models => SpecModels.Names;

    private static IEnumerable<TestCaseData> Printed => PrintedSummary.All.Select(printed => new TestCaseData(printed.Document, printed.Line));

    [TestCaseSource(nameof(Models))]
    public async Task Model_summary(string model) =>
        await Verify(KerasSummary.Print(SpecModels.Get(model), SpecModels.Parse(model).Generation)).UseDirectory("Snapshots");

    [TestCaseSource(nameof(Printed))]
    public async Task Printed_summary(int document, int line) =>
        await Verify(PrintedSummary.All.Single(printed => printed.Document == document && printed.Line == line).Print(SpecModels.Parse, new SummaryOptions()).Text).UseDirectory("Snapshots");
}
