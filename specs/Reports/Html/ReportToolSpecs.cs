using System.Text.RegularExpressions;
using Repro.Specs.Cli;

namespace Repro.Specs.Reports.Html;

/// <summary><c>repro report</c> as a process.</summary>
[Category("Fast"), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed partial class ReportToolSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void The_page_and_the_summary_are_written()
    {
        (int code, string output, string error) = Tool.Run(
            "report",
            "--document",
            "4",
            "--out",
            _folder.File("report.html"),
            "--markdown",
            _folder.File("summary.md")
        );

        error.Should().BeEmpty();
        output.Should().Contain("70 claims, 0 unexpected verdicts");
        File.ReadAllText(_folder.File("report.html"))
            .Should()
            .StartWith("<!doctype html>")
            .And.Contain("id=\"c-d4-off-by-one\"")
            .And.Contain("repro report --document 4")
            .And.EndWith("</html>\n");
        DeadLinks(_folder.File("report.html"))
            .Should()
            .BeEmpty("claims of other documents are not in this page, and so nothing leads to them");
        File.ReadAllText(_folder.File("summary.md")).Should().Contain("| 004 | 70 |");
        code.Should().Be(0);
    }

    [Test]
    public void A_page_beside_the_table_says_which_command_made_it()
    {
        (int code, _, string error) = Tool.Run("verify", "--claim", "d4-off-by-one", "--report", _folder.File("report.html"));

        (code, error).Should().Be((0, ""));
        File.ReadAllText(_folder.File("report.html"))
            .Should()
            .Contain("<code>repro verify --claim d4-off-by-one --report FILE</code>")
            .And.Contain("1 claim of 1 document")
            .And.NotContain(_folder.Path, "a page is sent around");
        DeadLinks(_folder.File("report.html")).Should().BeEmpty();
    }

    [TestCase("--compare-to requires --markdown FILE", "--compare-to", "old.json")]
    [TestCase("cannot be read as an index of figures", "--figures", "nowhere")]
    [TestCase("the file does not exist", "--compare-to", "nothing.json", "--markdown", "summary.md")]
    public void Bad_input_is_one_error_exit_2_and_nothing_written(string message, params string[] arguments)
    {
        (int code, string output, string error) = Tool.Run([
            "report",
            "--document",
            "4",
            "--out",
            _folder.File("report.html"),
            .. arguments,
        ]);

        (output + error).Should().Contain(message);
        code.Should().Be(2);
        Directory.EnumerateFileSystemEntries(_folder.Path).Should().BeEmpty();
    }

    // Places of the page that links name and that are not there.
    private static IEnumerable<string> DeadLinks(string file)
    {
        string page = File.ReadAllText(file);
        return Link()
            .Matches(page)
            .Select(match => match.Groups[1].Value)
            .Where(place => !page.Contains($" id=\"{place}\"", StringComparison.Ordinal));
    }

    [GeneratedRegex("href=\"#([^\"]*)\"")]
    private static partial Regex Link();
}
