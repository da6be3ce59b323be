using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Data.Imaging;
using Repro.Figures;
using Repro.Figures.Filters;
using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Specs.Figures;

[Category("Fast")]
internal sealed class FilterSpecs
{
    [Test]
    public void A_pattern_does_not_depend_on_which_others_climb_with_it()
    {
        using CpuBackend backend = new();
        using INetwork network = Seeded().UpTo(backend, ["conv_2"], 16);
        FilterAscent ascent = new(network, "conv_2");

        Pattern[] together = [.. ascent.Patterns([0, 1, 2, 3], seed: 1, batch: 4)];
        Pattern[] alone = [.. ascent.Patterns([0, 1, 2, 3], seed: 1, batch: 1)];

        alone
            .Zip(together)
            .Should()
            .OnlyContain(pair =>
                pair.First.Image.Pixels.SequenceEqual(pair.Second.Image.Pixels) && pair.First.LastLoss.Equals(pair.Second.LastLoss)
            );
        together.Should().Contain(pattern => pattern.LastLoss > pattern.FirstLoss);
    }

    [Test]
    public void No_layer_beyond_the_wanted_one_is_built()
    {
        using CpuBackend backend = new();
        using INetwork network = Seeded().UpTo(backend, ["conv_1"], 16);

        network.Model.Nodes.Select(node => node.Layer.Name).Should().Equal("input", "conv_1");
        network.Model.InputShape.Should().Be(new Shape(16, 16, 3));
    }

    [Test]
    public void A_network_fed_with_fractions_starts_and_steps_by_fractions()
    {
        using CpuBackend backend = new();
        using INetwork network = Seeded().UpTo(backend, ["conv_1"], 16);
        FilterAscent ascent = new(network, "conv_1", 1f / 255);
        Tensor images = ascent.Start([0], seed: 1);
        float[] start = [.. images.Values];

        AscentStep step = ascent.Climb(images, [0]).First();

        start.Should().OnlyContain(value => value >= 128f / 255 && value < 148f / 255);
        images
            .Values.Zip(start)
            .Select(pair => pair.First - pair.Second)
            .Should()
            .Equal(step.Normalized.Values, (moved, normalized) => Math.Abs(moved - normalized / 255) < 1e-6f);
    }

    [Test]
    public void A_grid_is_filled_by_columns_and_document_1_misplaces_its_rows([Values] bool slip)
    {
        RgbImage[] tiles =
        [
            .. Enumerable.Range(0, 64).Select(number => new RgbImage(2, 2, [.. Enumerable.Repeat((byte)(number + 1), 12)])),
        ];

        RgbImage grid = FilterGrid.Assemble(tiles, slip);

        // 8 tiles of 2 and 7 gaps of 5.
        (grid.Height, grid.Width)
            .Should()
            .Be((51, 51));
        int top = slip ? 2 * 2 + 5 : 2 * 7;
        grid.Pixels[(top * 51 + 3 * 7) * 3].Should().Be(2 + 8 * 3 + 1);
        grid.Pixels[(50 * 51 + 50) * 3].Should().Be(slip ? (byte)0 : (byte)64, "with the slip the last rows stay black");
    }

    [Test]
    public void Kernels_are_drawn_in_grey_whatever_their_range()
    {
        float[] kernel = [.. Enumerable.Range(0, 3 * 3 * 4 * 8).Select(value => value * 0.5f - 3)];

        RgbImage figure = KernelFigure.Draw(kernel, [3, 3, 4, 8]);
        RgbImage normalized = KernelFigure.Draw(KernelFigure.Normalise(kernel), [3, 3, 4, 8]);

        // Six tiles of 72 and their frames, with gaps of 12.
        (figure.Height, figure.Width)
            .Should()
            .Be((6 * 86 - 12, 3 * 86 - 12));
        figure
            .Pixels.Should()
            .Equal(normalized.Pixels, "imshow stretches each tile, so normalising the layer changes nothing that is seen");
    }

    private static WeightedModel Seeded() =>
        WeightedModel.Seeded(
            ModelBuilder
                .Functional("small", new InputLayer(new Shape(32, 32, 3)) { Name = "input" })
                .Add(new Conv2D(4, 3) { Name = "conv_1", Activation = Activation.Relu })
                .Add(new Conv2D(4, 3) { Name = "conv_2", Activation = Activation.Relu })
                .Add(new Flatten { Name = "flatten" })
                .Add(new Dense(2) { Name = "dense" })
                .Build(),
            seed: 1
        );
}
