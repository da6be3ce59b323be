using System.Text.Json;
using Repro.Backends;
using Repro.Data.Imaging;
using Repro.Figures.Heat;
using Repro.Specs.Oracles;

namespace Repro.Specs.Figures;

[Category("Fast")]
internal sealed class HeatMapSpecs
{
    [Test]
    public void It_is_enlarged_as_OpenCV_enlarges()
    {
        JsonElement oracle = Fixture.Json("colours", "expected.json").GetProperty("resize");
        float[] from = Rows(oracle.GetProperty("from"));
        float[] to = Rows(oracle.GetProperty("to"));

        float[] resized = new HeatMap(2, 3, from).Resize(5, 7).Values;

        resized.Should().Equal(to, (actual, expected) => Math.Abs(actual - expected) < 1e-5f);
    }

    [Test]
    public void Negative_values_go_and_the_largest_becomes_1() =>
        new HeatMap(1, 3, [-1, 2, 4]).Normalized().Values.Should().Equal(0, 0.5f, 1);

    [Test]
    public void Where_nothing_is_positive_the_map_is_blank_and_not_NaN()
    {
        HeatMap map = new(1, 2, [-1, 0]);

        map.IsBlank.Should().BeTrue();
        map.Normalized().Values.Should().Equal(0, 0);
    }

    [Test]
    public void The_overlay_adds_a_part_of_the_color_rounds_and_cuts_at_white()
    {
        RgbImage image = new(1, 2, [100, 100, 100, 250, 250, 250]);

        // JET's first colour is (0, 0, 128), its last (128, 0, 0).
        Overlay.Draw(new HeatMap(1, 2, [0, 1]), image).Pixels.Should().Equal(100, 100, 151, 255, 250, 250);
        Overlay.Draw(new HeatMap(1, 2, [0, 1]), image, Overlay.Slip).Pixels.Should().Equal(100, 100, 105, 255, 250, 250);
    }

    [Test]
    public void Channels_are_weighed_by_their_pooled_gradients()
    {
        Tensor features = new([1, 2, 3, 4, 5, 6, 7, 8], 1, 2, 2, 2);
        float[] pooled = GradCam.Pool(new Tensor([1, -1, 1, -1, 3, -1, 3, -1], 1, 2, 2, 2));

        pooled.Should().Equal(2, -1);
        GradCam.Mean(GradCam.Weigh(features, pooled)).Values.Should().Equal(0, 1, 2, 3);
        HeatMap slipped = GradCam.MeanOverColumns(GradCam.Weigh(features, pooled));
        (slipped.Height, slipped.Width).Should().Be((2, 2), "rows by channels");
        slipped.Values.Should().Equal(4, -3, 12, -7);
    }

    [Test]
    public void The_peak_is_the_first_largest_cell() => new HeatMap(2, 3, [0, 1, 2, 3, 5, 5]).Peak().Should().Be((1, 1));

    private static float[] Rows(JsonElement rows) =>
        [.. rows.EnumerateArray().SelectMany(row => row.EnumerateArray().Select(value => value.GetSingle()))];
}
