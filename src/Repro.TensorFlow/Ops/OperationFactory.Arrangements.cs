using Repro.Backends;
using Repro.Backends.Cpu.Operations.Arrangement;
using Repro.Backends.Imaging;
using Repro.Models;
using Repro.Models.Layers;
using Repro.TensorFlow.Graph;

namespace Repro.TensorFlow.Ops;

/// <summary>Inputs, layers that move numbers, and layers that join tensors.</summary>
internal sealed partial class OperationFactory
{
    private static LayerTable<OperationFactory> WithArrangements(LayerTable<OperationFactory> table) =>
        table
            .With<InputLayer>((factory, node, _, _) => factory.Append(new InputOperation(node.OutputShape)))
            .With<Flatten>((factory, node, _, inputs) => factory.Reshape(node.Path, inputs[0], node.InputShapes[0], node.OutputShape))
            .With<Reshape>((factory, node, _, inputs) => factory.Reshape(node.Path, inputs[0], node.InputShapes[0], node.OutputShape))
            .With<Permute>(
                (factory, node, layer, inputs) =>
                    factory.Append(new TransposeOperation(factory.Eager, inputs[0], node.Path, [.. layer.Axes.Select(axis => axis - 1)]))
            )
            .With<RepeatVector>(
                (factory, node, layer, inputs) => factory.Move(node, inputs[0], Sources.Copies(node.InputShapes[0].Elements, layer.Copies))
            )
            .With<ZeroPadding2D>(
                (factory, node, layer, inputs) =>
                    factory.Append(new ZeroPaddingOperation(factory.Eager, inputs[0], node.Path, layer, node.InputShapes[0]))
            )
            .With<ZeroPadding1D>(
                (factory, node, layer, inputs) =>
                    factory.Move(node, inputs[0], Sources.Window(node.InputShapes[0], [-layer.Before, 0], node.OutputShape))
            )
            .With<Cropping2D>(
                (factory, node, layer, inputs) =>
                    factory.Move(node, inputs[0], Sources.Window(node.InputShapes[0], [layer.Top, layer.Left, 0], node.OutputShape))
            )
            .With<Cropping1D>(
                (factory, node, layer, inputs) =>
                    factory.Move(node, inputs[0], Sources.Window(node.InputShapes[0], [layer.Before, 0], node.OutputShape))
            )
            .With<UpSampling2D>((factory, node, layer, inputs) => factory.Enlarge(node, layer, inputs[0]))
            .With<UpSampling1D>(
                (factory, node, layer, inputs) =>
                    factory.Move(node, inputs[0], Sources.Repeated(node.InputShapes[0], [layer.Factor, 1], node.OutputShape))
            )
            .With<RandomFlip>((factory, node, layer, inputs) => factory.Augment(node, layer, inputs[0]))
            .With<RandomRotation>((factory, node, layer, inputs) => factory.Augment(node, layer, inputs[0]))
            .With<RandomZoom>((factory, node, layer, inputs) => factory.Augment(node, layer, inputs[0]))
            .With<RandomTranslation>((factory, node, layer, inputs) => factory.Augment(node, layer, inputs[0]))
            .With<RandomContrast>((factory, node, layer, inputs) => factory.Augment(node, layer, inputs[0]))
            .With<Resizing>((factory, node, layer, inputs) => factory.Resize(node, layer, inputs[0]))
            .With<CenterCrop>((factory, node, layer, inputs) => factory.Crop(node, layer, inputs[0]))
            .With<Concatenate>(
                (factory, node, layer, inputs) =>
                    factory.Append(
                        new ConcatenateOperation(factory.Eager, inputs, node.Path, node.InputShapes, layer.AxisOf(node.OutputShape.Rank))
                    )
            )
            .With<Dot>((factory, node, layer, inputs) => factory.Multiply(node, layer, inputs))
            .With<Models.Layers.Add>((factory, node, _, inputs) => factory.Join(node, MergeKind.Add, inputs))
            .With<Subtract>((factory, node, _, inputs) => factory.Join(node, MergeKind.Subtract, inputs))
            .With<Multiply>((factory, node, _, inputs) => factory.Join(node, MergeKind.Multiply, inputs))
            .With<Average>((factory, node, _, inputs) => factory.Join(node, MergeKind.Average, inputs))
            .With<Maximum>((factory, node, _, inputs) => factory.Join(node, MergeKind.Maximum, inputs))
            .With<Minimum>((factory, node, _, inputs) => factory.Join(node, MergeKind.Minimum, inputs));

    private void Move(FlatNode node, int input, int[] sources) => Move(node.Path, input, node.InputShapes[0], node.OutputShape, sources);

    private void Move(string layer, int input, Shape from, Shape to, int[] sources) =>
        Append(new GatherOperation(Eager, input, layer, from.Elements, sources, (Lengths.Batch(from), Lengths.Batch(to))));

    private void Augment(FlatNode node, Augmentation layer, int input) =>
        Append(new AugmentationOperation(Eager, input, node.Path, layer, node.OutputShape));

    private void Resize(FlatNode node, Resizing layer, int input)
    {
        (int top, int left, Shape from) = layer.WindowOf(node.InputShapes[0]);
        if (!from.Equals(node.InputShapes[0]))
        {
            Move(node.Path, input, node.InputShapes[0], from, Sources.Window(node.InputShapes[0], [top, left, 0], from));
            input = Last;
        }

        if (layer.Method == ResizeMethod.Nearest)
        {
            Move(node.Path, input, from, node.OutputShape, Sources.Nearest(from, node.OutputShape));
        }
        else if (layer is { Method: ResizeMethod.Bilinear, Antialias: false })
        {
            Append(new BilinearOperation(Eager, input, node.Path, node.OutputShape));
        }
        else
        {
            Append(
                new ResampleOperation(
                    Eager,
                    input,
                    node.Path,
                    (from, node.OutputShape),
                    ResizeWeights.Of(layer.Method, layer.Antialias, Length(from, 0), layer.Height),
                    ResizeWeights.Of(layer.Method, layer.Antialias, Length(from, 1), layer.Width)
                )
            );
        }
    }

    private void Crop(FlatNode node, CenterCrop layer, int input)
    {
        if (layer.EnlargementOf(node.InputShapes[0]) is { } enlargement)
        {
            Resize(node, enlargement, input);
        }
        else
        {
            Move(node, input, Sources.Middle(node.InputShapes[0], node.OutputShape));
        }
    }

    private void Enlarge(FlatNode node, UpSampling2D layer, int input)
    {
        if (layer.IsBilinear)
        {
            Append(new BilinearOperation(Eager, input, node.Path, node.OutputShape));
        }
        else
        {
            Move(node, input, Sources.Repeated(node.InputShapes[0], [layer.Factor.Height, layer.Factor.Width, 1], node.OutputShape));
        }
    }

    private void Multiply(FlatNode node, Dot layer, IReadOnlyList<int> inputs)
    {
        int[] from = [.. inputs];
        Shape[] shapes = [.. node.InputShapes];
        int[] axes = [Dot.AxisOf(layer.First, shapes[0].Rank), Dot.AxisOf(layer.Second, shapes[1].Rank)];
        for (int i = 0; i < 2; i++)
        {
            if (layer.IsNormalized)
            {
                Append(new UnitNormOperation(Eager, from[i], node.Path, [axes[i] + 1]));
                from[i] = Last;
            }

            if (axes[i] == shapes[i].Rank - 1)
            {
                continue;
            }

            int[] order = LastAxis(shapes[i].Rank, axes[i]);
            Append(new TransposeOperation(Eager, from[i], node.Path, order));
            Shape given = shapes[i];
            (from[i], shapes[i]) = (Last, new Shape([.. order.Select(axis => given[axis])]));
        }

        Append(new DotOperation(Eager, from, node.Path, (shapes[0], shapes[1]), node.OutputShape));
    }

    private void Join(FlatNode node, MergeKind kind, IReadOnlyList<int> inputs)
    {
        bool alike = node.InputShapes.All(shape => shape.Equals(node.OutputShape));
        if (kind == MergeKind.Add && alike)
        {
            Append(new AddOperation(Eager, inputs, node.Path));
        }
        else
        {
            Append(new MergeOperation(Eager, inputs, node.Path, kind, node.InputShapes, node.OutputShape));
        }
    }
}
