using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Keras.Layers;

/// <summary>Makes convolutions out of their settings.</summary>
internal static class ConvolutionReader
{
    public static Conv2D Conv2D(string name, LayerFields config) =>
        new(config.Fields.Count("filters"), config.Fields.Size("kernel_size"))
        {
            Name = name,
            Strides = config.Strides() ?? 1,
            Padding = config.Padding(),
            Dilation = config.Dilation(),
            Groups = config.OrOne("groups"),
            Activation = config.Activation(),
            UseBias = config.Fields.Flag("use_bias", true),
            L2 = Regularizers.PlainL2(config.Fields, "kernel_regularizer"),
        };

    public static Conv1D Conv1D(string name, LayerFields config)
    {
        bool causal = config.Fields.OptionalText("padding") == "causal";
        return new Conv1D(config.Fields.Count("filters"), config.Fields.Single("kernel_size"))
        {
            Name = name,
            Strides = config.Stride() ?? 1,
            Padding = causal ? Padding.Valid : config.Padding(),
            IsCausal = causal,
            Dilation = config.Fields.Has("dilation_rate") ? config.Fields.Single("dilation_rate") : 1,
            Groups = config.OrOne("groups"),
            Activation = config.Activation(),
            UseBias = config.Fields.Flag("use_bias", true),
        };
    }

    public static Conv3D Conv3D(string name, LayerFields config)
    {
        RequireOneGroup(config);
        if (config.Fields.Has("dilation_rate") && config.Fields.Volume("dilation_rate") != new Volume(1, 1, 1))
        {
            throw config.Fields.Wrong("dilation_rate", "is not supported for Conv3D; [1, 1, 1] is.");
        }

        return new Conv3D(config.Fields.Count("filters"), config.Fields.Volume("kernel_size"))
        {
            Name = name,
            Strides = config.Fields.Has("strides") ? config.Fields.Volume("strides") : new Volume(1, 1, 1),
            Padding = config.Padding(),
            Activation = config.Activation(),
            UseBias = config.Fields.Flag("use_bias", true),
        };
    }

    public static DepthwiseConv2D DepthwiseConv2D(string name, LayerFields config)
    {
        RequireOneGroup(config);
        return new DepthwiseConv2D(config.Fields.Size("kernel_size"))
        {
            Name = name,
            DepthMultiplier = config.OrOne("depth_multiplier"),
            Strides = config.Strides() ?? 1,
            Padding = config.Padding(),
            Dilation = config.Dilation(),
            Activation = config.Activation(),
            UseBias = config.Fields.Flag("use_bias", true),
        };
    }

    public static SeparableConv2D SeparableConv2D(string name, LayerFields config)
    {
        RequireOneGroup(config);
        return new SeparableConv2D(config.Fields.Count("filters"), config.Fields.Size("kernel_size"))
        {
            Name = name,
            DepthMultiplier = config.OrOne("depth_multiplier"),
            Strides = config.Strides() ?? 1,
            Padding = config.Padding(),
            Dilation = config.Dilation(),
            Activation = config.Activation(),
            UseBias = config.Fields.Flag("use_bias", true),
        };
    }

    public static Conv2DTranspose Conv2DTranspose(string name, LayerFields config)
    {
        RequireOneGroup(config);
        if (config.Dilation() != 1)
        {
            throw config.Fields.Wrong("dilation_rate", "is not supported for Conv2DTranspose; [1, 1] is.");
        }

        return new Conv2DTranspose(config.Fields.Count("filters"), config.Fields.Size("kernel_size"))
        {
            Name = name,
            Strides = config.Strides() ?? 1,
            Padding = config.Padding(),
            OutputPadding = config.Fields.Integers("output_padding", 0) switch
            {
                [] => null,
                [int height, int width] => new Size(height, width),
                _ => throw config.Fields.Wrong("output_padding", "must be [height, width]."),
            },
            Activation = config.Activation(),
            UseBias = config.Fields.Flag("use_bias", true),
        };
    }

    private static void RequireOneGroup(LayerFields config)
    {
        if (config.OrOne("groups") != 1)
        {
            throw config.Fields.Wrong("groups", "is not supported for this layer; 1 is.");
        }
    }
}
