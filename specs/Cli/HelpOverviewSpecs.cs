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
        using StringWriter output = new();
        ToolCommand.Parse(["--help"], new HostSource()).Invoke(new InvocationConfiguration { Output = output });

        string[] lines = output.ToString().ReplaceLineEndings("\n").Split('\n');
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

    [Test]
    public void Examples_are_listed_below_the_options()
    {
        using StringWriter output = new();
        ToolCommand.Parse(["baseline", "accept", "--help"], new HostSource()).Invoke(new InvocationConfiguration { Output = output });

        output
            .ToString()
            .ReplaceLineEndings("\n")
            .Should()
            .EndWith(
                "Examples:\n  repro baseline accept mnist-convnet --seeds 1-10\n  repro baseline accept --all --runs merged --backend tensorflow\n\n"
            )
            .And.NotContain("Example: ");
    }
}
