using System.Text.Json;
using Repro.Data.Imaging;
using Repro.Figures.Colors;
using Repro.Specs.Oracles;

namespace Repro.Specs.Pictures;

[Category("Fast")]
public class ColourMapSpecs
{
    public static IEnumerable<ColourMap> Maps => ColourMap.All;

    [TestCaseSource(nameof(Maps))]
    public void Colours_are_those_of_Matplotlib_and_OpenCV_to_one_level(ColourMap map)
    {
        JsonElement[] expected = [.. Fixture.Json("colours", "expected.json").GetProperty("maps").GetProperty(map.Name).EnumerateArray()];

        expected.Should().HaveCount(256);
        for (int level = 0; level < expected.Length; level++)
        {
            for (int colour = 0; colour < RgbPicture.Channels; colour++)
            {
                ((int)map[(byte)level][colour]).Should().BeCloseTo(expected[level][colour].GetInt32(), map == ColourMap.ViridisMap ? 0u : 1u, "colour {0} of level {1}", colour, level);
            }
        }
    }

    [Test]
    public void Values_are_spread_over_all_colours_as_imshow_does()
    {
        RgbPicture shown = ColourMap.Gray.Show([-2, 0, 2, 1.999f], 2, 2);

        Levels(shown).Should().Equal(0, 128, 255, 255);
    }

    [Test]
    public void A_map_of_one_value_takes_the_first_colour() => Levels(ColourMap.Gray.Show([3, 3], 1, 2)).Should().Equal(0, 0);

    [Test]
    public void A_picture_is_held_by_the_map_that_painted_it()
    {
        byte[] levels = [.. Enumerable.Range(0, 256).Select(level => (byte)level)];

        foreach (ColourMap map in ColourMap.All)
        {
            RgbPicture painted = map.Paint(levels, 16, 16);
            ColourMap.All.Where(other => other.Holds(painted)).Should().Equal(map);
        }
    }

    private static IEnumerable<byte> Levels(RgbPicture grey) => grey.Pixels.Where((_, at) => at % RgbPicture.Channels == 0);
}
