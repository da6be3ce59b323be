using NUnit.Framework;
using NUnit.Framework.Internal;
using Repro.Configuration;
using Repro.Models.Summaries;
using Repro.Models.Summaries.Rules;
using Repro.Reports.Snapshots;

namespace Repro.NUnit;

/// <summary>
/// One case for each model of the project: its <c>summary()</c>, as Keras prints it, equals the accepted text in the folder
/// <c>snapshots</c> (category <c>Fast</c>). <c>public class TutorialModels : ModelSummaryFixture;</c>
/// </summary>
/// <remarks>
/// A difference, or a model without an accepted text, fails and writes <c>*.received.txt</c>. <c>repro snapshots review</c> shows it and
/// <c>repro snapshots accept NAME</c> accepts it. Commit the <c>*.verified.txt</c> files. Their names begin with the name of the class,
/// which must be unique among these fixtures.
/// </remarks>
public abstract class ModelSummaryFixture : ProjectFixture
{
    /// <summary>The test: NUnit calls it once for each model.</summary>
    [CaseSource]
    public void Summary_is_the_snapshot(string model)
    {
        SnapshotFile snapshot = new(
            Host.Project.SnapshotsFolder,
            SnapshotName.Of(GetType().Name.Split('`')[0], "Summary", ["model"], [model]),
            Host.Project.Root,
            SnapshotPolicy.OfEnvironment()
        );
        PrintedTable table = KerasSummary.Print(Host.Models.Parse(model), new SummaryOptions());
        if (snapshot.Compare(string.Join('\n', [table.Text, .. table.Remarks.Select(remark => $"Note: {remark}")])) is { } difference)
        {
            Assert.Fail(difference);
        }
    }

    /// <summary>The models that have a case: by default those in the project's folder of models.</summary>
    /// <returns>Names, with variants in braces if wanted: <c>vgg16-plus-dense256{base frozen}</c>.</returns>
    protected virtual IEnumerable<string> Models() => Host.Models.OwnNames;

    internal override IReadOnlyList<TestCaseParameters> TestCases() =>
        [.. Models().Select(model => new TestCaseData(model).SetName($"model {Plain(model)}").SetCategory("Fast"))];

    // Without the characters that a VSTest filter gives a meaning to.
    private static string Plain(string model) =>
        model
            .Replace("{", " ", StringComparison.Ordinal)
            .Replace("}", "", StringComparison.Ordinal)
            .Replace(",", "", StringComparison.Ordinal);

    internal override string NoCases => "The project has no models.";
}
