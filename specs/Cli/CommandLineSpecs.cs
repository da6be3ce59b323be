using System.CommandLine;
using Repro.Cli.CommandLine;
using Repro.Cli.Commands.Data;
using Repro.Cli.Commands.Project;
using Repro.Cli.Commands.Training;
using Repro.Cli.Hosting;
using Repro.Configuration;

namespace Repro.Specs.Cli;

/// <summary>What a command line means and what is wrong with it, without a process.</summary>
[Category("Fast")]
internal sealed class CommandLineSpecs
{
    [Test]
    public void Every_command_prints_its_help()
    {
        foreach (Command command in CommandList.All(new HostSource()).SelectMany(command => (Command[])[command, .. command.Subcommands]))
        {
            string[] verbs = [.. command.Parents.OfType<Command>().Select(parent => parent.Name), command.Name];

            (int code, string output, string error) = Tool.Run([.. verbs, "--help"]);

            (code, error).Should().Be((0, ""), command.Name);
            output.Should().Contain($"repro {string.Join(' ', verbs)}", command.Name);
        }
    }

    [TestCase(
        "repro plan: Unknown option '--seds'. Did you mean '--seeds'? See: repro plan --help",
        "plan",
        "q.json",
        "--run",
        "mnist-dense",
        "--seds",
        "1"
    )]
    [TestCase("repro plan: Unknown option '-s'. See: repro plan --help", "plan", "q.json", "--run", "mnist-dense", "-s", "1")]
    [TestCase("repro baseline diff: Unknown option '--csv'. See: repro baseline diff --help", "baseline", "diff", "--csv")]
    [TestCase(
        "repro baseline accept: Unknown option '--al'. Did you mean '--all'? See: repro baseline accept --help",
        "baseline",
        "accept",
        "--al"
    )]
    [TestCase(
        "repro merge: Unknown option '--verify-duplicate'. Did you mean '--verify-duplicates'? See: repro merge --help",
        "merge",
        "a",
        "--verify-duplicate",
        "--out",
        "b"
    )]
    [TestCase("repro models: Unknown option '--projct'. See: repro models --help", "models", "--json", "--projct")]
    [TestCase("repro claims: Unknown option '--jsn'. Did you mean '--json'? See: repro claims --help", "claims", "--grep", "--jsn")]
    [TestCase("repro: Unknown command 'foo'. The commands are init, verify, *", "foo", "--bar")]
    public void An_unknown_option_is_never_taken_for_a_value(string message, params string[] arguments) =>
        UsageErrors.Of(ToolCommand.Parse(arguments, new HostSource()), arguments).Should().Match(message);

    [TestCase("claims", "--grep=--jsn")]
    [TestCase("merge", "--out", "b", "--", "--a")]
    [TestCase("verify", "--json", "-")]
    [TestCase("verify", "--json")]
    [TestCase("models", "--json", "models.json")]
    [TestCase("plan", "q.json", "--run", "mnist-dense", "--seeds", "-1")]
    [TestCase("train", "mnist-dense", "--seeds", "1", "--backend", "cpu")]
    [TestCase("claims", "--tier", "fast")]
    [TestCase("report", "--tier", "fast")]
    public void What_is_a_value_stays_one(params string[] arguments) =>
        UsageErrors.Of(ToolCommand.Parse(arguments, new HostSource()), arguments).Should().BeNull();

    [TestCase("--help")]
    [TestCase("verify --help", "help", "verify")]
    [TestCase("data fetch --help", "help", "data", "fetch")]
    [TestCase("--help", "help")]
    [TestCase("verify --claim help", "verify", "--claim", "help")]
    public void Help_has_several_spellings(string meant, params string[] given) =>
        string.Join(' ', ToolCommand.Arguments(given)).Should().Be(meant);

    [Test]
    public void The_list_of_commands_has_a_sentence_for_each()
    {
        Help().Should().HaveCountLessThan(60).And.NotContain(line => line.Contains("Example", StringComparison.Ordinal));
        Help("verify").Should().ContainInConsecutiveOrder("Examples:", "  repro verify --tier fast");
    }

    [Test]
    public void Defaults_are_written_as_values_are() =>
        Help("baseline", "accept").Should().Contain(line => line.Contains("[default: cpu]", StringComparison.Ordinal));

    [Test]
    public void The_version_names_the_commit_and_says_where_files_differ_from_it()
    {
        VersionAction.Text("1.2.3+0123").Should().Be("1.2.3 at commit 0123");
        VersionAction.Text("1.2.3").Should().Be("1.2.3");
    }

    [Test]
    public void A_data_root_that_does_not_exist_is_not_created_by_a_download()
    {
        using TemporaryFolder folder = new();
        Settings settings = Settings.Load(folder.Path, [], new Dictionary<string, string?> { ["REPRO_DATA"] = folder.File("dta") });

        FluentActions
            .Invoking(() => DataFetchCommand.Root(settings, create: false))
            .Should()
            .Throw<InputException>()
            .WithMessage($"The data root '{folder.File("dta")}' does not exist. * --create *");
        Directory.Exists(folder.File("dta")).Should().BeFalse();
        DataFetchCommand.Root(settings, create: true).Should().Be(folder.File("dta"), "a download creates it");
    }

    [Test]
    public void Bench_names_all_that_its_backend_may_be() =>
        FluentActions
            .Invoking(() => BenchCommand.Names("gpu", Own.Host))
            .Should()
            .Throw<InputException>()
            .WithMessage("--backend 'gpu' must be cpu, tensorflow or both.");

    [Test]
    public void A_folder_that_merge_is_given_twice_is_named() => MergeCommand.Repeated(["a", "b", "./a/", "c"]).Should().Equal("a");

    private static string[] Help(params string[] verbs)
    {
        using StringWriter output = new();
        ToolCommand.Parse([.. verbs, "--help"], new HostSource()).Invoke(new InvocationConfiguration { Output = output });
        return output.ToString().Split('\n');
    }
}
