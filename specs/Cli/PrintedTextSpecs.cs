using Repro.Cli.Hosting;
using Repro.Cli.Output;

namespace Repro.Specs.Cli;

/// <summary>Text from outside cannot move a terminal's cursor, set its title, or hide a line (fault 9).</summary>
[Category("Fast")]
internal sealed class PrintedTextSpecs
{
    [TestCase("\u001b]0;title\u0007", "\\u001b]0;title\\u0007")]
    [TestCase("\u009b2J", "\\u009b2J")]
    [TestCase("all fine\rrepro", "all fine\\u000drepro")]
    [TestCase("a\0b\u007f", "a\\u0000b\\u007f")]
    [TestCase("left\u202eright", "left\\u202eright")]
    [TestCase("line\u2028line", "line\\u2028line")]
    [TestCase("tab\tand\nline", "tab\tand\nline")]
    [TestCase("naïve 数 \U0001F600", "naïve 数 \U0001F600")]
    public void What_a_terminal_acts_on_is_printed_as_its_code(string text, string printed)
    {
        PrintedText.Of(text).Should().Be(printed);
        Written(text).Should().Be(printed);
    }

    [Test]
    public void A_half_of_a_surrogate_pair_is_printed_as_its_code()
    {
        PrintedText.Of("a\ud800b").Should().Be("a\\ud800b");
        PrintedText.Of("a\udc00").Should().Be("a\\udc00");
        PrintedText.Of("\ud83d").Should().Be("\\ud83d");
    }

    [TestCase("\u001b[31m", "?[31m")]
    [TestCase("a\nb\tc\u202e", "a?b?c?")]
    public void A_line_of_a_table_keeps_its_width(string line, string printed)
    {
        PrintedText.Line(line).Should().Be(printed);
        printed.Should().HaveLength(line.Length);
    }

    // An attribute cannot hold half a pair.
    [Test]
    public void A_half_pair_in_a_table_is_a_question_mark() => PrintedText.Line("\ud800\U0001F600\udc00").Should().Be("?\U0001F600?");

    [Test]
    public void A_long_message_keeps_its_beginning_and_its_end()
    {
        string printed = PrintedText.Message("repro: '" + new string('x', 100_000) + "' is unknown. Do this.");

        printed.Should().StartWith("repro: 'xxx").And.EndWith("xxx' is unknown. Do this.").And.Contain("characters left out");
        printed.Length.Should().BeLessThan(4100);
    }

    [Test]
    public void No_half_of_a_pair_is_left_where_a_message_is_cut()
    {
        string smileys = string.Concat(Enumerable.Repeat("\U0001F600", 5000));

        PrintedText.Message(smileys).Should().NotContain("\\ud83d");
        PrintedText.Message("x" + smileys).Should().NotContain("\\ud83d");
        FluentActions
            .Invoking(() => new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(PrintedText.Message("x" + smileys)))
            .Should()
            .NotThrow();
    }

    [Test]
    public void A_very_long_line_is_cut_and_the_next_one_is_not()
    {
        string printed = Written(new string('x', PlainWriter.LongestLine + 5) + "\nnext\n");

        printed.Should().Be(new string('x', PlainWriter.LongestLine) + " ... (5 characters left out)\nnext\n");
    }

    [Test]
    public void Pairs_that_are_written_half_by_half_stay_pairs()
    {
        StringWriter written = new() { NewLine = "\n" };
        using (PlainWriter writer = new(written))
        {
            foreach (char half in "\U0001F600!")
            {
                writer.Write(half);
            }
        }

        written.ToString().Should().Be("\U0001F600!");
    }

    [Test]
    public void A_line_end_in_a_message_is_no_line_of_its_own_unless_there_are_several_errors()
    {
        Failures
            .Message(new InputException("The folder 'a\nrepro: all fine' is empty."))
            .Should()
            .Be("repro: The folder 'a repro: all fine' is empty.");
        Failures
            .Message(new InputException("Two errors:", ["first\nof all", "second"]))
            .Should()
            .Be("repro: Two errors:\nfirst of all\nsecond");
    }

    private static string Written(string text)
    {
        StringWriter written = new() { NewLine = "\n" };
        using (PlainWriter writer = new(written))
        {
            writer.Write(text);
        }

        return written.ToString();
    }
}
