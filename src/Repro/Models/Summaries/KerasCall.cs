using System.Globalization;
using Repro.Models.Layers;
using Repro.Models.Summaries.Rules;

namespace Repro.Models.Summaries;

/// <summary>
/// A layer as the Python call that makes it, defaults and the name left out: <c>Conv2D(32, (3, 3), activation='relu')</c>.
/// </summary>
internal static class KerasCall
{
    /// <param name="model">The model that holds the layer: the first of a sequential one is told the input's shape.</param>
    /// <exception cref="ModelException">The layer is a model: no single call makes one.</exception>
    public static string Of(Model model, Node node)
    {
        bool first = model.IsSequential && node == model.Layers[0];
        IEnumerable<string?> arguments = [.. Arguments(node.Layer), first ? InputArgument(model.InputShape) : null];
        string name = node.Layer is InputLayer ? "Input" : node.Layer.TypeName;
        return $"{name}({string.Join(", ", arguments.OfType<string>())})";
    }

    private static IEnumerable<string?> Arguments(Layer layer) =>
        layer switch
        {
            InputLayer input => [KerasNotation.Tuple(input.Shape)],
            Conv2D conv =>
            [
                Number(conv.Filters),
                KerasNotation.Tuple(conv.KernelSize),
                StridesArgument(conv.Strides),
                PaddingArgument(conv.Padding),
                DilationArgument(conv.Dilation),
                conv.Groups == 1 ? null : $"groups={Number(conv.Groups)}",
                ActivationArgument(conv.Activation),
                BiasArgument(conv.UseBias),
                L2Argument(conv.L2),
            ],
            DepthwiseConv2D conv =>
            [
                KerasNotation.Tuple(conv.KernelSize),
                StridesArgument(conv.Strides),
                PaddingArgument(conv.Padding),
                MultiplierArgument(conv.DepthMultiplier),
                DilationArgument(conv.Dilation),
                ActivationArgument(conv.Activation),
                BiasArgument(conv.UseBias),
            ],
            SeparableConv2D conv =>
            [
                Number(conv.Filters),
                KerasNotation.Tuple(conv.KernelSize),
                StridesArgument(conv.Strides),
                PaddingArgument(conv.Padding),
                DilationArgument(conv.Dilation),
                MultiplierArgument(conv.DepthMultiplier),
                ActivationArgument(conv.Activation),
                BiasArgument(conv.UseBias),
            ],
            Conv2DTranspose conv =>
            [
                Number(conv.Filters),
                KerasNotation.Tuple(conv.KernelSize),
                StridesArgument(conv.Strides),
                PaddingArgument(conv.Padding),
                ActivationArgument(conv.Activation),
                BiasArgument(conv.UseBias),
            ],
            Conv1D conv =>
            [
                Number(conv.Filters),
                Number(conv.KernelSize),
                conv.Strides == 1 ? null : $"strides={Number(conv.Strides)}",
                conv.IsCausal ? "padding='causal'" : PaddingArgument(conv.Padding),
                conv.Dilation == 1 ? null : $"dilation_rate={Number(conv.Dilation)}",
                conv.Groups == 1 ? null : $"groups={Number(conv.Groups)}",
                ActivationArgument(conv.Activation),
                BiasArgument(conv.UseBias),
            ],
            Pooling1D pool =>
            [
                Number(pool.PoolSize),
                pool.EffectiveStrides == pool.PoolSize ? null : $"strides={Number(pool.EffectiveStrides)}",
                PaddingArgument(pool.Padding),
            ],
            Pooling2D pool =>
            [
                KerasNotation.Tuple(pool.PoolSize),
                pool.EffectiveStrides == pool.PoolSize ? null : $"strides={KerasNotation.Tuple(pool.EffectiveStrides)}",
                PaddingArgument(pool.Padding),
            ],
            Dense dense => [Number(dense.Units), ActivationArgument(dense.Activation), BiasArgument(dense.UseBias), L2Argument(dense.L2)],
            Dropout dropout => [Number(dropout.Rate)],
            ZeroPadding2D padding => [PaddingTuple(padding)],
            ActivationLayer activation => [$"'{Name(activation.Function)}'"],
            BatchNormalization normalization =>
            [
                normalization.Momentum == 0.99f ? null : $"momentum={Number(normalization.Momentum)}",
                normalization.Epsilon == 1e-3f ? null : $"epsilon={Number(normalization.Epsilon)}",
                normalization.Center ? null : "center=False",
                normalization.Scale ? null : "scale=False",
            ],
            ReLU relu =>
            [
                relu.MaxValue is { } most ? $"max_value={Number(most)}" : null,
                relu.NegativeSlope == 0 ? null : $"negative_slope={Number(relu.NegativeSlope)}",
                relu.Threshold == 0 ? null : $"threshold={Number(relu.Threshold)}",
            ],
            LeakyReLU leaky => [Number(leaky.Slope)],
            ELU elu => [Number(elu.Alpha)],
            PReLU { SharedAxes.Count: > 0 } prelu => [$"shared_axes={List(prelu.SharedAxes)}"],
            SpatialDropout2D dropout => [Number(dropout.Rate)],
            SpatialDropout1D dropout => [Number(dropout.Rate)],
            GaussianDropout dropout => [Number(dropout.Rate)],
            GaussianNoise noise => [Number(noise.Deviation)],
            Reshape reshape => [$"({string.Join(", ", reshape.Target)}{(reshape.Target.Count == 1 ? "," : "")})"],
            Permute permute => [$"({string.Join(", ", permute.Axes)}{(permute.Axes.Count == 1 ? "," : "")})"],
            RepeatVector repeat => [Number(repeat.Copies)],
            UpSampling2D upsampling => [KerasNotation.Tuple(upsampling.Factor), upsampling.IsBilinear ? "interpolation='bilinear'" : null],
            Embedding embedding => [Number(embedding.InputDim), Number(embedding.OutputDim)],
            Recurrent recurrent => [Number(recurrent.Units), recurrent.ReturnSequences ? "return_sequences=True" : null],
            Rescaling rescaling =>
            [
                ListOrNumber(rescaling.Factors),
                rescaling.Offsets is [0] ? null : $"offset={ListOrNumber(rescaling.Offsets)}",
            ],
            NestedModel nested => throw new ModelException($"Layer '{nested.Name}' is a model of its own, so no single call makes it."),
            _ => [],
        };

    // A flat input is given by its width, as the documents do.
    private static string InputArgument(Shape shape) =>
        shape.Rank == 1 ? $"input_dim={shape}" : $"input_shape={KerasNotation.Tuple(shape)}";

    private static string PaddingTuple(ZeroPadding2D padding) =>
        padding.Top == padding.Bottom && padding.Left == padding.Right
            ? KerasNotation.Tuple(new Size(padding.Top, padding.Left))
            : $"({KerasNotation.Tuple(new Size(padding.Top, padding.Bottom))}, {KerasNotation.Tuple(new Size(padding.Left, padding.Right))})";

    private static string? PaddingArgument(Padding padding) => padding == Padding.Same ? "padding='same'" : null;

    private static string? ActivationArgument(Activation activation) =>
        activation == Activation.Linear ? null : $"activation='{Name(activation)}'";

    private static string? BiasArgument(bool useBias) => useBias ? null : "use_bias=False";

    private static string? L2Argument(float factor) => factor == 0 ? null : $"kernel_regularizer=l2({Number(factor)})";

    private static string? StridesArgument(Size strides) => strides == 1 ? null : $"strides={KerasNotation.Tuple(strides)}";

    private static string? DilationArgument(Size dilation) => dilation == 1 ? null : $"dilation_rate={KerasNotation.Tuple(dilation)}";

    private static string? MultiplierArgument(int multiplier) => multiplier == 1 ? null : $"depth_multiplier={Number(multiplier)}";

    private static string List(IEnumerable<int> numbers) => $"[{string.Join(", ", numbers)}]";

    private static string ListOrNumber(IReadOnlyList<float> numbers) =>
        numbers.Count == 1 ? Number(numbers[0]) : $"[{string.Join(", ", numbers.Select(Number))}]";

    private static string Name(Activation activation) => Activations.NameOf(activation);

    // The shortest digits that read back as the same float, Python's small e in the exponent.
    private static string Number(float number) => number.ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant();

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
