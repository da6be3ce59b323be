using Repro.Models;

namespace Repro.Specs.Models;

/// <summary>Models with other results than the last layer's: Keras's <c>Model(inputs, outputs)</c>.</summary>
[Category("Fast")]
internal sealed class ActivationModelSpecs
{
    [Test]
    public void Gives_the_first_eight_layers_and_keeps_no_other()
    {
        Model model = SpecModels.Get("activation-model");

        model
            .Outputs.Select(output => model.Nodes[output].Layer.TypeName)
            .Should()
            .Equal("Conv2D", "MaxPooling2D", "Conv2D", "MaxPooling2D", "Conv2D", "MaxPooling2D", "Conv2D", "MaxPooling2D");
        model
            .OutputShapes.Select(shape => shape.ToString())
            .Should()
            .Equal("148x148x32", "74x74x32", "72x72x64", "36x36x64", "34x34x128", "17x17x128", "15x15x128", "7x7x128");
        model.Nodes.Should().HaveCount(9);
    }

    [Test]
    public void Lists_its_input_since_it_is_functional()
    {
        Model model = SpecModels.Get("activation-model");

        model.IsSequential.Should().BeFalse();
        model.Layers[0].Layer.Should().BeOfType<InputLayer>().Which.Name.Should().Be("conv2d_1_input");
    }

    [Test]
    public void Feature_maps_of_five_blocks_come_from_the_last_convolution_of_each()
    {
        Model model = SpecModels.Get("feature-map-blocks");

        model
            .Outputs.Select(output => model.Nodes[output].Layer.Name)
            .Should()
            .Equal("block1_conv2", "block2_conv2", "block3_conv3", "block4_conv3", "block5_conv3");
        model.Nodes[^1].Layer.Name.Should().Be("block5_conv3");
    }

    [Test]
    public void A_branch_that_leads_to_no_result_is_cut_and_the_rest_stays_connected()
    {
        Model resnet = SpecModels.Get("resnet50-base-150");
        int add = resnet.Nodes.Select(node => node.Layer.Name).ToList().IndexOf("add_1");
        int shortcut = resnet.Nodes.Select(node => node.Layer.Name).ToList().IndexOf("bn2a_branch1");

        Model cut = resnet.WithOutputs("shortcut", [shortcut]);
        Model whole = resnet.WithOutputs("first block", [add]);

        cut.Nodes.Select(node => node.Layer.Name)
            .Should()
            .Equal(
                "input_1",
                "conv1_pad",
                "conv1",
                "bn_conv1",
                "activation_1",
                "pool1_pad",
                "max_pooling2d_1",
                "res2a_branch1",
                "bn2a_branch1"
            );
        whole["add_1"].Inputs.Select(input => whole.Nodes[input].Layer.Name).Should().Equal("bn2a_branch2c", "bn2a_branch1");
        whole.OutputShapes.Should().ContainSingle().Which.Should().Be(new Shape(38, 38, 256));
    }
}
