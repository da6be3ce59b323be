using System.Text.RegularExpressions;
using Repro.Cli.CommandLine;
using Repro.Cli.Hosting;

namespace Repro.Specs.House;

/// <summary>The workflows keep the house's rules: pinned actions, few permissions, and steps that run on anybody's machine.</summary>
[Category("Fast")]
internal sealed partial class WorkflowSpecs
{
    private static IEnumerable<string> Files =>
        Directory
            .GetFiles(Repository.PathOf(".github", "workflows"), "*.yml")
            .Select(file => Path.GetFileName(file))
            .Order(StringComparer.Ordinal);

    [Test]
    public void The_workflows_are_these() =>
        Files.Should().Equal("comment.yml", "fast.yml", "nightly-cpu.yml", "nightly-gpu.yml", "site.yml", "systems.yml");

    [TestCaseSource(nameof(Files))]
    public void Actions_are_pinned_by_commit_with_their_version_beside(string file)
    {
        string[] uses = [.. Lines(file).Where(line => line.Contains("uses:", StringComparison.Ordinal))];

        uses.Should().NotBeEmpty();
        uses.Should().OnlyContain(line => Pinned().IsMatch(line));
    }

    [TestCaseSource(nameof(Files))]
    public void Permissions_concurrency_and_a_time_limit_are_said(string file)
    {
        string text = Text(file);

        text.Should().MatchRegex("(?m)^permissions:( \\{\\}|\n  contents: read)$").And.MatchRegex("(?m)^concurrency:\n  group: ");
        Regex.Count(text, "(?m)^    timeout-minutes: ").Should().Be(Regex.Count(text, "(?m)^    runs-on: "));
        text.Should().NotContain("pull_request_target").And.NotContain("write-all").And.NotContain("secrets.");
        Regex.Count(text, "persist-credentials: false").Should().Be(Regex.Count(text, "actions/checkout@"));
    }

    [Test]
    public void Only_the_workflow_that_runs_no_foreign_code_may_write()
    {
        Files.Where(file => Text(file).Contains(": write", StringComparison.Ordinal)).Should().Equal("comment.yml");
        string comment = Text("comment.yml");
        comment
            .Should()
            .Contain("workflow_run:")
            .And.Contain("ref: ${{ github.event.repository.default_branch }}")
            .And.NotContain("head_sha }}\n          ref");
        Runs("comment.yml").Should().Equal(".github/scripts/post-comment.sh comment");
    }

    [TestCaseSource(nameof(Files))]
    public void Every_step_is_a_script_or_a_verb_of_the_tool(string file)
    {
        string[] verbs = [.. CommandList.All(new HostSource()).Select(command => command.Name), "test", "pack"];
        foreach (string run in Runs(file))
        {
            run.Should().NotContain("${{", "an expression in a script is text that somebody else may choose");
            Match script = Regex.Match(run, "^\\.github/scripts/(?<name>[a-z-]+\\.sh)( |$)");
            Match verb = Regex.Match(run, "^\\./repro (?<verb>[a-z-]+)");
            bool trial = run.StartsWith(".ci/packages/run.sh ", StringComparison.Ordinal);
            (
                trial ? File.Exists(Repository.PathOf(".ci", "packages", "run.sh"))
                : script.Success ? File.Exists(Repository.PathOf(".github", "scripts", script.Groups["name"].Value))
                : verb.Success && verbs.Contains(verb.Groups["verb"].Value)
            ).Should().BeTrue($"'{run}' runs on anybody's machine");
        }
    }

    [Test]
    public void Every_script_is_used_and_executed_by_a_spec()
    {
        string all = string.Concat(Files.Select(Text));
        string specs =
            File.ReadAllText(Repository.PathOf("specs", "House", "WorkflowScriptSpecs.cs"))
            + File.ReadAllText(Repository.PathOf("specs", "House", "CommentScriptSpecs.cs"));

        string[] scripts = [.. Directory.GetFiles(Repository.PathOf(".github", "scripts")).Select(file => Path.GetFileName(file))];

        scripts.Should().OnlyContain(script => all.Contains($".github/scripts/{script}"));
        scripts.Should().OnlyContain(script => specs.Contains($"\"{script}\""));
    }

    private static IEnumerable<string> Runs(string file) =>
        Lines(file).Select(line => RunLine().Match(line)).Where(match => match.Success).Select(match => match.Groups["run"].Value);

    private static string Text(string file) => File.ReadAllText(Repository.PathOf(".github", "workflows", file)).ReplaceLineEndings("\n");

    private static string[] Lines(string file) => Text(file).Split('\n');

    [GeneratedRegex("^ +(- )?uses: [a-z-]+/[a-z-]+@[0-9a-f]{40} # v[0-9]+\\.[0-9]+\\.[0-9]+$")]
    private static partial Regex Pinned();

    [GeneratedRegex("^ +(- )?run: (?<run>.+)$")]
    private static partial Regex RunLine();
}
