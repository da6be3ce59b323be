using System.Text.Json;
using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Keras.Architecture;

/// <summary>Makes a layer out of its <c>class_name</c> and <c>config</c>, as Keras 2 and 3 write them. No setting that changes an evaluation is ignored.</summary>
internal static class LayerReader
{
    /// <summary>The classes that can be computed, as a sentence.</summary>
    public const string Supported = "Supported are InputLayer, Conv2D, Dense, MaxPooling2D, AveragePooling2D, GlobalAveragePooling2D, "
        + "BatchNormalization, ZeroPadding2D, Activation, ReLU, Softmax, Dropout, Flatten, Add, Concatenate, and models as layers (Sequential, Model, Functional).";

    /// <exception cref="KerasFormatException">The layer's kind, or one of its settings, is not supported.</exception>
    public static Layer Read(string kind, string name, ConfigFields config)
    {
        config.RequireNeutral("data_format", value => value.ValueKind == JsonValueKind.String && value.ValueEquals("channels_last"));
        config.RequireNeutral("dtype", IsFloat32);
        Layer layer = kind switch
        {
            "Conv2D" => Convolution(name, config),
            "Dense" => Dense(name, config),
            "MaxPooling2D" => new MaxPooling2D { Name = name, PoolSize = config.Size("pool_size"), Strides = Strides(config), Padding = Padding(config) },
            "AveragePooling2D" => new AveragePooling2D { Name = name, PoolSize = config.Size("pool_size"), Strides = Strides(config), Padding = Padding(config) },
            "GlobalAveragePooling2D" => GlobalPooling(name, config),
            "BatchNormalization" => Normalization(name, config),
            "ZeroPadding2D" => ZeroPadding(name, config),
            "Activation" => new ActivationLayer(Activation(config)) { Name = name },
            "ReLU" => Relu(name, config),
            "Softmax" => Softmax(name, config),
            "Dropout" => Dropout(name, config),
            "Flatten" => new Flatten { Name = name },
            "Add" => new Add { Name = name },
            "Concatenate" => Concatenate(name, config),
            _ => throw new KerasFormatException(
                $"layer '{name}' is a {kind}, which is not supported. {Supported}"),
        };
        return layer with { Trainable = config.Flag("trainable", true) };
    }

    private static Conv2D Convolution(string name, ConfigFields config)
    {
        config.RequireNeutral("dilation_rate", IsOnes);
        config.RequireNeutral("groups", value => IsNumber(value, 1));
        RequirePlainWeights(config);
        return new Conv2D(config.Count("filters"), config.Size("kernel_size"))
        {
            Name = name,
            Strides = config.Size("strides"),
            Padding = Padding(config),
            Activation = Activation(config),
            UseBias = config.Flag("use_bias", true),
            L2 = Regularizers.L2(config, "kernel_regularizer"),
        };
    }

    private static Dense Dense(string name, ConfigFields config)
    {
        RequirePlainWeights(config);
        return new Dense(config.Count("units"))
        {
            Name = name,
            Activation = Activation(config),
            UseBias = config.Flag("use_bias", true),
            L2 = Regularizers.L2(config, "kernel_regularizer"),
        };
    }

    private static GlobalAveragePooling2D GlobalPooling(string name, ConfigFields config)
    {
        config.RequireNeutral("keepdims", value => value.ValueKind == JsonValueKind.False);
        return new GlobalAveragePooling2D { Name = name };
    }

    private static BatchNormalization Normalization(string name, ConfigFields config)
    {
        // The channels of an image are its last axis, 3; of a flat input, 1.
        config.RequireNeutral("axis", value => value.ValueKind == JsonValueKind.Array
            ? value.GetArrayLength() == 1 && IsAxis(value[0], -1, 3, 1)
            : IsAxis(value, -1, 3, 1));
        config.RequireNeutral("center", value => value.ValueKind == JsonValueKind.True);
        config.RequireNeutral("scale", value => value.ValueKind == JsonValueKind.True);
        config.RequireMissing("beta_regularizer", "gamma_regularizer");
        return new BatchNormalization { Name = name, Momentum = config.Number("momentum", 0, 1), Epsilon = config.Number("epsilon", 0, 1) };
    }

    private static ZeroPadding2D ZeroPadding(string name, ConfigFields config)
    {
        JsonElement[] sides = config.List("padding");
        if (sides.Length != 2 || Array.Exists(sides, side => side.ValueKind != JsonValueKind.Array || side.GetArrayLength() != 2))
        {
            throw config.Wrong("padding", "must be [[top, bottom], [left, right]].");
        }

        int Side(int axis, int end) => config.Count("padding", sides[axis][end], 0);
        return new ZeroPadding2D(Side(0, 0), Side(0, 1), Side(1, 0), Side(1, 1)) { Name = name };
    }

    private static ActivationLayer Relu(string name, ConfigFields config)
    {
        config.RequireMissing("max_value");
        config.RequireNeutral("negative_slope", IsZero);
        config.RequireNeutral("threshold", IsZero);
        return new ActivationLayer(Models.Activation.Relu) { Name = name, KerasTypeName = "ReLU" };
    }

    private static ActivationLayer Softmax(string name, ConfigFields config)
    {
        config.RequireNeutral("axis", value => IsAxis(value, -1));
        return new ActivationLayer(Models.Activation.Softmax) { Name = name, KerasTypeName = "Softmax" };
    }

    private static Dropout Dropout(string name, ConfigFields config)
    {
        config.RequireMissing("noise_shape");
        return new Dropout(config.Number("rate", 0, 0.999999f)) { Name = name };
    }

    private static Concatenate Concatenate(string name, ConfigFields config)
    {
        config.RequireNeutral("axis", value => IsAxis(value, -1, 3));
        return new Concatenate { Name = name };
    }

    // A constraint acts after each update in training; a saved model is only evaluated.
    private static void RequirePlainWeights(ConfigFields config)
    {
        Regularizers.RequireNone(config, "bias_regularizer");
        Regularizers.RequireNone(config, "activity_regularizer");
    }

    private static Size? Strides(ConfigFields config) => config.Has("strides") ? config.Size("strides") : null;

    private static Padding Padding(ConfigFields config) => config.Text("padding") switch
    {
        "valid" => Models.Padding.Valid,
        "same" => Models.Padding.Same,
        _ => throw config.Wrong("padding", "must be valid or same."),
    };

    private static Activation Activation(ConfigFields config) => config.OptionalText("activation") switch
    {
        null or "linear" => Models.Activation.Linear,
        "relu" => Models.Activation.Relu,
        "sigmoid" => Models.Activation.Sigmoid,
        "softmax" => Models.Activation.Softmax,
        string other => throw config.Wrong("activation", $"is '{other}', which is not supported; linear, relu, sigmoid and softmax are."),
    };

    // A text in most versions, a policy in some.
    private static bool IsFloat32(JsonElement value) => value.ValueKind == JsonValueKind.Object
        ? new ConfigFields(value, "dtype").Find("config") is { } policy && new ConfigFields(policy, "dtype").Find("name") is { ValueKind: JsonValueKind.String } name && name.ValueEquals("float32")
        : value.ValueKind == JsonValueKind.String && value.ValueEquals("float32");

    private static bool IsOnes(JsonElement value) => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(each => IsNumber(each, 1));

    private static bool IsZero(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && number == 0;

    private static bool IsAxis(JsonElement value, params int[] axes) => Array.Exists(axes, axis => IsNumber(value, axis));

    private static bool IsNumber(JsonElement value, int number) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int found) && found == number;
}
