using System.Globalization;
using NUnit.Framework;
using NUnit.Framework.Internal;
using Repro.Claims;
using Repro.Data;
using Repro.Figures.Drawing;
using Repro.Outputs;
using Repro.Reports;
using Repro.Reports.Html;

namespace Repro.NUnit;

/// <summary>
/// One case that writes the report of <c>repro report</c> with the probes of the fixture, which the command does not have (category
/// <c>Report</c>). <c>public class TutorialReport : ReportFixture</c>, with the same <c>Configure</c> as the fixture of the claims.
/// </summary>
public abstract class ReportFixture : ProjectFixture
{
    /// <summary>The HTML file: an absolute path, or one in the project. By default <c>results/report.html</c>.</summary>
    protected virtual string ReportFile => Path.Combine("results", "report.html");

    /// <summary>The test: measures all claims and writes the report. Verdicts do not change its outcome.</summary>
    /// <exception cref="AssertionException">A claim has an error, or the file cannot be written.</exception>
    [CaseSource]
    public void Report_is_written(string file)
    {
        try
        {
            Write(file);
        }
        catch (InputException exception)
        {
            // The message says everything; a stack trace of the library would hide it.
            Assert.Fail(exception.Message);
        }
        catch (Exception exception) when (Verifier.FailedClaim(exception) is { } claim)
        {
            // The trace shows the place in the probe, but not the claim.
            throw new InvalidOperationException($"{claim}: {exception.Message}", exception);
        }
    }

    private void Write(string file)
    {
        string path = Path.GetFullPath(file, Host.Project.Root);
        OutputFile.Require(path);
        DataRoot.Require(Host.Settings.DataRoot);
        ProbeRegistry probes = Host.Probes();
        VerificationReport verification = new(new Verifier(probes).Verify(Host.Claims.Whole().Claims), Host.Claims.Claims);
        string command = $"dotnet test --filter Category={ClaimCategories.Report}";
        OutputFile.WriteText(
            path,
            HtmlReport.Of(ReportContents.Of(Host, verification, probes, backend: null, Figures(), command, LeaveOut))
        );
        TestContext.Out.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{path}: {Counted.Of(verification.Results.Count, "claim")}, {Counted.Of(verification.Disagreements.Count, "unexpected verdict")}"
            )
        );
    }

    // The figures that `repro draw` wrote in the project, as `repro report` shows them.
    private IReadOnlyList<ReportFigure> Figures()
    {
        string folder = Path.Combine(Host.Project.Root, FigureIndex.DefaultFolder);
        return File.Exists(Path.Combine(folder, FigureIndex.FileName)) ? ReportFigures.Load(folder) : [];
    }

    private static void LeaveOut(string error) => TestContext.Out.WriteLine($"{error} The page does not show this run.");

    internal override IReadOnlyList<TestCaseParameters> TestCases() =>
        [new TestCaseData(ReportFile).SetName("report").SetCategory(ClaimCategories.Report)];

    internal override string NoCases => "The project has no report.";
}
