using Repro.Claims;
using Repro.Probes.Networks;

namespace Repro.Specs.Probes;

/// <summary>Addresses that begin with <c>model:</c>.</summary>
[Category("Fast")]
internal sealed class ModelProbeSpecs
{
    private static readonly ModelProbe Probe = new(SpecModels.Catalog);

    // One of each quantity; figures worked out by hand or printed by Keras.
    [TestCase("vgg16-base-150/total_params", "14714688")]
    [TestCase("vgg16-base-150{frozen}/trainable_params", "0")]
    [TestCase("vgg16-plus-dense256{base frozen}[vgg16]/trainable_params", "0")]
    [TestCase("vgg16-plus-dense256{base frozen}/non_trainable_params", "14714688")]
    [TestCase("resnet50-base-150[bn_conv1]/params", "256")]
    [TestCase("resnet50-base-150[bn_conv1]/non_trainable_params", "128")]
    [TestCase("vgg16-top-224[block1_conv1]/weight_tensors", "2")]
    [TestCase("vgg16-top-224[*conv*]/layer_count", "13")]
    [TestCase("vgg16-top-224/layer_count", "23")]
    [TestCase("vgg16-top-224/weight_layer_count", "16")]
    [TestCase("vgg16-plus-dense256/weight_layer_count", "15")]
    [TestCase("feature-map-blocks/output_count", "5")]
    [TestCase("vgg16-base-150/input_shape", "150x150x3")]
    [TestCase("vgg16-base-any/input_shape", "NonexNonex3")]
    [TestCase("vgg16-base-any/batch_input_shape", "\"(None, None, None, 3)\"")]
    [TestCase("dense-head-256/input_elements", "8192")]
    [TestCase("vgg16-base-150/output_shape", "4x4x512")]
    [TestCase("vgg16-base-150/output_elements", "8192")]
    [TestCase("mnist-base[conv2d_3]/output_channels", "64")]
    [TestCase("mnist-base[max_pooling2d_2]/spatial_size", "5x5")]
    [TestCase("mnist-base[max_pooling2d_2]/map_cells", "25")]
    [TestCase("vgg16-base-150{frozen, opened}/output_ranks", "\"3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3\"")]
    [TestCase("mnist-base/conv_output_channels", "\"32 64 64\"")]
    [TestCase("mnist-base/max_spatial_step", "-2")]
    [TestCase("vgg16-base-150/max_spatial_step", "0")]
    [TestCase("mnist-base[conv2d_2]/kernel_shape", "3x3x32x64")]
    [TestCase("mnist-base[conv2d_2]/filter_shape", "3x3x32")]
    [TestCase("vgg16-top-224[9]/layer_name", "\"block3_conv3\"")]
    [TestCase("mnist-base[0]/layer_type", "\"Conv2D\"")]
    [TestCase("resnet50-base-150[0..3]/layer_types", "\"InputLayer ZeroPadding2D Conv2D BatchNormalization\"")]
    [TestCase("mnist-full[Dense Flatten]/layer_names", "\"flatten_1 dense_1 dense_2\"")]
    [TestCase("dense-head-512[2]/activation", "\"sigmoid\"")]
    [TestCase("dense-head-512[2]/keras_call", "\"Dense(1, activation='sigmoid')\"")]
    [TestCase("mnist-full{keras 2.15}[0]/summary_row", "\"conv2d (Conv2D) (None, 26, 26, 32) 320\"")]
    [TestCase("mnist-full{keras 3.5}[6]/summary_row", "\"dense (Dense) (None, 64) 36,928\"")]
    [TestCase("vgg16-plus-dense256{tf 2.2}[0]/summary_row", "\"vgg16 (Model) (None, 4, 4, 512) 14714688\"")]
    [TestCase("resnet50-base-150[conv1]/summary_row", "\"conv1 (Conv2D) (None, 75, 75, 64) 9472 conv1_pad[0][0]\"")]
    [TestCase("vgg16-top-224[block2_conv1]/output_listing", "\"4 block2_conv1 (None, 112, 112, 128)\"")]
    [TestCase("vgg16-top-224[1]/hidden_layer_number", "1")]
    [TestCase("mnist-base[0]/hidden_layer_number", "1")]
    [TestCase("dense-head-512[1]/rate", "0.5")]
    [TestCase("mnist-base[conv2d_1]/padding", "\"valid\"")]
    [TestCase("resnet50-base-150[conv1]/strides", "2x2")]
    [TestCase("resnet50-base-150/model_name", "\"resnet50\"")]
    [TestCase("resnet50-base-150[add_1]/connected_to", "\"bn2a_branch2c[0][0] bn2a_branch1[0][0]\"")]
    [TestCase("resnet50-base-150[conv1_pad]/connected_to_types", "\"InputLayer\"")]
    [TestCase("feature-map-first-layer/output_layers", "\"block1_conv1\"")]
    [TestCase("feature-map-blocks[output 2]/layer_name", "\"block3_conv3\"")]
    [TestCase("catsdogs-scratch/output_types", "\"Dense\"")]
    [TestCase("vgg16-top-224/last_conv_layer", "\"block5_conv3\"")]
    [TestCase("vgg19-base-150/first_conv_of_blocks", "\"block1_conv1 block2_conv1 block3_conv1 block4_conv1 block5_conv1\"")]
    [TestCase("vgg16-top-224/conv_layers_after_flatten", "0")]
    [TestCase("vgg16-top-224[over vgg16-base-150]/added_layers", "\"flatten fc1 fc2 predictions\"")]
    [TestCase("catsdogs-scratch[over mnist-base]/extra_conv_pool_layers", "\"Conv2D MaxPooling2D MaxPooling2D\"")]
    [TestCase("resnet50-base-150/kernel_sizes", "\"7x7 1x1 3x3\"")]
    [TestCase("resnet50-base-150/conv_windows", "\"7x7 stride 2 1x1 stride 1 3x3 stride 1 1x1 stride 2\"")]
    [TestCase("resnet50-base-150/pool_windows", "\"3x3 stride 2\"")]
    [TestCase("mnist-base[conv2d_3]/receptive_field", "18x18")]
    [TestCase("mnist-dense[dense_1]/receptive_field", "784")]
    [TestCase("mnist-base/min_receptive_field_step", "1")]
    [TestCase("vgg16-base-150{block5 open}[block5_pool]/trainable", "\"true\"")]
    [TestCase("vgg16-base-150{block5 open}[block4_pool]/trainable", "\"false\"")]
    [TestCase("vgg16-plus-dense256{block5 open}/trainable_tensors", "10")]
    [TestCase("vgg16-plus-dense256{base frozen}/trainable_tensor_names", "\"dense_1/kernel dense_1/bias dense_2/kernel dense_2/bias\"")]
    [TestCase("vgg16-plus-dense256{block5 open}/trainable_layers", "\"block5_conv1 block5_conv2 block5_conv3 dense_1 dense_2\"")]
    [TestCase("vgg16-base-150{block5 open}/trainable_conv_layers", "3")]
    [TestCase("vgg16-base-150{block5 open}/first_trainable_layer", "\"block5_conv1\"")]
    [TestCase("vgg16-plus-dense256{base frozen}/trained_tensors", "30")]
    [TestCase("vgg16-plus-dense256{base frozen}[vgg16]/trained_tensors", "26")]
    [TestCase("vgg16-plus-dense256{base frozen, tf.keras}/trained_tensors", "4")]
    [TestCase("vgg16-plus-dense256{block5 open}/trained_tensors", "10")]
    public void Measures(string address, string expected)
    {
        Value value = Measure(address).Should().BeOfType<Measurement.Exact>().Which.Value;

        ExactJudge.Holds(value, Relation.Equal, Expectation.Parse(expected), margin: null).Should().BeTrue("the probe measured {0}", value);
    }

    [TestCase("vgg17/total_params", "*'vgg17'*mnist-base*")]
    [TestCase("mnist-base/weight", "*'weight'*total_params*")]
    [TestCase("mnist-base{thawed}/total_params", "*'thawed'*")]
    [TestCase("mnist-base/total_params@last", "*@last*")]
    [TestCase("mnist-base[conv2d_1]/total_params", "*whole model*")]
    [TestCase("mnist-base/kernel_shape", "*name it in brackets*")]
    [TestCase("mnist-base[Conv2D]/kernel_shape", "*one layer*picks 3*")]
    [TestCase("mnist-base[Dense]/layer_type", "*one layer*picks 0*")]
    [TestCase("mnist-base[max_pooling2d_1]/kernel_shape", "*no kernel*")]
    [TestCase("mnist-base[conv2d_1]/rate", "*no rate*")]
    [TestCase("mnist-full[dense_1]/spatial_size", "*no image*")]
    [TestCase("mnist-full[dense_1]/padding", "*no padding*")]
    [TestCase("mnist-base[conv2d_9]/layer_name", "*'conv2d_9'*conv2d_1, max_pooling2d_1*")]
    [TestCase("mnist-base[conv2d]/layer_count", "*'conv2d'*")]
    [TestCase("mnist-base[5]/layer_name", "*0 to 4*")]
    [TestCase("mnist-base[3..1]/layer_names", "*0 to 4*")]
    [TestCase("feature-map-blocks[output 5]/layer_name", "*0 to 4*")]
    [TestCase("activation-model/output_shape", "*8 outputs*")]
    [TestCase("mnist-base[conv2d_1]/added_layers", "*[over NAME]*")]
    [TestCase("mnist-base/conv_layers_after_flatten", "*no Flatten*")]
    [TestCase("vgg16-base-any/output_elements", "*unknown*")]
    [TestCase("vgg16-plus-dense256[vgg16]/keras_call", "*'vgg16'*")]
    [TestCase("vgg16-base-150{frozen}/first_trainable_layer", "*trainable*")]
    [TestCase("dense-head-256/kernel_sizes", "*no such layer*")]
    public void An_address_that_means_nothing_is_an_error_of_the_book(string address, string message)
    {
        Action measure = () => Measure(address);

        measure.Should().Throw<AddressException>().WithMessage(message).And.Message.Should().Contain(address);
    }

    private static Measurement Measure(string address) => Probe.Measure(Address.Parse($"model:{address}"));
}
