using Repro.Reports.Html;
using Repro.Specs.Reports.Html;

namespace Repro.Specs.Reports;

[Category("Fast")]
internal sealed class VerdictBlockSpecs
{
    [Test]
    public void The_block_shows_headline_claims_and_counts() =>
        VerdictBlock
            .Of(MadeReport.Contents())
            .Should()
            .Be(
                "| claim | document | measured | verdict |\n|---|---|---|---|\n| A small convnet | 99.08 % | 98.88 % to 99.2 % (95 % interval, 5 seeds) | Reproduced |\n\n"
                    + "7 claims, of which 6 have an address: 2 Reproduced, 2 Refuted, 1 Inconclusive, 1 NotRun.\n"
            );

    [Test]
    public void Only_the_part_between_the_lines_is_replaced()
    {
        string text = VerdictBlock.Replace(
            $"# T\n{VerdictBlock.Begin}\nold\n{VerdictBlock.End}\nend\n",
            "README.md",
            MadeReport.Contents()
        );

        text.Should()
            .StartWith($"# T\n{VerdictBlock.Begin}\n| claim |")
            .And.EndWith($"NotRun.\n{VerdictBlock.End}\nend\n")
            .And.NotContain("old");
        VerdictBlock.Replace(text, "README.md", MadeReport.Contents()).Should().Be(text);
    }

    [TestCase("no lines")]
    [TestCase("<!-- /verdicts -->\n<!-- verdicts -->")]
    [TestCase("<!-- verdicts -->\n<!-- verdicts -->\n<!-- /verdicts -->")]
    public void A_file_without_the_two_lines_is_refused(string text) =>
        FluentActions
            .Invoking(() => VerdictBlock.Replace(text, "README.md", MadeReport.Contents()))
            .Should()
            .Throw<InputException>()
            .WithMessage("README.md: the verdicts go between a line*");
}
