using Repro.Models;
using Repro.Models.Counting;

namespace Repro.Specs.Models;

/// <summary>What a unit sees of the input, worked out by hand from windows and strides.</summary>
[Category("Fast")]
internal sealed class ReceptiveFieldSpecs
{
    // Length' = length + (window - 1) * jump, jump' = jump * stride, from 1 and 1.
    [TestCase("mnist-base", "3x3 4x4 8x8 10x10 18x18")]
    [TestCase("mnist-no-pool", "3x3 5x5 7x7")]
    [TestCase("catsdogs-scratch", "3x3 4x4 8x8 10x10 18x18 22x22 38x38 46x46")]
    [TestCase(
        "vgg16-base-150",
        "1x1 3x3 5x5 6x6 10x10 14x14 16x16 24x24 32x32 40x40 44x44 60x60 76x76 92x92 100x100 132x132 164x164 196x196 212x212"
    )]
    public void Windows_grow_with_depth(string model, string fields)
    {
        Model built = SpecModels.Get(model);
        IReadOnlyDictionary<string, ReceptiveField> all = ReceptiveFields.Of(built);

        string.Join(
                ' ',
                built.Layers.Select(node => all[node.Layer.Name]).OfType<ReceptiveField.Window>().Select(field => field.Shape).Take(19)
            )
            .Should()
            .StartWith(fields);
    }

    [Test]
    public void A_dense_layer_sees_every_pixel() =>
        ReceptiveFields.Of(SpecModels.Get("mnist-dense"))["dense_1"].Should().Be(new ReceptiveField.Whole(784));

    [Test]
    public void Behind_pooling_that_drops_a_row_a_dense_layer_misses_the_margin()
    {
        // Three cells a side, four pixels apart, of eighteen pixels each: 26 of the 28 rows and columns.
        ReceptiveFields.Of(SpecModels.Get("mnist-full"))["dense_1"].Should().Be(new ReceptiveField.Whole(26 * 26));
    }

    [Test]
    public void A_layer_behind_a_nested_model_counts_through_it()
    {
        IReadOnlyDictionary<string, ReceptiveField> fields = ReceptiveFields.Of(SpecModels.Get("vgg16-plus-dense256"));

        fields["vgg16/block5_pool"].Shape.Should().Be(new Shape(212, 212));
        fields["dense_1"].Should().Be(new ReceptiveField.Whole(150 * 150 * 3));
    }

    [Test]
    public void A_sum_sees_what_its_widest_branch_sees()
    {
        // 7 at jump 2, pooling 11 at jump 4, then 3x3 in one branch and 1x1 in the other.
        ReceptiveFields.Of(SpecModels.Get("resnet50-base-150"))["add_1"].Shape.Should().Be(new Shape(19, 19));
    }
}
