using Repro.Models;
using Repro.Models.Layers;
using Repro.Models.Summaries;

namespace Repro.Specs.Models;

/// <summary>Layers as Python calls: what is a default is left out, what is not stands there.</summary>
[Category("Fast")]
internal sealed class KerasCallSpecs
{
    [TestCase("mnist-full", "conv2d_1", "Conv2D(32, (3, 3), activation='relu', input_shape=(28, 28, 1))")]
    [TestCase("mnist-full", "conv2d_2", "Conv2D(64, (3, 3), activation='relu')")]
    [TestCase("mnist-full", "max_pooling2d_1", "MaxPooling2D((2, 2))")]
    [TestCase("mnist-full", "flatten_1", "Flatten()")]
    [TestCase("mnist-full", "dense_2", "Dense(10, activation='softmax')")]
    [TestCase("mnist-strided", "conv2d_2", "Conv2D(64, (3, 3), strides=(2, 2), activation='relu')")]
    [TestCase("mnist-average-pool", "average_pooling2d_1", "AveragePooling2D((2, 2))")]
    [TestCase("mnist-dense", "flatten_1", "Flatten(input_shape=(28, 28, 1))")]
    [TestCase("dense-head-256", "dense_1", "Dense(256, activation='relu', input_dim=8192)")]
    [TestCase("dense-head-256", "dropout_1", "Dropout(0.5)")]
    [TestCase("vgg16-base-any", "input_1", "Input((None, None, 3))")]
    [TestCase("vgg16-base-150", "block1_conv1", "Conv2D(64, (3, 3), padding='same', activation='relu')")]
    [TestCase("resnet50-base-150", "conv1", "Conv2D(64, (7, 7), strides=(2, 2))")]
    [TestCase("resnet50-base-150", "max_pooling2d_1", "MaxPooling2D((3, 3), strides=(2, 2))")]
    [TestCase("resnet50-keras215", "conv1_bn", "BatchNormalization(epsilon=1.001e-05)")]
    [TestCase("resnet50-base-150", "activation_1", "Activation('relu')")]
    [TestCase("resnet50-base-150", "conv1_pad", "ZeroPadding2D((3, 3))")]
    [TestCase("resnet50-base-150", "add_1", "Add()")]
    public void Is_written_as_Keras_code(string model, string layer, string call)
    {
        Model built = SpecModels.Get(model);

        KerasCall.Of(built, built[layer]).Should().Be(call);
    }

    [Test]
    public void Regularisers_and_missing_biases_are_written_too()
    {
        Model model = Built.One(
            new Dense(4)
            {
                Name = "d",
                L2 = 0.001f,
                UseBias = false,
            },
            8
        );

        KerasCall.Of(model, model["d"]).Should().Be("Dense(4, use_bias=False, kernel_regularizer=l2(0.001), input_dim=8)");
    }

    [Test]
    public void A_nested_model_is_no_call()
    {
        Model model = SpecModels.Get("vgg16-plus-dense256");
        Action call = () => KerasCall.Of(model, model["vgg16"]);

        call.Should().Throw<ModelException>().WithMessage("*'vgg16'*");
    }
}
