using System.Xml.Linq;
using Repro.Reports.Html;
using Repro.Specs.Reports.Html;

namespace Repro.Specs.Reports;

[Category("Fast")]
internal sealed class VerdictBadgeSpecs
{
    [Test]
    public void The_image_shows_the_count_of_each_verdict()
    {
        XElement svg = XDocument.Parse(VerdictBadge.Of(MadeReport.Contents().Verification.Results)).Root!;

        svg.Attribute("aria-label")!.Value.Should().Be("Claims: 2 Reproduced, 2 Refuted, 1 Inconclusive, 1 Not run");
        svg.Elements()
            .Where(element => element.Name.LocalName == "text")
            .Select(element => element.Value)
            .Should()
            .Equal("claims", "✓ 2", "✗ 2", "? 1", "○ 1");
    }

    [Test]
    public void Its_parts_stand_side_by_side()
    {
        XElement svg = XDocument.Parse(VerdictBadge.Of(MadeReport.Contents().Verification.Results)).Root!;
        double[] lefts =
        [
            .. svg.Elements().Where(element => element.Name.LocalName == "rect").Select(element => (double)element.Attribute("x")!),
        ];
        double[] widths =
        [
            .. svg.Elements().Where(element => element.Name.LocalName == "rect").Select(element => (double)element.Attribute("width")!),
        ];

        lefts.Should().HaveCount(5).And.BeInAscendingOrder();
        (lefts[^1] + widths[^1]).Should().BeApproximately((double)svg.Attribute("width")!, 0.01);
    }

    [Test]
    public void Without_claims_it_says_so() => VerdictBadge.Of([]).Should().Contain("no claims");
}
