using Repro.Models;

namespace Repro.Specs.Models;

/// <summary>Names that Keras gives by counting through a session, in both of its ways.</summary>
[Category("Fast")]
internal sealed class KerasNamesSpecs
{
    [TestCase("mnist-base", "conv2d_1 max_pooling2d_1 conv2d_2 max_pooling2d_2 conv2d_3")]
    [TestCase("mnist-base{tf.keras}", "conv2d max_pooling2d conv2d_1 max_pooling2d_1 conv2d_2")]
    [TestCase("mnist-no-pool{after mnist-base, after mnist-base}", "conv2d_7 conv2d_8 conv2d_9")]
    [TestCase("vgg16-plus-dense256{tf.keras, after dense-head-512}", "vgg16 flatten dense_2 dense_3")]
    [TestCase("mnist-base{keras 1.2.2}", "convolution2d_1 maxpooling2d_1 convolution2d_2 maxpooling2d_2 convolution2d_3")]
    [TestCase("mnist-base{tf 1.15}", "conv2d max_pooling2d conv2d_1 max_pooling2d_1 conv2d_2")]
    [TestCase("mnist-base{keras 2.15, book}", "conv2d_1 max_pooling2d_1 conv2d_2 max_pooling2d_2 conv2d_3")]
    public void Counts_each_kind_through_the_session(string model, string names) =>
        string.Join(' ', SpecModels.Parse(model).Model.Layers.Select(node => node.Layer.Name)).Should().Be(names);

    [TestCase("mnist-full", "sequential_1")]
    [TestCase("mnist-full{tf.keras}", "sequential")]
    [TestCase("vgg16-plus-dense256{tf.keras, after dense-head-512}", "sequential_1")]
    [TestCase("activation-model{tf.keras}", "model")]
    [TestCase("activation-model{tf 2.3}", "functional_1")]
    [TestCase("activation-model{keras 3.4}", "functional_1")]
    [TestCase("activation-model{keras 3.5}", "functional")]
    [TestCase("vgg16-base-150", "vgg16")]
    public void Counts_models_too(string model, string name) => SpecModels.Parse(model).Model.Name.Should().Be(name);

    [TestCase("vgg16-base-150", "input_1")]
    [TestCase("vgg16-base-150{tf.keras}", "input_1")]
    [TestCase("vgg16-base-150{tf.keras, input 13}", "input_13")]
    [TestCase("vgg16-base-150{keras 3.5}", "input_layer")]
    [TestCase("vgg16-base-150{keras 3.5, input 2}", "input_layer_1")]
    [TestCase("vgg16-base-150{after vgg16-plus-dense256}", "input_2")]
    public void Inputs_are_counted_from_1_and_in_keras_3_from_none(string model, string name) =>
        SpecModels.Parse(model).Model.Nodes[0].Layer.Name.Should().Be(name);

    [TestCase("vgg16-plus-dense256", "Model")]
    [TestCase("vgg16-plus-dense256{tf.keras}", "Functional")]
    public void A_nested_model_has_the_class_of_its_generation(string model, string type) =>
        SpecModels.Parse(model).Model.Layers[0].Layer.TypeName.Should().Be(type);

    [Test]
    public void An_old_residual_network_mixes_given_and_counted_names()
    {
        Model resnet = SpecModels.Get("resnet50-base-150");

        resnet
            .Layers.Select(node => node.Layer.Name)
            .Should()
            .ContainInOrder(
                "input_1",
                "conv1_pad",
                "conv1",
                "bn_conv1",
                "activation_1",
                "pool1_pad",
                "max_pooling2d_1",
                "res2a_branch2a",
                "bn2a_branch2a",
                "activation_2",
                "res2a_branch2b",
                "bn2a_branch2b",
                "activation_3",
                "res2a_branch2c",
                "res2a_branch1",
                "bn2a_branch2c",
                "bn2a_branch1",
                "add_1",
                "activation_4",
                "res2b_branch2a"
            );
        resnet.Nodes[^1].Layer.Name.Should().Be("activation_49");
        resnet.OutputShapes.Should().ContainSingle().Which.Should().Be(new Shape(5, 5, 2048));
    }
}
