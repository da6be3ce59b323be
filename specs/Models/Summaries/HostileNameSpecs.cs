using Repro.Models;
using Repro.Models.Summaries;
using Repro.Models.Summaries.Description;
using Repro.Models.Summaries.Rules;
using static Repro.Specs.Models.Summaries.Described;

namespace Repro.Specs.Models.Summaries;

/// <summary>Names from a file reach the terminal without control characters, in every layout.</summary>
[Category("Fast")]
internal sealed class HostileNameSpecs
{
    // An escape sequence, a line feed, half a surrogate pair, and a pair that a column's end may divide.
    private const string Hostile = "a\u001b[31m\n\ud800\U0001F600";

    [TestCase("1.0.4")]
    [TestCase("2.2.4")]
    [TestCase("2.12")]
    [TestCase("2.15")]
    [TestCase("3.15")]
    public void No_control_character_is_printed(string version)
    {
        IEnumerable<PrintedTable> tables = Enumerable
            .Range(0, 60)
            .Select(blanks =>
            {
                string name = new string('x', blanks) + Hostile;
                SummaryModel model = new(name, SummaryKind.Functional, [Input(name, 4), Dense("d", 4, 2, From(name))]);
                return KerasTable.Print(model, KerasVersion.Parse(version), new SummaryOptions { LineLength = 60 });
            });

        tables.SelectMany(table => table.Remarks.Append(table.Text)).Should().OnlyContain(text => IsPrintable(text));
    }

    private static bool IsPrintable(string text) =>
        !text.Any(letter => char.IsControl(letter) && letter != '\n')
        && text.EnumerateRunes().All(rune => rune != System.Text.Rune.ReplacementChar);

    // What stands on one line in the file stays on one line.
    [TestCase("2.2.4", 9)]
    [TestCase("2.15", 11)]
    public void A_line_feed_in_a_name_adds_no_line(string version, int lines)
    {
        SummaryModel model = new("m", SummaryKind.Sequential, [Dense("a\nb", 4, 2)]);

        KerasTable.Print(model, KerasVersion.Parse(version)).Text.Split('\n').Should().HaveCount(lines);
    }
}
