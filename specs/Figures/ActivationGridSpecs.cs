using Repro.Backends;
using Repro.Data.Imaging;
using Repro.Figures.Activations;
using Repro.Specs.Oracles;

namespace Repro.Specs.Figures;

[Category("Fast")]
internal sealed class ActivationGridSpecs
{
    [Test]
    public void A_channel_is_levelled_by_its_own_mean_and_deviation()
    {
        ChannelTile.Levels([11, 13]).Should().Equal(64, 192);
        ChannelTile.Levels([0, 0, 0, 0, 0, 0, 0, 0, 0, 10]).Should().Equal(106, 106, 106, 106, 106, 106, 106, 106, 106, 255);
    }

    [Test]
    public void A_blank_channel_has_no_levels() => ChannelTile.Levels([2, 2, 2]).Should().BeNull();

    [Test]
    public void Tiles_stand_edge_to_edge_sixteen_a_row_and_blank_ones_are_black()
    {
        Tensor maps = SeededInputs.Tensor(3000, 0, 1, 1, 5, 5, 35);
        for (int cell = 0; cell < 25; cell++)
        {
            maps.Values[cell * 35 + 17] = 3;
        }

        ActivationGrid grid = ActivationGrid.Draw(maps);

        (grid.Image.Height, grid.Image.Width).Should().Be((10, 80), "the documents' whole division leaves the last three channels out");
        (grid.Channels, grid.Blank).Should().Be((32, 1));
        Black(grid.Image).Should().Equal(from y in Enumerable.Range(5, 5) from x in Enumerable.Range(5, 5) select (y, x));
    }

    [Test]
    public void Few_or_small_maps_make_a_grid_too()
    {
        RgbImage grid = FeatureMapGrid.Draw(SeededInputs.Tensor(3000, 0, 1, 1, 14, 14, 32));

        // 14 cells four times magnified and a frame, with gaps of 4 between: 4 rows of 8.
        (grid.Height, grid.Width)
            .Should()
            .Be((4 * 62 - 4, 8 * 62 - 4));
    }

    private static IEnumerable<(int Y, int X)> Black(RgbImage image) =>
        from y in Enumerable.Range(0, image.Height)
        from x in Enumerable.Range(0, image.Width)
        where image.Pixels.AsSpan((y * image.Width + x) * 3, 3).IndexOfAnyExcept((byte)0) < 0
        select (y, x);
}
