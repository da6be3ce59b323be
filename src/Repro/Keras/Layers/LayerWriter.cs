using System.Globalization;
using System.Text.Json.Nodes;
using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Keras.Layers;

/// <summary>A layer's <c>config</c> as Keras 2.15 writes it, which Keras 2.0 to 2.15 read.</summary>
internal static class LayerWriter
{
    /// <param name="inputShape">The input's shape, told by the first layer of a sequential model alone.</param>
    public static JsonObject Config(Layer layer, Shape? inputShape)
    {
        if (layer is InputLayer input)
        {
            return Input(input.Name, input.Shape);
        }

        JsonObject config = new()
        {
            ["name"] = layer.Name,
            ["trainable"] = layer.Trainable,
            ["dtype"] = "float32",
        };
        if (inputShape is not null)
        {
            config["batch_input_shape"] = Batch(inputShape);
        }

        Describe(layer, config);
        WeightRulesWriter.Describe(layer, config);
        return config;
    }

    public static JsonObject Input(string name, Shape shape) =>
        new()
        {
            ["batch_input_shape"] = Batch(shape),
            ["dtype"] = "float32",
            ["sparse"] = false,
            ["ragged"] = false,
            ["name"] = name,
        };

    /// <summary>A shape with the batch's axis, <c>[null, 150, 150, 3]</c>.</summary>
    public static JsonArray Batch(Shape shape) => [null, .. shape.Axes.Select(axis => axis is { } length ? (JsonNode)length : null)];

    /// <summary>The number that a person would have written: of a float32 the shortest digits that give it back.</summary>
    public static double AsWritten(float value) =>
        double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static void Describe(Layer layer, JsonObject config)
    {
        switch (layer)
        {
            case Conv2D conv:
                Convolution(config, conv.Filters, conv.KernelSize, conv.Strides, conv.Padding, conv.Dilation);
                config["groups"] = conv.Groups;
                DescribeWeights(config, conv.Activation, conv.UseBias, conv.L2);
                break;
            case Conv2DTranspose conv:
                Convolution(config, conv.Filters, conv.KernelSize, conv.Strides, conv.Padding, 1);
                config["groups"] = 1;
                config["output_padding"] = conv.OutputPadding is { } extra ? Pair(extra) : null;
                DescribeWeights(config, conv.Activation, conv.UseBias, 0);
                break;
            case DepthwiseConv2D conv:
                Convolution(config, null, conv.KernelSize, conv.Strides, conv.Padding, conv.Dilation);
                config["groups"] = 1;
                config["depth_multiplier"] = conv.DepthMultiplier;
                config["activation"] = Activations.NameOf(conv.Activation);
                config["use_bias"] = conv.UseBias;
                break;
            case SeparableConv2D conv:
                Convolution(config, conv.Filters, conv.KernelSize, conv.Strides, conv.Padding, conv.Dilation);
                config["groups"] = 1;
                config["depth_multiplier"] = conv.DepthMultiplier;
                config["activation"] = Activations.NameOf(conv.Activation);
                config["use_bias"] = conv.UseBias;
                break;
            case Conv3D conv:
                config["filters"] = conv.Filters;
                config["kernel_size"] = Triple(conv.KernelSize);
                config["strides"] = Triple(conv.Strides);
                config["padding"] = Lower(conv.Padding);
                config["data_format"] = "channels_last";
                config["dilation_rate"] = new JsonArray(1, 1, 1);
                config["groups"] = 1;
                DescribeWeights(config, conv.Activation, conv.UseBias, 0);
                break;
            case Conv1D conv:
                config["filters"] = conv.Filters;
                config["kernel_size"] = new JsonArray(conv.KernelSize);
                config["strides"] = new JsonArray(conv.Strides);
                config["padding"] = conv.IsCausal ? "causal" : Lower(conv.Padding);
                config["data_format"] = "channels_last";
                config["dilation_rate"] = new JsonArray(conv.Dilation);
                config["groups"] = conv.Groups;
                DescribeWeights(config, conv.Activation, conv.UseBias, 0);
                break;
            case Dense dense:
                config["units"] = dense.Units;
                DescribeWeights(config, dense.Activation, dense.UseBias, dense.L2);
                break;
            case Embedding embedding:
                config["input_dim"] = embedding.InputDim;
                config["output_dim"] = embedding.OutputDim;
                config["mask_zero"] = false;
                break;
            case Pooling2D pool:
                config["pool_size"] = Pair(pool.PoolSize);
                config["padding"] = Lower(pool.Padding);
                config["strides"] = Pair(pool.EffectiveStrides);
                config["data_format"] = "channels_last";
                break;
            case Pooling1D pool:
                config["pool_size"] = new JsonArray(pool.PoolSize);
                config["padding"] = Lower(pool.Padding);
                config["strides"] = new JsonArray(pool.EffectiveStrides);
                config["data_format"] = "channels_last";
                break;
            case GlobalPooling pool:
                config["data_format"] = "channels_last";
                config["keepdims"] = pool.KeepDims;
                break;
            case BatchNormalization normalization:
                DescribeNormalization(config, normalization);
                break;
            case LayerNormalization normalization:
                config["axis"] = Axes(normalization.Axes);
                Scaled(config, normalization.Epsilon, normalization.Center, normalization.Scale);
                break;
            case GroupNormalization normalization:
                config["groups"] = normalization.Groups;
                config["axis"] = -1;
                Scaled(config, normalization.Epsilon, normalization.Center, normalization.Scale);
                break;
            case UnitNormalization normalization:
                config["axis"] = Axes(normalization.Axes);
                break;
            case Normalization normalization:
                config["axis"] = new JsonArray([
                    .. normalization.Axes.Select(axis => (JsonNode)(axis == Normalization.LastAxis ? -1 : axis + 1)),
                ]);
                config["invert"] = normalization.Invert;
                config["mean"] = normalization.Mean is { } mean ? Numbers(mean) : null;
                config["variance"] = normalization.Variance is { } variance ? Numbers(variance) : null;
                break;
            case Rescaling rescaling:
                config["scale"] = Numbers(rescaling.Factors);
                config["offset"] = Numbers(rescaling.Offsets);
                break;
            case SpatialDropout2D dropout:
                config["rate"] = AsWritten(dropout.Rate);
                config["data_format"] = "channels_last";
                break;
            case SpatialDropout1D dropout:
                config["rate"] = AsWritten(dropout.Rate);
                break;
            case GaussianNoise noise:
                config["stddev"] = AsWritten(noise.Deviation);
                break;
            case GaussianDropout dropout:
                config["rate"] = AsWritten(dropout.Rate);
                break;
            case AlphaDropout dropout:
                config["rate"] = AsWritten(dropout.Rate);
                config["noise_shape"] = null;
                config["seed"] = null;
                break;
            case Dropout dropout:
                config["rate"] = AsWritten(dropout.Rate);
                config["noise_shape"] = dropout.Together.Count == 0 ? null : NoiseShape(dropout);
                config["seed"] = null;
                break;
            case Flatten:
                config["data_format"] = "channels_last";
                break;
            case Dot dot:
                config["axes"] = new JsonArray(dot.First, dot.Second);
                config["normalize"] = dot.IsNormalized;
                break;
            case Concatenate concatenate:
                config["axis"] = concatenate.Axis is { } axis ? axis + 1 : -1;
                break;
            case Merge:
                break;
            case Recurrent recurrent:
                DescribeRecurrent(config, recurrent);
                break;
            case Bidirectional both:
                config["layer"] = Wrapped(both.Forward);
                config["merge_mode"] = Lower(both.Mode);
                break;
            case TimeDistributed distributed:
                config["layer"] = Wrapped(distributed.Inner);
                break;
            default:
                DescribeArrangement(layer, config);
                break;
        }
    }

    private static void DescribeArrangement(Layer layer, JsonObject config)
    {
        switch (layer)
        {
            case ZeroPadding2D padding:
                config["padding"] = new JsonArray(Pair(new Size(padding.Top, padding.Bottom)), Pair(new Size(padding.Left, padding.Right)));
                config["data_format"] = "channels_last";
                break;
            case Cropping2D cropping:
                config["cropping"] = new JsonArray(
                    Pair(new Size(cropping.Top, cropping.Bottom)),
                    Pair(new Size(cropping.Left, cropping.Right))
                );
                config["data_format"] = "channels_last";
                break;
            case ZeroPadding1D padding:
                config["padding"] = new JsonArray(padding.Before, padding.After);
                break;
            case Cropping1D cropping:
                config["cropping"] = new JsonArray(cropping.Before, cropping.After);
                break;
            case UpSampling2D upsampling:
                config["size"] = Pair(upsampling.Factor);
                config["data_format"] = "channels_last";
                config["interpolation"] = upsampling.IsBilinear ? "bilinear" : "nearest";
                break;
            case UpSampling1D upsampling:
                config["size"] = upsampling.Factor;
                break;
            case Reshape reshape:
                config["target_shape"] = Integers(reshape.Target);
                break;
            case Permute permute:
                config["dims"] = Integers(permute.Axes);
                break;
            case RandomFlip flip:
                config["mode"] =
                    flip is { Horizontal: true, Vertical: true } ? "horizontal_and_vertical"
                    : flip.Horizontal ? "horizontal"
                    : "vertical";
                break;
            case RandomRotation rotation:
                config["factor"] = Range(rotation.Low, rotation.High);
                DescribeAffine(config, rotation);
                break;
            case RandomZoom zoom:
                config["height_factor"] = Range(zoom.Low, zoom.High);
                config["width_factor"] = zoom is { WidthLow: { } from, WidthHigh: { } to } ? Range(from, to) : null;
                DescribeAffine(config, zoom);
                break;
            case RandomTranslation translation:
                config["height_factor"] = Range(translation.Low, translation.High);
                config["width_factor"] = Range(translation.WidthLow, translation.WidthHigh);
                DescribeAffine(config, translation);
                break;
            case RandomContrast contrast:
                config["factor"] = Range(contrast.Lower, contrast.Upper);
                break;
            case Resizing resizing:
                config["height"] = resizing.Height;
                config["width"] = resizing.Width;
                config["interpolation"] = Lower(resizing.Method);
                config["crop_to_aspect_ratio"] = resizing.AspectRatio == AspectRatio.Cropped;
                // Keras 3 alone has these.
                if (resizing.AspectRatio == AspectRatio.Padded)
                {
                    config["pad_to_aspect_ratio"] = true;
                }

                if (resizing.Antialias)
                {
                    config["antialias"] = true;
                }

                break;
            case CenterCrop crop:
                config["height"] = crop.Height;
                config["width"] = crop.Width;
                break;
            case RepeatVector repeat:
                config["n"] = repeat.Copies;
                break;
            case ActivationLayer { KerasTypeName: "ReLU" }:
                config["max_value"] = null;
                config["negative_slope"] = 0.0;
                config["threshold"] = 0.0;
                break;
            case ActivationLayer { KerasTypeName: "Softmax" }:
                config["axis"] = -1;
                break;
            case ActivationLayer activation:
                config["activation"] = Activations.NameOf(activation.Function);
                break;
            case ReLU relu:
                config["max_value"] = relu.MaxValue is { } most ? AsWritten(most) : null;
                config["negative_slope"] = AsWritten(relu.NegativeSlope);
                config["threshold"] = AsWritten(relu.Threshold);
                break;
            case LeakyReLU leaky:
                config["alpha"] = AsWritten(leaky.Slope);
                break;
            case ELU elu:
                config["alpha"] = AsWritten(elu.Alpha);
                break;
            case ThresholdedReLU thresholded:
                config["theta"] = AsWritten(thresholded.Theta);
                break;
            case PReLU prelu:
                config["shared_axes"] = prelu.SharedAxes.Count == 0 ? null : Integers(prelu.SharedAxes);
                break;
            case SoftmaxAlong softmax:
                config["axis"] = softmax.Axis + 1;
                break;
            case ActivityRegularization regularization:
                config["l1"] = (double)regularization.ActivityPenalty.L1;
                config["l2"] = (double)regularization.ActivityPenalty.L2;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(layer), layer, "A layer that Keras's files have no form for here.");
        }
    }

    private static void DescribeAffine(JsonObject config, RandomAffine layer)
    {
        config["fill_mode"] = Lower(layer.FillMode);
        config["fill_value"] = AsWritten(layer.FillValue);
        config["interpolation"] = layer.IsBilinear ? "bilinear" : "nearest";
    }

    // Null for an axis along which each unit is dropped on its own.
    private static JsonArray NoiseShape(Dropout dropout) =>
        [null, .. Enumerable.Range(0, dropout.NoiseAxes).Select(axis => dropout.Together.Contains(axis) ? (JsonNode)1 : null)];

    private static JsonArray Range(float low, float high) => [AsWritten(low), AsWritten(high)];

    private static void DescribeRecurrent(JsonObject config, Recurrent recurrent)
    {
        config["return_sequences"] = recurrent.ReturnSequences;
        config["return_state"] = false;
        config["go_backwards"] = recurrent.GoBackwards;
        config["stateful"] = false;
        config["unroll"] = false;
        config["units"] = recurrent.Units;
        config["activation"] = Activations.NameOf(recurrent.Activation);
        if (recurrent is LSTM lstm)
        {
            config["recurrent_activation"] = Activations.NameOf(lstm.RecurrentActivation);
            config["unit_forget_bias"] = lstm.UnitForgetBias;
        }
        else if (recurrent is GRU gru)
        {
            config["recurrent_activation"] = Activations.NameOf(gru.RecurrentActivation);
            config["reset_after"] = gru.ResetAfter;
        }

        config["use_bias"] = recurrent.UseBias;
    }

    private static JsonObject Wrapped(Layer layer) => Keras("keras.layers", layer.TypeName, Config(layer, null));

    private static void Convolution(JsonObject config, int? filters, Size kernel, Size strides, Padding padding, Size dilation)
    {
        if (filters is { } count)
        {
            config["filters"] = count;
        }

        config["kernel_size"] = Pair(kernel);
        config["strides"] = Pair(strides);
        config["padding"] = Lower(padding);
        config["data_format"] = "channels_last";
        config["dilation_rate"] = Pair(dilation);
    }

    private static void Scaled(JsonObject config, float epsilon, bool center, bool scale)
    {
        config["epsilon"] = AsWritten(epsilon);
        config["center"] = center;
        config["scale"] = scale;
    }

    // Keras 2.15 keeps axes counted from 1, and -1 for the last.
    private static JsonArray Axes(IReadOnlyList<int> axes) =>
        axes.Count == 0 ? [-1] : new JsonArray([.. axes.Select(axis => (JsonNode)(axis + 1))]);

    private static JsonArray Integers(IReadOnlyList<int> numbers) => new([.. numbers.Select(number => (JsonNode)number)]);

    private static JsonNode Numbers(IReadOnlyList<float> numbers) =>
        numbers.Count == 1 ? AsWritten(numbers[0]) : new JsonArray([.. numbers.Select(number => (JsonNode)AsWritten(number))]);

    private static void DescribeWeights(JsonObject config, Activation activation, bool useBias, float l2)
    {
        config["activation"] = Activations.NameOf(activation);
        config["use_bias"] = useBias;
        config["kernel_initializer"] = Keras("keras.initializers", "GlorotUniform", new JsonObject { ["seed"] = null });
        config["bias_initializer"] = Keras("keras.initializers", "Zeros", []);

        // Keras keeps the factor as a float32 and writes all of its digits.
        config["kernel_regularizer"] = l2 == 0 ? null : Keras("keras.regularizers", "L2", new JsonObject { ["l2"] = (double)l2 });
        foreach (string key in (string[])["bias_regularizer", "activity_regularizer", "kernel_constraint", "bias_constraint"])
        {
            config[key] = null;
        }
    }

    private static void DescribeNormalization(JsonObject config, BatchNormalization normalization)
    {
        config["axis"] = new JsonArray(normalization.Axis is { } axis ? axis + 1 : 3);
        config["momentum"] = AsWritten(normalization.Momentum);
        config["epsilon"] = AsWritten(normalization.Epsilon);
        config["center"] = normalization.Center;
        config["scale"] = normalization.Scale;
        config["beta_initializer"] = Keras("keras.initializers", "Zeros", []);
        config["gamma_initializer"] = Keras("keras.initializers", "Ones", []);
        config["moving_mean_initializer"] = Keras("keras.initializers", "Zeros", []);
        config["moving_variance_initializer"] = Keras("keras.initializers", "Ones", []);
        foreach (string key in (string[])["beta_regularizer", "gamma_regularizer", "beta_constraint", "gamma_constraint"])
        {
            config[key] = null;
        }
    }

    internal static JsonObject Keras(string module, string kind, JsonObject config) =>
        new()
        {
            ["module"] = module,
            ["class_name"] = kind,
            ["config"] = config,
            ["registered_name"] = null,
        };

    private static JsonArray Pair(Size size) => [size.Height, size.Width];

    private static JsonArray Triple(Volume size) => [size.Depth, size.Height, size.Width];

    public static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
