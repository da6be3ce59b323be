using System.Globalization;
using System.Text.Json.Nodes;
using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Keras.Architecture;

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

        JsonObject config = new() { ["name"] = layer.Name, ["trainable"] = layer.Trainable, ["dtype"] = "float32" };
        if (inputShape is not null) config["batch_input_shape"] = Batch(inputShape);
        Describe(layer, config);
        return config;
    }

    public static JsonObject Input(string name, Shape shape) => new()
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
    public static double AsWritten(float value) => double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static void Describe(Layer layer, JsonObject config)
    {
        switch (layer)
        {
            case Conv2D conv:
                config["filters"] = conv.Filters;
                config["kernel_size"] = Pair(conv.KernelSize);
                config["strides"] = Pair(conv.Strides);
                config["padding"] = Lower(conv.Padding);
                config["data_format"] = "channels_last";
                config["dilation_rate"] = Pair(1);
                config["groups"] = 1;
                DescribeWeights(config, conv.Activation, conv.UseBias, conv.L2);
                break;
            case Dense dense:
                config["units"] = dense.Units;
                DescribeWeights(config, dense.Activation, dense.UseBias, dense.L2);
                break;
            case Pooling2D pool:
                config["pool_size"] = Pair(pool.PoolSize);
                config["padding"] = Lower(pool.Padding);
                config["strides"] = Pair(pool.EffectiveStrides);
                config["data_format"] = "channels_last";
                break;
            case GlobalAveragePooling2D:
                config["data_format"] = "channels_last";
                config["keepdims"] = false;
                break;
            case BatchNormalization normalization:
                DescribeNormalization(config, normalization);
                break;
            case ZeroPadding2D padding:
                config["padding"] = new JsonArray(Pair(new Size(padding.Top, padding.Bottom)), Pair(new Size(padding.Left, padding.Right)));
                config["data_format"] = "channels_last";
                break;
            case ActivationLayer activation:
                config["activation"] = Lower(activation.Function);
                break;
            case Dropout dropout:
                config["rate"] = AsWritten(dropout.Rate);
                config["noise_shape"] = null;
                config["seed"] = null;
                break;
            case Flatten:
                config["data_format"] = "channels_last";
                break;
            case Concatenate:
                config["axis"] = -1;
                break;
            case Add:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(layer), layer, "A layer that Keras's files have no form for here.");
        }
    }

    private static void DescribeWeights(JsonObject config, Activation activation, bool useBias, float l2)
    {
        config["activation"] = Lower(activation);
        config["use_bias"] = useBias;
        config["kernel_initializer"] = Keras("keras.initializers", "GlorotUniform", new JsonObject { ["seed"] = null });
        config["bias_initializer"] = Keras("keras.initializers", "Zeros", []);

        // Keras keeps the factor as a float32 and writes all of its digits.
        config["kernel_regularizer"] = l2 == 0 ? null : Keras("keras.regularizers", "L2", new JsonObject { ["l2"] = (double)l2 });
        foreach (string key in (string[])["bias_regularizer", "activity_regularizer", "kernel_constraint", "bias_constraint"]) config[key] = null;
    }

    private static void DescribeNormalization(JsonObject config, BatchNormalization normalization)
    {
        config["axis"] = new JsonArray(3);
        config["momentum"] = AsWritten(normalization.Momentum);
        config["epsilon"] = AsWritten(normalization.Epsilon);
        config["center"] = true;
        config["scale"] = true;
        config["beta_initializer"] = Keras("keras.initializers", "Zeros", []);
        config["gamma_initializer"] = Keras("keras.initializers", "Ones", []);
        config["moving_mean_initializer"] = Keras("keras.initializers", "Zeros", []);
        config["moving_variance_initializer"] = Keras("keras.initializers", "Ones", []);
        foreach (string key in (string[])["beta_regularizer", "gamma_regularizer", "beta_constraint", "gamma_constraint"]) config[key] = null;
    }

    private static JsonObject Keras(string module, string kind, JsonObject config) =>
        new() { ["module"] = module, ["class_name"] = kind, ["config"] = config, ["registered_name"] = null };

    private static JsonArray Pair(Size size) => [size.Height, size.Width];

    private static string Lower<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
