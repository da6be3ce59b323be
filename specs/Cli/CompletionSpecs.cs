using Repro.Cli.CommandLine;
using Repro.Cli.Hosting;

namespace Repro.Specs.Cli;

/// <summary><c>repro complete</c>, which the scripts of <c>repro completion</c> call.</summary>
[Category("Fast")]
internal sealed class CompletionSpecs
{
    [TestCase("repro ver", "verify")]
    [TestCase(" repro ver", "verify")]
    [TestCase("repro --ver", "--version")]
    [TestCase("./repro baseline a", "accept")]
    [TestCase("repro train mnist-dense --se", "--seeds")]
    public void Completes_commands_and_options(string line, params string[] expected) =>
        ToolCommand.Suggestions(line, new HostSource()).Should().Contain(expected);

    [TestCase("repro ver", "verify")]
    [TestCase("repro completion s", null)]
    [TestCase("repro verify --tier s", "small")]
    [TestCase("repro verify --tier=s", "small")]
    public void Suggests_only_words_that_begin_with_the_word_at_the_cursor(string line, string? only) =>
        ToolCommand.Suggestions(line, new HostSource()).Should().Equal(only is null ? [] : [only]);

    [Test]
    public void Completes_the_names_of_runs_models_documents_and_claims()
    {
        ToolCommand.Suggestions("repro train mnist-d", new HostSource()).Should().Equal("mnist-dense");
        ToolCommand.Suggestions("repro summary mnist-f", new HostSource()).Should().Equal("mnist-full");
        ToolCommand.Suggestions("repro evaluate mnist-d", new HostSource()).Should().Equal("mnist-dense");
        ToolCommand.Suggestions("repro baseline accept mnist-d", new HostSource()).Should().Equal("mnist-dense");
        ToolCommand.Suggestions("repro draw curves --run mnist-d", new HostSource()).Should().Equal("mnist-dense");
        ToolCommand.Suggestions("repro verify --rerun mnist-d", new HostSource()).Should().Equal("mnist-dense");
        ToolCommand.Suggestions("repro report --document 00", new HostSource()).Should().Equal("000", "001", "002", "003", "004");
        ToolCommand.Suggestions("repro verify --claim d3-scratch-7", new HostSource()).Should().Contain("d3-scratch-71");
        ToolCommand.Suggestions("repro data fetch cifar100", new HostSource()).Should().Equal("cifar100");
        ToolCommand.Suggestions("repro train mnist-dense --backend t", new HostSource()).Should().Equal("tensorflow");
        ToolCommand.Suggestions("repro verify --claim d3-vgg150-total-p", new HostSource()).Should().Equal("d3-vgg150-total-params");
        ToolCommand.Suggestions("repro plan plan.json --claim d3-vgg150-total-p", new HostSource()).Should().BeEmpty();
        ToolCommand.Suggestions("repro plan plan.json --claim d3-scratch-7", new HostSource()).Should().Contain("d3-scratch-71");
    }

    [Test]
    public void Suggests_no_other_spellings_of_help() =>
        ToolCommand.Suggestions("repro verify ", new HostSource()).Should().Contain("--help").And.NotContain(["-h", "-?", "/h", "/?"]);

    [TestCase("bash", "complete -o default -F _repro repro")]
    [TestCase("zsh", "#compdef repro")]
    [TestCase("fish", "complete --command repro")]
    [TestCase("powershell", "Register-ArgumentCompleter")]
    public void Prints_a_script_for_each_shell(string shell, string part)
    {
        (int code, string output, string error) = Tool.Run("completion", shell);

        (code, error).Should().Be((0, ""));
        output.Should().Contain(part).And.Contain("repro complete");
    }

    [TestCase("bash")]
    [TestCase("zsh")]
    [TestCase("fish")]
    public void The_console_has_no_terminal_to_write_control_sequences_to(string shell) =>
        Tool.Run("completion", shell).Output.Should().Contain("</dev/null");

    [Test]
    public void An_unknown_shell_is_refused()
    {
        (int code, _, string error) = Tool.Run("completion", "tcsh");

        code.Should().Be(2);
        error.Should().Contain("tcsh").And.Contain("bash");
    }
}
