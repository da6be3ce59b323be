using System.Xml.Linq;
using Repro.Reports.Baselines;
using Repro.Specs.Claims;
using Repro.Training.Metrics;

namespace Repro.Specs.Reports.Baselines;

/// <summary>A changed baseline is shown old and new with what the documents state, as Markdown and as a page with images.</summary>
[Category("Fast")]
internal sealed class BaselineChangeSpecs
{
    private static BaselineChange Change =>
        BaselineChange.Of(
            "m",
            "Cpu",
            ["m Cpu seed 1: the history differs", "  - 2,0.5", "  + 2,0.7"],
            new Dictionary<int, IReadOnlyList<EpochMetrics>> { [1] = Rows(0.4, 0.5), [2] = Rows(0.4, 0.6) },
            new Dictionary<int, IReadOnlyList<EpochMetrics>> { [1] = Rows(0.4, 0.7) },
            [
                Made.Claim("last", Made.Check("run:m/val_acc@last", "~", "0.72", 0.05)),
                Made.Claim("other-run", Made.Check("run:n/val_acc@last", "~", "0.1", 0.05)),
            ]
        );

    [Test]
    public void Markdown_says_first_what_changes_and_shows_old_new_and_the_command()
    {
        string text = BaselineMarkdown.Of([Change]);

        text.Should()
            .StartWith("**1 baseline changes: m on Cpu.**\n")
            .And.Contain("| val\\_acc | 0.55, 0.5..0.6, 2 | 0.65, 0.6..0.7, 2 | document-003:7: 0.72 |");
        text.Should().Contain("\n- 2,0.5\n+ 2,0.7\n").And.Contain("`repro baseline accept m --backend cpu");
        BaselineMarkdown.Of([]).Should().Be("**No baseline changes.**\n");
    }

    [Test]
    public void The_page_has_both_bands_and_the_documents_point()
    {
        string page = BaselineHtml.Of([Change]);
        page.Should()
            .Contain(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">"
            );
        string svg = page[
            page.IndexOf("<svg", StringComparison.Ordinal)..(page.IndexOf("</svg>", StringComparison.Ordinal) + "</svg>".Length)
        ];

        XElement image = XElement.Parse(svg);

        XElement[] bands = [.. image.Descendants().Where(element => element.Attribute("class")?.Value == "band")];
        bands.Select(band => band.Parent!.Attribute("class")!.Value).Should().Equal("old", "new");
        bands[0].Attribute("points")!.Value.Split(' ').Should().HaveCount(4, "two epochs, along the highest seed and back");
        image
            .Descendants()
            .Should()
            .ContainSingle(element => element.Attribute("class") != null && element.Attribute("class")!.Value == "stated new")
            .Which.Value.Trim()
            .Should()
            .Be("last (document-003:7): 0.72");
    }

    private static EpochMetrics[] Rows(params double[] values) =>
        [.. values.Select((value, index) => new EpochMetrics(index + 1, new Dictionary<string, double> { ["val_acc"] = value }))];
}
