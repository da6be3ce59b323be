using Repro.Backends.Cpu.Kernels;
using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Backends.Cpu.Operations;

/// <summary>Turns the layers of an expanded model into operations, one or two each.</summary>
/// <param name="training">Whether the network has an optimizer: otherwise no weight is trained.</param>
internal sealed class OperationFactory(bool training)
{
    private readonly List<Operation> _operations = [];

    public IReadOnlyList<Operation> Operations => _operations;

    /// <summary>Appends a layer's operations; the last of them carries its output.</summary>
    /// <param name="inputs">The operations that carry the layer's inputs.</param>
    /// <exception cref="ModelException">The engine cannot compute this layer.</exception>
    public void Add(FlatNode node, IReadOnlyList<int> inputs)
    {
        if (!node.OutputShape.IsKnown)
        {
            throw new ModelException($"Layer '{node.Path}' ({node.Layer.TypeName}): the Cpu engine needs known shapes, but its output is {node.OutputShape}; give the model a fixed input shape.");
        }

        int elements = node.OutputShape.Elements;
        switch (node.Layer)
        {
            case InputLayer:
                _operations.Add(new InputOperation(elements));
                break;
            case Conv2D conv:
                WindowGeometry window = Geometry(node, conv.KernelSize, conv.Strides, conv.Padding);
                _operations.Add(new ConvOperation(inputs[0], window, Kernel(node, conv.L2), Bias(node)));
                Activate(conv.Activation, node.OutputShape, inPlace: true);
                break;
            case Dense dense:
                _operations.Add(new DenseOperation(inputs[0], node.InputShapes[0].Elements, dense.Units, Kernel(node, dense.L2), Bias(node)));
                Activate(dense.Activation, node.OutputShape, inPlace: true);
                break;
            case MaxPooling2D pool:
                _operations.Add(new MaxPoolOperation(inputs[0], Geometry(node, pool.PoolSize, pool.EffectiveStrides, pool.Padding)));
                break;
            case AveragePooling2D pool:
                _operations.Add(new AveragePoolOperation(inputs[0], Geometry(node, pool.PoolSize, pool.EffectiveStrides, pool.Padding)));
                break;
            case GlobalAveragePooling2D:
                Shape image = node.InputShapes[0];
                _operations.Add(new GlobalAveragePoolOperation(inputs[0], image[0]!.Value, image[1]!.Value, image[2]!.Value));
                break;
            case Concatenate:
                int[] channels = [.. node.InputShapes.Select(shape => shape[shape.Rank - 1]!.Value)];
                _operations.Add(new ConcatenateOperation(inputs, elements / channels.Sum(), channels));
                break;
            case Models.Layers.Add:
                _operations.Add(new AddOperation(inputs, elements));
                break;
            case ZeroPadding2D border:
                _operations.Add(new ZeroPaddingOperation(inputs[0], border, node.InputShapes[0], node.OutputShape));
                break;
            case BatchNormalization normalization:
                _operations.Add(new BatchNormOperation(inputs[0], normalization, node.OutputShape, [.. node.Weights.Select(Weight)]));
                break;
            case Dropout dropout:
                _operations.Add(new DropoutOperation(node.Path, inputs[0], elements, dropout.Rate));
                break;
            case Flatten or ActivationLayer { Function: Activation.Linear }:
                _operations.Add(new IdentityOperation(inputs[0], elements));
                break;
            case ActivationLayer activation:
                // Its input is a layer's output, which others may read: not in place.
                Activate(activation.Function, node.OutputShape, inPlace: false, inputs[0]);
                break;
            default:
                throw new ModelException($"Layer '{node.Path}' ({node.Layer.TypeName}): the Cpu engine cannot compute this kind of layer yet.");
        }
    }

    private static WindowGeometry Geometry(FlatNode node, Size window, Size stride, Padding padding)
    {
        Shape input = node.InputShapes[0];
        Shape output = node.OutputShape;
        WindowAxis rows = new(input[0]!.Value, window.Height, stride.Height, padding);
        WindowAxis columns = new(input[1]!.Value, window.Width, stride.Width, padding);
        return new WindowGeometry(
            rows.Input, columns.Input, input[2]!.Value, rows.Output, columns.Output, output[2]!.Value, window, stride, rows.Before, columns.Before);
    }

    private Parameter Weight(FlatWeight weight) => new(weight, training && weight.Trainable, 0);

    private Parameter Kernel(FlatNode node, float l2) => new(node.Weights[0], training && node.Weights[0].Trainable, l2);

    private Parameter? Bias(FlatNode node) =>
        node.Weights.Count > 1 ? new Parameter(node.Weights[1], training && node.Weights[1].Trainable, 0) : null;

    private void Activate(Activation function, Shape shape, bool inPlace, int? from = null)
    {
        int input = from ?? _operations.Count - 1;
        int elements = shape.Elements;
        switch (function)
        {
            case Activation.Linear:
                break;
            case Activation.Relu:
                _operations.Add(new ReluOperation(input, elements, inPlace));
                break;
            case Activation.Sigmoid:
                _operations.Add(new SigmoidOperation(input, elements, inPlace));
                break;
            case Activation.Softmax:
                _operations.Add(new SoftmaxOperation(input, elements, shape[shape.Rank - 1]!.Value, inPlace));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(function), function, "An unknown activation.");
        }
    }
}
