using System.Globalization;
using Repro.Import.Evaluation.Values;
using Repro.Import.Networks;

namespace Repro.Import.Evaluation.Libraries;

/// <summary>MobileNetV2 (Sandler et al. 2018) without its top, as keras.applications builds it with alpha 1.</summary>
/// <param name="call">Puts a layer behind tensors.</param>
internal sealed class MobileNetV2(LayerCalls layers, Func<LayerNode, IReadOnlyList<TensorNode>, TensorNode> call)
{
    // Filters, stride and repetitions of the blocks; all but the first expand their channels sixfold.
    private static readonly (int Filters, int Stride, int Repeats)[] Blocks =
    [
        (16, 1, 1),
        (24, 2, 2),
        (32, 2, 3),
        (64, 2, 4),
        (96, 1, 3),
        (160, 2, 3),
        (320, 1, 1),
    ];

    public TensorNode Behind(TensorNode input)
    {
        TensorNode x = Normalized(Convolved(input, 32, 3, "Conv1", 2), "bn_Conv1", "Conv1_relu");
        int number = 0;
        int channels = 32;
        foreach ((int filters, int stride, int repeats) in Blocks)
        {
            for (int repeat = 0; repeat < repeats; repeat++)
            {
                x = Block(x, channels, filters, repeat == 0 ? stride : 1, number++);
                channels = filters;
            }
        }

        return Normalized(Convolved(x, 1280, 1, "Conv_1", 1), "Conv_1_bn", "out_relu");
    }

    private TensorNode Block(TensorNode input, int channels, int filters, int stride, int number)
    {
        string prefix = number == 0 ? "expanded_conv_" : string.Create(CultureInfo.InvariantCulture, $"block_{number}_");
        TensorNode x =
            number == 0
                ? input
                : Normalized(Convolved(input, channels * 6, 1, prefix + "expand", 1), prefix + "expand_BN", prefix + "expand_relu");
        if (stride == 2)
        {
            x = Layer("ZeroPadding2D", prefix + "pad", [x], ("padding", SequenceValue.Tuple(Sides(x, 0), Sides(x, 1))));
        }

        x = Layer(
            "DepthwiseConv2D",
            prefix + "depthwise",
            [x],
            ("kernel_size", new IntValue(3)),
            ("strides", new IntValue(stride)),
            ("use_bias", BoolValue.Of(false)),
            ("padding", new TextValue(stride == 1 ? "same" : "valid"))
        );
        x = Normalized(x, prefix + "depthwise_BN", prefix + "depthwise_relu");
        x = Normalized(Convolved(x, filters, 1, prefix + "project", 1), prefix + "project_BN", null);
        return channels == filters && stride == 1 ? Layer("Add", prefix + "add", [input, x]) : x;
    }

    // One row more is added at the end of an even side, so that halving it keeps its middle.
    private static SequenceValue Sides(TensorNode tensor, int axis) =>
        SequenceValue.Tuple(
            new IntValue(!tensor.Shape.IsUnknown && tensor.Shape.Rank > axis && tensor.Shape[axis] % 2 == 1 ? 1 : 0),
            new IntValue(1)
        );

    private TensorNode Convolved(TensorNode input, int filters, int kernel, string name, int stride) =>
        Layer(
            "Conv2D",
            name,
            [input],
            ("filters", new IntValue(filters)),
            ("kernel_size", new IntValue(kernel)),
            ("strides", new IntValue(stride)),
            ("padding", new TextValue("same")),
            ("use_bias", BoolValue.Of(false))
        );

    private TensorNode Normalized(TensorNode input, string name, string? relu)
    {
        TensorNode x = Layer("BatchNormalization", name, [input], ("epsilon", new FloatValue(1e-3)), ("momentum", new FloatValue(0.999)));
        return relu is null ? x : Layer("ReLU", relu, [x], ("max_value", new FloatValue(6)));
    }

    private TensorNode Layer(string className, string name, IReadOnlyList<TensorNode> inputs, params (string, Value)[] settings) =>
        call(layers.Made(className, [.. settings, ("name", new TextValue(name))]), inputs);
}
