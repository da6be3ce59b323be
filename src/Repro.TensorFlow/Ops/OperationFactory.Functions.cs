using Repro.Backends;
using Repro.Models;
using Repro.Models.Layers;
using Repro.TensorFlow.Graph;

namespace Repro.TensorFlow.Ops;

/// <summary>Activations, normalization and random layers.</summary>
internal sealed partial class OperationFactory
{
    private static LayerTable<OperationFactory> WithFunctions(LayerTable<OperationFactory> table) =>
        table
            .With<ActivationLayer>((factory, node, layer, inputs) => factory.ActivationOf(node, layer.Function, inputs[0]))
            .With<ReLU>(
                (factory, node, layer, inputs) =>
                    factory.Map(node.Path, inputs[0], Functions.Relu(layer.MaxValue, layer.NegativeSlope, layer.Threshold))
            )
            .With<LeakyReLU>((factory, node, layer, inputs) => factory.Map(node.Path, inputs[0], Functions.LeakyRelu(layer.Slope)))
            .With<ELU>((factory, node, layer, inputs) => factory.Map(node.Path, inputs[0], Functions.Elu(layer.Alpha)))
            .With<ThresholdedReLU>(
                (factory, node, layer, inputs) => factory.Map(node.Path, inputs[0], Functions.ThresholdedRelu(layer.Theta))
            )
            .With<PReLU>(
                (factory, node, _, inputs) =>
                    factory.Append(new PReluOperation(factory.Eager, inputs[0], node.Path, node.OutputShape, factory.Named(node, "alpha")))
            )
            .With<SoftmaxAlong>((factory, node, layer, inputs) => factory.SoftmaxOver(node, layer.Axis, inputs[0]))
            .With<ActivityRegularization>(
                (factory, node, _, inputs) => factory.Append(new IdentityOperation(factory.Eager, inputs[0], node.Path))
            )
            .With<BatchNormalization>((factory, node, layer, inputs) => factory.Normalize(node, layer, inputs[0]))
            .With<LayerNormalization>((factory, node, layer, inputs) => factory.Normalize(node, layer, inputs[0]))
            .With<GroupNormalization>((factory, node, layer, inputs) => factory.Normalize(node, layer, inputs[0]))
            .With<UnitNormalization>(
                (factory, node, layer, inputs) =>
                    factory.Append(
                        new UnitNormOperation(
                            factory.Eager,
                            inputs[0],
                            node.Path,
                            [.. layer.AxesOf(node.OutputShape.Rank).Select(axis => axis + 1)]
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
                    factory.Append(new AlphaDropoutOperation(factory.Eager, inputs[0], node.Path, layer, Axes(node.OutputShape)))
            )
            .With<GaussianNoise>((factory, node, layer, inputs) => factory.Disturb(node, layer.Deviation, multiplies: false, inputs[0]))
            .With<GaussianDropout>(
                (factory, node, layer, inputs) =>
                    factory.Disturb(node, MathF.Sqrt(layer.Rate / (1 - layer.Rate)), multiplies: true, inputs[0])
            );

    private static int[] Axes(Shape shape) => [.. shape.Axes.Select(axis => axis!.Value)];

    private void ActivationOf(FlatNode node, Activation function, int input)
    {
        switch (function)
        {
            case Activation.Linear:
                Append(new IdentityOperation(Eager, input, node.Path));
                break;
            case Activation.Glu:
                Append(new GluOperation(Eager, input, node.Path, node.OutputShape));
                break;
            default:
                Activate(function, node.Path, input);
                break;
        }
    }

    private void Activate(Activation function, string layer, int input)
    {
        switch (function)
        {
            case Activation.Linear:
                break;
            case Activation.Relu:
                Append(new ReluOperation(Eager, input, layer));
                break;
            case Activation.Sigmoid:
                Append(new SigmoidOperation(Eager, input, layer));
                break;
            case Activation.Softmax:
                Append(new SoftmaxOperation(Eager, input, layer));
                break;
            case Activation.LogSoftmax:
                Append(new LogSoftmaxOperation(Eager, input, layer));
                break;
            default:
                Map(
                    layer,
                    input,
                    Functions.Of(function) ?? throw new ArgumentOutOfRangeException(nameof(function), function, "An unknown activation.")
                );
                break;
        }
    }

    private void Map(string layer, int input, Function function) => Append(new MapOperation(Eager, input, layer, function));

    private void SoftmaxOver(FlatNode node, int axis, int input)
    {
        int rank = node.OutputShape.Rank;
        int[] axes = LastAxis(rank, axis);
        Append(new TransposeOperation(Eager, input, node.Path, axes));
        Append(new SoftmaxOperation(Eager, Last, node.Path));
        Append(new TransposeOperation(Eager, Last, node.Path, Inverse(axes)));
    }

    // The order that puts an axis last, and the one that undoes an order.
    private static int[] LastAxis(int rank, int axis) => [.. Enumerable.Range(0, rank).Where(each => each != axis), axis];

    private static int[] Inverse(int[] axes) => [.. Enumerable.Range(0, axes.Length).Select(each => Array.IndexOf(axes, each))];

    private void Normalize(FlatNode node, BatchNormalization layer, int input)
    {
        Shape shape = node.OutputShape;
        int axis = layer.AxisOf(shape.Rank);
        Parameter[] parameters = [.. node.Weights.Select(Weight)];
        bool trained = training && node is { Trainable: true, IsInference: false };
        if (axis == shape.Rank - 1)
        {
            Append(new BatchNormOperation(Eager, input, node.Path, layer, shape, parameters, trained));
            return;
        }

        int[] axes = LastAxis(shape.Rank, axis);
        Append(new TransposeOperation(Eager, input, node.Path, axes));
        Shape turned = new([.. axes.Select(each => shape[each])]);
        Append(new BatchNormOperation(Eager, Last, node.Path, layer, turned, parameters, trained));
        Append(new TransposeOperation(Eager, Last, node.Path, Inverse(axes)));
    }

    private void Normalize(FlatNode node, LayerNormalization layer, int input)
    {
        int[] lengths = Axes(node.OutputShape);
        IReadOnlyList<int> axes = layer.AxesOf(lengths.Length);
        StandardizeShapes shapes = new(
            [-1, .. lengths],
            [-1, .. lengths],
            [.. axes.Select(axis => axis + 1)],
            [1, .. lengths.Select((length, axis) => axes.Contains(axis) ? length : 1)]
        );
        Append(new StandardizeOperation(Eager, input, node.Path, shapes, layer.Epsilon, Find(node, "gamma"), Find(node, "beta")));
    }

    private void Normalize(FlatNode node, GroupNormalization layer, int input)
    {
        int[] lengths = Axes(node.OutputShape);
        int groups = layer.GroupsOf(lengths[^1]);
        int each = lengths[^1] / groups;
        int places = node.OutputShape.Elements / lengths[^1];
        StandardizeShapes shapes = new([-1, .. lengths], [-1, places, groups, each], [1, 3], [1, 1, groups, each]);
        Append(new StandardizeOperation(Eager, input, node.Path, shapes, layer.Epsilon, Find(node, "gamma"), Find(node, "beta")));
    }

    private void Rescale(FlatNode node, Rescaling layer, int input)
    {
        int count = Math.Max(layer.Factors.Count, layer.Offsets.Count);
        float[] factors = [.. Enumerable.Range(0, count).Select(i => layer.Factors[layer.Factors.Count == 1 ? 0 : i])];
        float[] offsets = [.. Enumerable.Range(0, count).Select(i => layer.Offsets[layer.Offsets.Count == 1 ? 0 : i])];
        Append(new AffineOperation(Eager, input, node.Path, () => (factors, offsets), [count], []));
    }

    private void Standardize(FlatNode node, Normalization layer, int input)
    {
        int[] lengths = Axes(node.OutputShape);
        IReadOnlyList<int> axes = layer.AxesOf(lengths.Length);
        int[] shape = [1, .. lengths.Select((length, axis) => axes.Contains(axis) ? length : 1)];
        Parameter[] parameters = [.. node.Weights.Select(Weight)];
        int count = shape.Aggregate(1, (product, axis) => product * axis);
        Append(new AffineOperation(Eager, input, node.Path, Constants, shape, parameters));

        (float[] Factors, float[] Offsets) Constants()
        {
            float[] mean = [.. layer.Mean ?? []];
            float[] variance = [.. layer.Variance ?? []];
            if (parameters.Length > 0)
            {
                (mean, variance) = (new float[count], new float[count]);
                parameters[0].Read(mean);
                parameters[1].Read(variance);
            }

            return layer.Constants(mean, variance, count);
        }
    }

    private void Drop(FlatNode node, float rate, IReadOnlyList<int> together, int input) =>
        Append(
            new DropoutOperation(
                Eager,
                input,
                node.Path,
                rate,
                [.. Axes(node.OutputShape).Select((length, axis) => together.Contains(axis) ? 1 : length)]
            )
        );

    private void Disturb(FlatNode node, float deviation, bool multiplies, int input) =>
        Append(new NoiseOperation(Eager, input, node.Path, deviation, multiplies, Axes(node.OutputShape)));
}
