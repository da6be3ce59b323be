using System.CommandLine;
using Repro.Cli.CommandLine;
using Repro.Cli.Hosting;

namespace Repro.Specs.Cli;

[Category("Fast")]
internal sealed class HelpOverviewSpecs
{
    [Test]
    public void Each_command_has_one_line_of_at_most_80_columns()
    {
        string[] lines = Help().Split('\n');
        lines.Should().OnlyContain(line => line.Length <= 80);
        foreach (Command command in CommandList.All(new HostSource()).Where(command => !command.Hidden))
        {
            lines
                .Should()
                .ContainSingle(line => line.StartsWith($"  {command.Name} ", StringComparison.Ordinal))
                .Which.Should()
                .Contain(CommandOverview.Find(command.Name)!);
        }
    }

    [TestCase("repro COMMAND [options]")]
    [TestCase("repro baseline COMMAND [options]", "baseline")]
    [TestCase("repro train RUN --seeds LIST [options]", "train")]
    [TestCase("repro baseline diff [RUN] [options]", "baseline", "diff")]
    [TestCase("repro merge FOLDER... --out FOLDER [options]", "merge")]
    public void Usage_names_what_is_required(string usage, params string[] command) =>
        Help(command).Should().Contain($"Usage:\n  {usage}\n");

    [Test]
    public void Commands_and_values_that_are_optional_are_in_brackets()
    {
        Help("baseline").Should().Contain("\n  accept [RUN...]  Adds ").And.Contain("\n  diff [RUN]");
        Help("verify").Should().Contain("  --json [FILE] ").And.Contain("  --markdown <FILE> ");
    }

    private static string Help(params string[] command)
    {
        using StringWriter output = new();
        ToolCommand.Parse([.. command, "--help"], new HostSource()).Invoke(new InvocationConfiguration { Output = output });
        return output.ToString().ReplaceLineEndings("\n");
    }

    [Test]
    public void Examples_are_listed_below_the_options()
    {
        Help("baseline", "accept")
            .Should()
            .EndWith(
                "Examples:\n  repro baseline accept mnist-convnet --seeds 1-10\n  repro baseline accept --all --runs merged --backend tensorflow\n\n"
            )
            .And.NotContain("Example: ");
    }
}
