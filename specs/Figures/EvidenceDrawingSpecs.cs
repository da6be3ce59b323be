using System.Xml.Linq;
using Repro.Figures.Curves;

namespace Repro.Specs.Figures;

/// <summary>Recorded seeds as a band, and what documents state laid over it.</summary>
[Category("Fast")]
internal sealed class EvidenceDrawingSpecs
{
    private static readonly Band[] Bands = [new(1, 0.4, 0.5, 0.6, 3), new(2, 0.5, 0.6, 0.8, 3), new(3, 0.6, 0.7, 0.8, 3)];

    [Test]
    public void The_band_goes_along_the_highest_and_back_along_the_lowest_seed()
    {
        double[][] corners = Points(Draw().Descendants().Single(element => Class(element) == "band"));

        corners.Should().HaveCount(6);
        corners[0][1].Should().BeLessThan(corners[5][1], "higher values stand higher");
        corners[1][1].Should().Be(corners[2][1], "both have 0.8 as the highest");
        corners[5][0].Should().Be(corners[0][0]);
    }

    [Test]
    public void A_printed_value_is_a_diamond_at_its_epoch_and_says_whose_it_is()
    {
        XElement point = Draw(new StatedPoint("some-claim", "document-003:7", "val_acc", 2, 2, 0.6, 0.6))
            .Descendants()
            .Single(element => Class(element) == "stated val");
        string diamond = point.Elements().Single(element => element.Name.LocalName == "path").Attribute("d")!.Value;
        double[] mean = Points(Draw().Descendants().Single(element => Class(element) == "mean"))[1];

        point.Value.Trim().Should().Be("some-claim (document-003:7): 0.6");
        diamond
            .Should()
            .StartWith(
                FormattableString.Invariant($"M{mean[0]:0.##},{mean[1] - 5.5:0.##}l"),
                "the mean of the second epoch is the printed value"
            );
    }

    [Test]
    public void A_range_said_of_the_last_epochs_is_a_box()
    {
        XElement box = Draw(new StatedPoint("c", "d", "val_acc", 2, 3, 0.6, 0.7))
            .Descendants()
            .Single(element => Class(element) == "stated val")
            .Elements()
            .Single(element => element.Name.LocalName == "rect");
        double[][] mean = Points(Draw().Descendants().Single(element => Class(element) == "mean"));

        Number(box, "x").Should().Be(mean[1][0]);
        Number(box, "width").Should().BeApproximately(mean[2][0] - mean[1][0], 0.011);
        Number(box, "height").Should().BeApproximately(mean[1][1] - mean[2][1], 0.011);
    }

    [Test]
    public void What_is_measured_once_is_a_point_with_its_range() =>
        XElement
            .Parse(EvidenceDrawing.Draw("t", "y", [new EvidenceSeries("test", "test", [Bands[2]], [])]))
            .Descendants()
            .Where(element => Class(element) is "mean" or "range")
            .Should()
            .HaveCount(2);

    [Test]
    public void Names_that_are_markup_stay_text() =>
        Draw(new StatedPoint("</title><script>", "a&b", "val_acc", 2, 2, 0.6, 0.6))
            .ToString()
            .Should()
            .Contain("&lt;script")
            .And.NotContain("<script");

    [Test]
    public void A_strip_shows_every_seed_the_interval_and_what_is_stated()
    {
        XElement strip = XElement.Parse(StripDrawing.Draw(0.9, [0.8, 0.82], 0.75, 0.85, number => $"{100 * number:F0} %"));

        strip
            .Attribute("aria-label")!
            .Value.Should()
            .Be("Stated 90 %; trainings from 80 % to 82 %; 95 % of single trainings from 75 % to 85 %");
        strip.Elements().Count(element => Class(element) == "seed").Should().Be(2);
        strip
            .Elements()
            .Should()
            .ContainSingle(element => Class(element) == "interval")
            .And.ContainSingle(element => Class(element) == "stated");
        XElement
            .Parse(StripDrawing.Draw(0.9, [0.8], null, null, number => $"{number}"))
            .Elements()
            .Should()
            .NotContain(element => Class(element) == "interval");
    }

    private static XElement Draw(params StatedPoint[] stated) =>
        XElement.Parse(EvidenceDrawing.Draw("accuracy", "accuracy", [new EvidenceSeries("validation", "val", Bands, stated)]));

    private static string? Class(XElement element) => element.Attribute("class")?.Value;

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, System.Globalization.CultureInfo.InvariantCulture);

    private static double[][] Points(XElement element) =>
        [
            .. element
                .Attribute("points")!
                .Value.Split(' ')
                .Select(point =>
                    point.Split(',').Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToArray()
                ),
        ];
}
