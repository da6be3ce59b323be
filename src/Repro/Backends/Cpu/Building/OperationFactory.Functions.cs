using Repro.Backends.Cpu.Functions;
using Repro.Backends.Cpu.Operations;
using Repro.Backends.Cpu.Operations.Arrangement;
using Repro.Backends.Cpu.Operations.Elementwise;
using Repro.Backends.Cpu.Operations.Normalization;
using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Backends.Cpu.Building;

/// <summary>Activations, normalization and random layers.</summary>
internal sealed partial class OperationFactory
{
    private static LayerTable<OperationFactory> WithFunctions(LayerTable<OperationFactory> table) =>
        table
            .With<ActivationLayer>((factory, node, layer, inputs) => factory.ActivationOf(node.OutputShape, layer.Function, inputs[0]))
            .With<ReLU>((factory, node, layer, inputs) => factory.Relu(node, layer, inputs[0]))
            .With<LeakyReLU>(
                (factory, node, layer, inputs) => factory.Map(inputs[0], node.OutputShape.Elements, new LeakyRelu(layer.Slope))
            )
            .With<ELU>((factory, node, layer, inputs) => factory.Map(inputs[0], node.OutputShape.Elements, new Elu(layer.Alpha)))
            .With<ThresholdedReLU>(
                (factory, node, layer, inputs) => factory.Map(inputs[0], node.OutputShape.Elements, new ThresholdedRelu(layer.Theta))
            )
            .With<PReLU>(
                (factory, node, layer, inputs) =>
                    factory.Append(
                        new PReluOperation(
                            inputs[0],
                            AxisGroups.Of(Lengths(node.OutputShape), [.. layer.SharedAxes.Select(axis => axis - 1)], out _),
                            factory.Named(node, "alpha")
                        )
                    )
            )
            .With<SoftmaxAlong>((factory, node, layer, inputs) => factory.SoftmaxOver(node.OutputShape, layer.Axis, inputs[0]))
            .With<ActivityRegularization>(
                (factory, node, _, inputs) => factory.Append(new IdentityOperation(inputs[0], node.OutputShape.Elements))
            )
            .With<BatchNormalization>((factory, node, layer, inputs) => factory.Normalize(node, layer, inputs[0]))
            .With<LayerNormalization>((factory, node, layer, inputs) => factory.Normalize(node, layer, inputs[0]))
            .With<GroupNormalization>((factory, node, layer, inputs) => factory.Normalize(node, layer, inputs[0]))
            .With<UnitNormalization>(
                (factory, node, layer, inputs) =>
                    factory.Append(
                        new UnitNormOperation(
                            inputs[0],
                            AxisGroups.Of(Lengths(node.OutputShape), layer.AxesOf(node.OutputShape.Rank), out int count),
                            count
                        )
                    )
            )
            .With<Rescaling>((factory, node, layer, inputs) => factory.Rescale(node, layer, inputs[0]))
            .With<Normalization>((factory, node, layer, inputs) => factory.Standardize(node, layer, inputs[0]))
            .With<Dropout>((factory, node, layer, inputs) => factory.Drop(node, layer.Rate, layer.Together, inputs[0]))
            .With<SpatialDropout2D>((factory, node, layer, inputs) => factory.Drop(node, layer.Rate, [0, 1], inputs[0]))
            .With<SpatialDropout1D>((factory, node, layer, inputs) => factory.Drop(node, layer.Rate, [0], inputs[0]))
            .With<AlphaDropout>(
                (factory, node, layer, inputs) =>
                    factory.Append(new AlphaDropoutOperation(node.Path, inputs[0], node.OutputShape.Elements, layer))
            )
            .With<GaussianNoise>(
                (factory, node, layer, inputs) =>
                    factory.Append(new NoiseOperation(node.Path, inputs[0], node.OutputShape.Elements, layer.Deviation, multiplies: false))
            )
            .With<GaussianDropout>(
                (factory, node, layer, inputs) =>
                    factory.Append(
                        new NoiseOperation(
                            node.Path,
                            inputs[0],
                            node.OutputShape.Elements,
                            MathF.Sqrt(layer.Rate / (1 - layer.Rate)),
                            multiplies: true
                        )
                    )
            );

    private void ActivationOf(Shape shape, Activation function, int input)
    {
        if (function == Activation.Linear)
        {
            Append(new IdentityOperation(input, shape.Elements));
        }
        // Its input is a layer's output, which others may read: not in place.
        else
        {
            Activate(function, shape, inPlace: false, input);
        }
    }

    private void Activate(Activation function, Shape shape, bool inPlace, int? from = null)
    {
        int input = from ?? Last;
        int elements = shape.Elements;
        switch (function)
        {
            case Activation.Linear:
                break;
            case Activation.Relu:
                Append(new ReluOperation(input, elements, inPlace));
                break;
            case Activation.Relu6:
                Append(new ClippedReluOperation(input, elements, 6, inPlace));
                break;
            case Activation.Sigmoid:
                Append(new SigmoidOperation(input, elements, inPlace));
                break;
            case Activation.Softmax:
                Append(new SoftmaxOperation(input, elements, shape[shape.Rank - 1]!.Value, inPlace));
                break;
            case Activation.LogSoftmax:
                Append(new LogSoftmaxOperation(input, elements, shape[shape.Rank - 1]!.Value));
                break;
            case Activation.Elu:
                Map(input, elements, new Elu(1));
                break;
            case Activation.Celu:
                Map(input, elements, default(Celu));
                break;
            case Activation.Exponential:
                Map(input, elements, default(Exponential));
                break;
            case Activation.Gelu:
                Map(input, elements, default(Gelu));
                break;
            case Activation.GeluTanh:
                Map(input, elements, default(GeluTanh));
                break;
            case Activation.HardSigmoid:
                Map(input, elements, default(HardSigmoid));
                break;
            case Activation.HardSigmoid3:
                Map(input, elements, default(HardSigmoid3));
                break;
            case Activation.HardSilu:
                Map(input, elements, default(HardSilu));
                break;
            case Activation.HardTanh:
                Map(input, elements, default(HardTanh));
                break;
            case Activation.HardShrink:
                Map(input, elements, default(HardShrink));
                break;
            case Activation.SoftShrink:
                Map(input, elements, default(SoftShrink));
                break;
            case Activation.LeakyRelu:
                Map(input, elements, new LeakyRelu(0.2f));
                break;
            case Activation.LogSigmoid:
                Map(input, elements, default(LogSigmoid));
                break;
            case Activation.Mish:
                Map(input, elements, default(Mish));
                break;
            case Activation.Selu:
                Map(input, elements, default(Selu));
                break;
            case Activation.Silu:
                Map(input, elements, default(Silu));
                break;
            case Activation.Softplus:
                Map(input, elements, default(Softplus));
                break;
            case Activation.Softsign:
                Map(input, elements, default(Softsign));
                break;
            case Activation.SparsePlus:
                Map(input, elements, default(SparsePlus));
                break;
            case Activation.SparseSigmoid:
                Map(input, elements, default(SparseSigmoid));
                break;
            case Activation.Squareplus:
                Map(input, elements, default(Squareplus));
                break;
            case Activation.Tanh:
                Map(input, elements, default(Tanh));
                break;
            case Activation.Glu:
                Append(new GluOperation(input, elements, shape[shape.Rank - 1]!.Value));
                break;
            case Activation.TanhShrink:
                Map(input, elements, default(TanhShrink));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(function), function, "An unknown activation.");
        }
    }

    private void Map<TFunction>(int input, int elements, TFunction function)
        where TFunction : struct, IFunction => Append(new MapOperation<TFunction>(input, elements, function, "activation"));

    private void Relu(FlatNode node, ReLU relu, int input)
    {
        int elements = node.OutputShape.Elements;
        if (relu is { NegativeSlope: 0, Threshold: 0, MaxValue: { } most })
        {
            Append(new ClippedReluOperation(input, elements, most, inPlace: false));
        }
        else
        {
            Map(input, elements, new GeneralRelu(relu.MaxValue ?? double.PositiveInfinity, relu.NegativeSlope, relu.Threshold));
        }
    }

    private void SoftmaxOver(Shape shape, int axis, int input)
    {
        if (axis == shape.Rank - 1)
        {
            Activate(Activation.Softmax, shape, inPlace: false, input);
            return;
        }

        (int[] there, int[] back, Shape turned) = LastAxis(shape, axis);
        Append(new GatherOperation(input, shape.Elements, there));
        Activate(Activation.Softmax, turned, inPlace: true);
        Append(new GatherOperation(Last, shape.Elements, back));
    }

    // The order that puts an axis last, the order that undoes it, and the shape in between.
    private static (int[] There, int[] Back, Shape Turned) LastAxis(Shape shape, int axis)
    {
        int[] axes = [.. Enumerable.Range(0, shape.Rank).Where(each => each != axis), axis];
        Shape turned = new([.. axes.Select(each => shape[each])]);
        return (
            Sources.Transposed(shape, axes),
            Sources.Transposed(turned, [.. Enumerable.Range(0, shape.Rank).Select(each => Array.IndexOf(axes, each))]),
            turned
        );
    }

    private void Normalize(FlatNode node, BatchNormalization layer, int input)
    {
        Shape shape = node.OutputShape;
        Parameter[] parameters = [.. node.Weights.Select(Weight)];
        bool trained = training && node is { Trainable: true, IsInference: false };
        int axis = layer.AxisOf(shape.Rank);
        if (axis == shape.Rank - 1)
        {
            Append(new BatchNormOperation(input, layer, shape, parameters, trained));
            return;
        }

        (int[] there, int[] back, Shape turned) = LastAxis(shape, axis);
        Append(new GatherOperation(input, shape.Elements, there));
        Append(new BatchNormOperation(Last, layer, turned, parameters, trained));
        Append(new GatherOperation(Last, shape.Elements, back));
    }

    private void Normalize(FlatNode node, LayerNormalization layer, int input)
    {
        int[] lengths = Lengths(node.OutputShape);
        IReadOnlyList<int> axes = layer.AxesOf(lengths.Length);
        int[] groups = AxisGroups.Of(lengths, axes, out int count);
        int[] weights = AxisGroups.Of(lengths, [.. Enumerable.Range(0, lengths.Length).Except(axes)], out _);
        Append(new StandardizeOperation(input, groups, count, weights, layer.Epsilon, Find(node, "gamma"), Find(node, "beta")));
    }

    private void Normalize(FlatNode node, GroupNormalization layer, int input)
    {
        int elements = node.OutputShape.Elements;
        int channels = Length(node.OutputShape, node.OutputShape.Rank - 1);
        int groups = layer.GroupsOf(channels);
        int[] weights = [.. Enumerable.Range(0, elements).Select(i => i % channels)];
        int[] group = [.. weights.Select(channel => channel / (channels / groups))];
        Append(new StandardizeOperation(input, group, groups, weights, layer.Epsilon, Find(node, "gamma"), Find(node, "beta")));
    }

    private void Rescale(FlatNode node, Rescaling layer, int input)
    {
        int count = Math.Max(layer.Factors.Count, layer.Offsets.Count);
        float[] factors = [.. Enumerable.Range(0, count).Select(i => layer.Factors[layer.Factors.Count == 1 ? 0 : i])];
        float[] offsets = [.. Enumerable.Range(0, count).Select(i => layer.Offsets[layer.Offsets.Count == 1 ? 0 : i])];
        int[] terms = [.. Enumerable.Range(0, node.OutputShape.Elements).Select(i => i % count)];
        Append(new AffineOperation(input, terms, () => (factors, offsets), []));
    }

    private void Standardize(FlatNode node, Normalization layer, int input)
    {
        int[] lengths = Lengths(node.OutputShape);
        int[] terms = AxisGroups.Of(lengths, [.. Enumerable.Range(0, lengths.Length).Except(layer.AxesOf(lengths.Length))], out int count);
        Parameter[] parameters = [.. node.Weights.Select(Weight)];
        Append(
            new AffineOperation(
                input,
                terms,
                () =>
                    parameters.Length > 0
                        ? layer.Constants(parameters[0].Values, parameters[1].Values, count)
                        : layer.Constants([.. layer.Mean!], [.. layer.Variance!], count),
                parameters
            )
        );
    }

    private void Drop(FlatNode node, float rate, IReadOnlyList<int> together, int input)
    {
        int elements = node.OutputShape.Elements;
        if (together.Count == 0)
        {
            Append(new DropoutOperation(node.Path, input, elements, rate));
            return;
        }

        int[] groups = AxisGroups.Of(Lengths(node.OutputShape), together, out int count);
        Append(new DropoutOperation(node.Path, input, elements, rate, groups, count));
    }
}
