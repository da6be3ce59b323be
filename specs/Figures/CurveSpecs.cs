using System.Globalization;
using System.Xml.Linq;
using Repro.Figures.Curves;
using Repro.Training.Metrics;

namespace Repro.Specs.Figures;

/// <summary>A made training drawn in the documents' styles, and read back from the SVG.</summary>
[Category("Fast")]
internal sealed class CurveSpecs
{
    private static readonly double[] ValidationLoss = [0.9, 0.5, 0.7, 0.6];

    private static IReadOnlyList<EpochMetrics> History { get; } =
    [
        .. ValidationLoss.Select(
            (loss, index) =>
                new EpochMetrics(
                    index + 1,
                    new Dictionary<string, double>
                    {
                        ["train_acc"] = 0.5 + 0.1 * index,
                        ["val_acc"] = 0.55,
                        ["train_loss"] = 0.6 - 0.1 * index,
                        ["val_loss"] = loss,
                    }
                )
        ),
    ];

    [TestCase("000", 0)]
    [TestCase("001", 1)]
    [TestCase("001-pandas", 0)]
    [TestCase("003", 1)]
    public void Epochs_begin_where_the_document_begins(string style, double first)
    {
        foreach (string figure in CurveDrawing.Figures)
        {
            Read(style, figure).FirstEpoch.Should().Be(first);
        }
    }

    [TestCase("000", "acc", "--", "val_acc", "")]
    [TestCase("001", "acc", "bo", "val_acc", "b")]
    [TestCase("001-pandas", "acc", "", "val_acc", "")]
    [TestCase("003-smoothed", "acc", "bo", "val_acc", "b")]
    public void Curves_look_as_the_document_draws_them(
        string style,
        string training,
        string trainingLook,
        string validation,
        string validationLook
    )
    {
        DrawnFigure figure = Read(style, "accuracy");

        figure.Style(training).Should().Be(trainingLook);
        figure.Style(validation).Should().Be(validationLook);
        figure.Style("loss").Should().BeNull();
    }

    [Test]
    public void Document_0_has_no_legend() => Read("000", "loss").Legend.Should().BeEmpty();

    [Test]
    public void A_legend_names_the_curve_that_looks_as_its_entry() => Read("003", "loss").Column("Validation loss").Should().Be("val_loss");

    [Test]
    public void Document_1_calls_the_validation_loss_an_accuracy()
    {
        DrawnFigure printed = Read("001", "loss");

        printed.Legend.Should().Equal("Training loss", "Validation acc");
        printed.Column("Validation acc").Should().Be("val_loss", "the curve under that name is the loss");
        Read("003", "loss").Legend.Should().Equal("Training loss", "Validation loss");
    }

    [Test]
    public void Smoothing_by_0_8_draws_the_averaged_points()
    {
        double[] plain = Heights("003");
        double[] smoothed = Heights("003-smoothed");

        // The first point stays; heights are linear in the values, so their ratios are those of the averages.
        double[] expected = SmoothCurve.Of(ValidationLoss);
        ((smoothed[2] - smoothed[0]) / (smoothed[1] - smoothed[0]))
            .Should()
            .BeApproximately((expected[2] - expected[0]) / (expected[1] - expected[0]), 0.01);
        ((plain[2] - plain[0]) / (plain[1] - plain[0])).Should().BeApproximately((0.7 - 0.9) / (0.5 - 0.9), 0.01);
    }

    // The name beside a curve is the drawer's word; the points are what is seen.
    [TestCase("000")]
    [TestCase("001")]
    [TestCase("001-pandas")]
    [TestCase("003")]
    public void Each_curve_has_the_points_of_the_column_that_it_names(string style)
    {
        foreach (string figure in CurveDrawing.Figures)
        {
            (string Column, double[] Heights)[] curves = [.. Curves(style, figure)];
            double[] values = [.. curves.SelectMany(curve => Values(curve.Column))];
            double[] heights = [.. curves.SelectMany(curve => curve.Heights)];
            (double top, double foot) = (heights.Min(), heights.Max());

            curves.Should().HaveCount(2);
            heights
                .Select(height => values.Min() + (foot - height) / (foot - top) * (values.Max() - values.Min()))
                .Should()
                .Equal(values, (drawn, value) => Math.Abs(drawn - value) < 1e-3);
        }
    }

    [Test]
    public void A_run_without_validation_has_the_training_alone()
    {
        EpochMetrics[] history =
        [
            .. History.Select(row => new EpochMetrics(
                row.Epoch,
                new Dictionary<string, double> { ["train_acc"] = row.Values["train_acc"] }
            )),
        ];

        DrawnFigure.Read(CurveDrawing.Draw(history, Style("003"), "accuracy")).Series.Should().Equal("acc");
        XElement.Parse(CurveDrawing.Draw(history, Style("003"), "loss")).Attribute("aria-label")!.Value.Should().Contain("no points");
    }

    [Test]
    public void There_is_no_other_figure() =>
        FluentActions
            .Invoking(() => CurveDrawing.Draw(History, Style("000"), "lr"))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*accuracy and loss, not 'lr'*");

    [TestCase("ko-KR")]
    [TestCase("de-DE")]
    public void The_image_is_the_same_under_every_culture(string culture)
    {
        string invariant = CurveDrawing.Draw(History, Style("001"), "loss");
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            CurveDrawing.Draw(History, Style("001"), "loss").Should().Be(invariant);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static double[] Heights(string style) => Curves(style, "loss").Single(curve => curve.Column == "val_loss").Heights;

    private static IEnumerable<(string Column, double[] Heights)> Curves(string style, string figure) =>
        from curve in XElement.Parse(CurveDrawing.Draw(History, Style(style), figure)).Descendants()
        where curve.Name.LocalName == "g" && curve.Attribute("class")?.Value == "series"
        let column = curve.Elements().Single(element => element.Name.LocalName == "title").Value
        let line = curve.Elements().SingleOrDefault(element => element.Name.LocalName == "polyline")
        let heights = line is null
            ? curve.Elements().Where(element => element.Name.LocalName == "circle").Select(dot => dot.Attribute("cy")!.Value)
            : line.Attribute("points")!.Value.Split(' ').Select(point => point.Split(',')[1])
        select (column, heights.Select(height => double.Parse(height, CultureInfo.InvariantCulture)).ToArray());

    private static IEnumerable<double> Values(string column) =>
        History.Select(row => row.Values[column.StartsWith("val_", StringComparison.Ordinal) ? column : "train_" + column]);

    private static DrawnFigure Read(string style, string figure) => DrawnFigure.Read(CurveDrawing.Draw(History, Style(style), figure));

    private static CurveStyle Style(string name) => CurveStyle.Of(Own.Host.Project.File.CurveStyles.Single(style => style.Name == name));
}
