using System.Text.Json;
using Repro.Data.Imaging;
using Repro.Figures.Colors;
using Repro.Specs.Oracles;

namespace Repro.Specs.Figures;

[Category("Fast")]
internal sealed class ColorMapSpecs
{
    public static IEnumerable<ColorMap> Maps => ColorMap.All;

    [TestCaseSource(nameof(Maps))]
    public void Colors_are_those_of_Matplotlib_and_OpenCV_to_one_level(ColorMap map)
    {
        JsonElement[] expected = [.. Fixture.Json("colours", "expected.json").GetProperty("maps").GetProperty(map.Name).EnumerateArray()];

        expected.Should().HaveCount(256);
        for (int level = 0; level < expected.Length; level++)
        {
            for (int color = 0; color < RgbImage.Channels; color++)
            {
                ((int)map[(byte)level][color])
                    .Should()
                    .BeCloseTo(
                        expected[level][color].GetInt32(),
                        map == ColorMap.ViridisMap ? 0u : 1u,
                        "colour {0} of level {1}",
                        color,
                        level
                    );
            }
        }
    }

    [Test]
    public void Values_are_spread_over_all_colors_as_imshow_does()
    {
        RgbImage shown = ColorMap.Gray.Show([-2, 0, 2, 1.999f], 2, 2);

        Levels(shown).Should().Equal(0, 128, 255, 255);
    }

    [Test]
    public void A_map_of_one_value_takes_the_first_color() => Levels(ColorMap.Gray.Show([3, 3], 1, 2)).Should().Equal(0, 0);

    [Test]
    public void An_image_is_held_by_the_map_that_painted_it()
    {
        byte[] levels = [.. Enumerable.Range(0, 256).Select(level => (byte)level)];

        foreach (ColorMap map in ColorMap.All)
        {
            RgbImage painted = map.Paint(levels, 16, 16);
            ColorMap.All.Where(other => other.Holds(painted)).Should().Equal(map);
        }
    }

    private static IEnumerable<byte> Levels(RgbImage grey) => grey.Pixels.Where((_, at) => at % RgbImage.Channels == 0);
}
