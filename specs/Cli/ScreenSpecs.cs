using Repro.Cli.Output;
using Spectre.Console;

namespace Repro.Specs.Cli;

/// <summary>Tables, progress and colors on terminals of 60 to 200 columns.</summary>
[Category("Fast")]
internal sealed class ScreenSpecs
{
    private static readonly IReadOnlyList<IReadOnlyList<string>> Rows =
    [
        ["run", "model", "data set", "epochs", "declared", "hours left"],
        ["standin-squeezenet11-features-pool3", "squeezenet11-head-128", "cats_and_dogs_small", "30", "1-5", "-"],
        ["mnist-dense", "mnist-dense", "mnist", "5", "1-10", "-"],
    ];

    [Test]
    public void A_table_fits_every_terminal_and_breaks_no_cell([Values(60, 80, 99, 100, 120, 200)] int width)
    {
        string[] lines = [.. PlainTable.Lines(Rows, width)];

        lines.Should().OnlyContain(line => line.Length <= width);
        Rows.Skip(1).SelectMany(row => row).Should().OnlyContain(cell => lines.Any(line => line.Contains(cell)));
    }

    [Test]
    public void Where_a_table_fits_each_row_is_a_line_and_else_a_block()
    {
        string[] table = [.. PlainTable.Lines(Rows, null)];

        table.Should().HaveCount(3);
        PlainTable.Lines(Rows, table[0].Length).Should().Equal(table);
        PlainTable.Lines(Rows, table[0].Length - 1).Should().HaveCount(4);
        PlainTable
            .Lines(Rows, 60)
            .Should()
            .Equal(
                "standin-squeezenet11-features-pool3",
                "  model squeezenet11-head-128, data set cats_and_dogs_small,",
                "  epochs 30, declared 1-5, hours left -",
                "mnist-dense",
                "  model mnist-dense, data set mnist, epochs 5,",
                "  declared 1-10, hours left -"
            );
    }

    [Test]
    public void A_table_without_a_terminal_is_never_folded() =>
        Tool.Run("runs").Output.Split('\n').Should().Contain(line => line.StartsWith("run ") && line.TrimEnd().EndsWith("hours left"));

    [TestCase(200, "epoch 10/100  step 1000/1000  loss 0.1234  1:02:03 left")]
    [TestCase(56, "epoch 10/100  step 1000/1000  loss 0.1234  1:02:03 left")]
    [TestCase(55, "epoch 10/100  loss 0.1234  1:02:03 left")]
    [TestCase(39, "epoch 10/100  1:02:03 left")]
    [TestCase(10, "epoch 10/")]
    public void A_line_that_is_overwritten_leaves_the_last_column_empty(int width, string line) =>
        ScreenLine.Of(width, "epoch 10/100", "step 1000/1000", "loss 0.1234", "1:02:03 left").Should().Be(line);

    [TestCase("1", false)]
    [TestCase("", true)]
    [TestCase(null, true)]
    public void NO_COLOR_leaves_colors_out_and_keeps_bold(string? noColor, bool colored)
    {
        using StringWriter output = new();
        AnsiConsoleSettings settings = Terminal.Screen(new AnsiConsoleOutput(output), noColor);
        settings.Ansi = AnsiSupport.Yes;

        // What this process's terminal can do must not decide.
        if (settings.ColorSystem == ColorSystemSupport.Detect)
        {
            settings.ColorSystem = ColorSystemSupport.Standard;
        }

        AnsiConsole.Create(settings).Markup("[red]wrong[/] [bold]bold[/]");

        output.ToString().Should().Be($"{(colored ? "\u001b[91mwrong\u001b[0m" : "wrong")} \u001b[1mbold\u001b[0m");
    }
}
