using Repro.Models;
using Repro.Models.Counting;
using Repro.Models.Layers;

namespace Repro.Specs.Models;

/// <summary>Output shapes and weights of single layers, by Keras's rules.</summary>
[Category("Fast")]
internal sealed class LayerShapeSpecs
{
    [TestCase(28, 3, 1, Padding.Valid, "26x26x4")]
    [TestCase(28, 3, 1, Padding.Same, "28x28x4")]
    [TestCase(28, 3, 2, Padding.Valid, "13x13x4")]
    [TestCase(28, 3, 2, Padding.Same, "14x14x4")]
    [TestCase(27, 3, 2, Padding.Same, "14x14x4")]
    [TestCase(156, 7, 2, Padding.Valid, "75x75x4")]
    [TestCase(3, 3, 1, Padding.Valid, "1x1x4")]
    [TestCase(1, 3, 1, Padding.Same, "1x1x4")]
    public void Conv2D_follows_window_stride_and_padding(int side, int kernel, int stride, Padding padding, string expected) =>
        Built
            .Shape(
                new Conv2D(4, kernel)
                {
                    Name = "c",
                    Strides = stride,
                    Padding = padding,
                },
                side,
                side,
                3
            )
            .Should()
            .Be(expected);

    [TestCase(11, null, Padding.Valid, "5x5x3")]
    [TestCase(11, null, Padding.Same, "6x6x3")]
    [TestCase(11, 1, Padding.Valid, "10x10x3")]
    [TestCase(10, 3, Padding.Valid, "3x3x3")]
    public void Pooling_steps_by_its_window_unless_told(int side, int? stride, Padding padding, string expected) =>
        Built
            .Shape(
                new MaxPooling2D
                {
                    Name = "p",
                    Strides = stride is null ? null : (Size)stride.Value,
                    Padding = padding,
                },
                side,
                side,
                3
            )
            .Should()
            .Be(expected);

    [Test]
    public void Windows_need_not_be_square() =>
        Built.Shape(new Conv2D(2, new Size(1, 5)) { Name = "c", Strides = new Size(2, 1) }, 8, 9, 1).Should().Be("4x5x2");

    [Test]
    public void An_unknown_side_stays_unknown() => Built.Shape(new Conv2D(8, 3) { Name = "c" }, null, 20, 3).Should().Be("Nonex18x8");

    [Test]
    public void Flatten_multiplies_all_axes() => Built.Shape(new Flatten { Name = "f" }, 4, 4, 512).Should().Be("8192");

    [Test]
    public void Flatten_of_an_unknown_size_is_unknown() => Built.Shape(new Flatten { Name = "f" }, null, 4, 512).Should().Be("None");

    [Test]
    public void Padding_adds_to_both_sides() => Built.Shape(new ZeroPadding2D(3) { Name = "z" }, 150, 100, 3).Should().Be("156x106x3");

    [Test]
    public void Padding_may_differ_from_side_to_side() =>
        Built.Shape(new ZeroPadding2D(1, 2, 0, 1) { Name = "z" }, 10, 10, 4).Should().Be("13x11x4");

    [Test]
    public void Global_pooling_keeps_the_channels() =>
        Built.Shape(new GlobalAveragePooling2D { Name = "g" }, 5, 5, 2048).Should().Be("2048");

    [Test]
    public void Concatenate_adds_channels()
    {
        ModelBuilder model = ModelBuilder.Functional("branches", new InputLayer(new Shape(8, 8, 3)) { Name = "in" });
        int left = model.Connect(new Conv2D(4, 1) { Name = "left" }, 0);
        int right = model.Connect(new Conv2D(6, 1) { Name = "right" }, 0);
        model.Connect(new Concatenate { Name = "both" }, left, right);

        model.Build().OutputShapes.Should().ContainSingle().Which.Should().Be(new Shape(8, 8, 10));
    }

    [Test]
    public void A_convolution_holds_kernel_then_bias()
    {
        IReadOnlyList<WeightSpec> weights = Built.One(new Conv2D(32, new Size(3, 5)) { Name = "c" }, 28, 28, 7)["c"].Weights;

        weights
            .Select(weight => (weight.Name, string.Join('x', weight.Shape), weight.Initializer))
            .Should()
            .Equal(("kernel", "3x5x7x32", Initializer.GlorotUniform), ("bias", "32", Initializer.Zeros));
    }

    [Test]
    public void Without_bias_there_is_none() =>
        ParameterCounts.Of(Built.One(new Dense(10) { Name = "d", UseBias = false }, 5)).Total.Should().Be(50);

    [Test]
    public void Batch_normalisation_trains_two_of_its_four_vectors() =>
        ParameterCounts.Of(Built.One(new BatchNormalization { Name = "b" }, 4, 4, 16)).Should().Be(new ParameterCounts(64, 32));
}
