using Repro.Backends.Cpu.Operations;
using Repro.Backends.Cpu.Operations.Arrangement;
using Repro.Backends.Cpu.Operations.Elementwise;
using Repro.Backends.Cpu.Operations.Normalization;
using Repro.Backends.Imaging;
using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Backends.Cpu.Building;

/// <summary>Inputs, layers that move numbers, and layers that join tensors.</summary>
internal sealed partial class OperationFactory
{
    private static LayerTable<OperationFactory> WithArrangements(LayerTable<OperationFactory> table) =>
        table
            .With<InputLayer>((factory, node, _, _) => factory.Append(new InputOperation(node.OutputShape.Elements)))
            .With<Flatten>((factory, node, _, inputs) => factory.Append(new IdentityOperation(inputs[0], node.OutputShape.Elements)))
            .With<Reshape>((factory, node, _, inputs) => factory.Append(new IdentityOperation(inputs[0], node.OutputShape.Elements)))
            .With<Permute>(
                (factory, node, layer, inputs) =>
                    factory.Move(node, inputs[0], Sources.Transposed(node.InputShapes[0], [.. layer.Axes.Select(axis => axis - 1)]))
            )
            .With<RepeatVector>(
                (factory, node, layer, inputs) => factory.Move(node, inputs[0], Sources.Copies(node.InputShapes[0].Elements, layer.Copies))
            )
            .With<ZeroPadding2D>(
                (factory, node, layer, inputs) =>
                    factory.Append(new ZeroPaddingOperation(inputs[0], layer, node.InputShapes[0], node.OutputShape))
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
            .With<Concatenate>((factory, node, layer, inputs) => factory.Concatenate(node, layer, inputs))
            .With<Dot>((factory, node, layer, inputs) => factory.Multiply(node, layer, inputs))
            .With<Models.Layers.Add>((factory, node, _, inputs) => factory.Join(node, MergeKind.Add, inputs))
            .With<Subtract>((factory, node, _, inputs) => factory.Join(node, MergeKind.Subtract, inputs))
            .With<Multiply>((factory, node, _, inputs) => factory.Join(node, MergeKind.Multiply, inputs))
            .With<Average>((factory, node, _, inputs) => factory.Join(node, MergeKind.Average, inputs))
            .With<Maximum>((factory, node, _, inputs) => factory.Join(node, MergeKind.Maximum, inputs))
            .With<Minimum>((factory, node, _, inputs) => factory.Join(node, MergeKind.Minimum, inputs));

    private void Move(FlatNode node, int input, int[] sources) => Append(new GatherOperation(input, node.InputShapes[0].Elements, sources));

    private void Augment(FlatNode node, Augmentation layer, int input) =>
        Append(
            new AugmentationOperation(
                node.Path,
                input,
                layer,
                (Length(node.OutputShape, 0), Length(node.OutputShape, 1), Length(node.OutputShape, 2))
            )
        );

    private void Resize(FlatNode node, Resizing layer, int input)
    {
        (int top, int left, Shape from) = layer.WindowOf(node.InputShapes[0]);
        if (!from.Equals(node.InputShapes[0]))
        {
            Append(new GatherOperation(input, node.InputShapes[0].Elements, Sources.Window(node.InputShapes[0], [top, left, 0], from)));
            input = Last;
        }

        (int height, int width, int channels) = (Length(from, 0), Length(from, 1), Length(from, 2));
        if (layer.Method == ResizeMethod.Nearest)
        {
            Append(new GatherOperation(input, from.Elements, Sources.Nearest(from, node.OutputShape)));
        }
        else if (layer is { Method: ResizeMethod.Bilinear, Antialias: false })
        {
            Append(new BilinearOperation(input, height, width, channels, layer.Height, layer.Width));
        }
        else
        {
            Append(
                new ResampleOperation(
                    input,
                    (height, width, channels),
                    ResizeWeights.Of(layer.Method, layer.Antialias, height, layer.Height),
                    ResizeWeights.Of(layer.Method, layer.Antialias, width, layer.Width)
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
        Shape from = node.InputShapes[0];
        if (!layer.IsBilinear)
        {
            Move(node, input, Sources.Repeated(from, [layer.Factor.Height, layer.Factor.Width, 1], node.OutputShape));
            return;
        }

        Append(
            new BilinearOperation(
                input,
                Length(from, 0),
                Length(from, 1),
                Length(from, 2),
                Length(node.OutputShape, 0),
                Length(node.OutputShape, 1)
            )
        );
    }

    // What lies behind the axis is as one channel.
    private void Concatenate(FlatNode node, Concatenate layer, IReadOnlyList<int> inputs)
    {
        int axis = layer.AxisOf(node.OutputShape.Rank);
        int[] lengths =
        [
            .. node.InputShapes.Select(shape => shape.Axes.Skip(axis).Aggregate(1, (product, length) => product * length!.Value)),
        ];
        Append(new ConcatenateOperation(inputs, node.OutputShape.Elements / lengths.Sum(), lengths));
    }

    private void Multiply(FlatNode node, Dot layer, IReadOnlyList<int> inputs)
    {
        int[] axes = [Dot.AxisOf(layer.First, node.InputShapes[0].Rank), Dot.AxisOf(layer.Second, node.InputShapes[1].Rank)];
        int[] from = [.. inputs];
        for (int i = 0; i < 2 && layer.IsNormalized; i++)
        {
            Append(new UnitNormOperation(from[i], AxisGroups.Of(Lengths(node.InputShapes[i]), [axes[i]], out int count), count));
            from[i] = Last;
        }

        Append(new DotOperation(from, Places(node.InputShapes[0], axes[0]), Places(node.InputShapes[1], axes[1])));
    }

    private static DotPlaces Places(Shape shape, int axis)
    {
        int[] lengths = Lengths(shape);
        return new DotPlaces(Product(lengths.Take(axis)), lengths[axis], Product(lengths.Skip(axis + 1)));
    }

    private static int Product(IEnumerable<int> lengths) => lengths.Aggregate(1, (product, length) => product * length);

    private void Join(FlatNode node, MergeKind kind, IReadOnlyList<int> inputs)
    {
        int elements = node.OutputShape.Elements;
        int[]?[] sources = [.. node.InputShapes.Select(shape => Sources.Broadcast(shape, node.OutputShape))];
        if (kind == MergeKind.Add && Array.TrueForAll(sources, each => each is null))
        {
            Append(new AddOperation(inputs, elements));
        }
        else
        {
            Append(new MergeOperation(inputs, elements, kind, [.. node.InputShapes.Select(shape => shape.Elements)], sources));
        }
    }
}
