using Repro.Specs.Cli;

namespace Repro.Specs.Reports.Html;

/// <summary><c>repro report</c> as a process.</summary>
[Category("Fast"), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ReportToolSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void The_page_and_the_summary_are_written()
    {
        (int code, string output, string error) = Tool.Run("report", "--document", "4", "--out", _folder.File("report.html"), "--markdown", _folder.File("summary.md"));

        error.Should().BeEmpty();
        output.Should().Contain("70 statements, 0 against the book");
        File.ReadAllText(_folder.File("report.html")).Should().StartWith("<!doctype html>").And.Contain("id=\"c-d4-off-by-one\"").And.Contain("./repro report --document 4").And.EndWith("</html>\n");
        File.ReadAllText(_folder.File("summary.md")).Should().Contain("| 004 | 70 |");
        code.Should().Be(0);
    }

    [TestCase("name that file too", "--against", "old.json")]
    [TestCase("cannot be read as an index of pictures", "--pictures", "nowhere")]
    [TestCase("there is no such file", "--against", "nothing.json", "--markdown", "summary.md")]
    public void Bad_input_is_one_error_exit_2_and_nothing_written(string message, params string[] arguments)
    {
        (int code, string output, string error) = Tool.Run(["report", "--document", "4", "--out", _folder.File("report.html"), .. arguments]);

        (output + error).Should().Contain(message);
        code.Should().Be(2);
        Directory.EnumerateFileSystemEntries(_folder.Path).Should().BeEmpty();
    }
}
