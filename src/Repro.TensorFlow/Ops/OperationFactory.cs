using Repro.Models;
using Repro.Models.Layers;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>Turns the layers of an expanded model into operations, one or two each.</summary>
/// <param name="training">Whether the network has an optimizer: otherwise no weight is trained.</param>
internal sealed class OperationFactory(IEager eager, bool training)
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
            throw new ModelException($"Layer '{node.Path}' ({node.Layer.TypeName}): the TensorFlow engine needs known shapes, but its output is {node.OutputShape}; give the model a fixed input shape.");
        }

        switch (node.Layer)
        {
            case InputLayer:
                _operations.Add(new InputOperation(node.OutputShape));
                break;
            case Conv2D conv:
                _operations.Add(new ConvOperation(eager, inputs[0], node, conv, Kernel(node, conv.L2), Bias(node)));
                Activate(conv.Activation, node.Path, _operations.Count - 1);
                break;
            case Dense dense:
                _operations.Add(new DenseOperation(eager, inputs[0], node.Path, Kernel(node, dense.L2), Bias(node)));
                Activate(dense.Activation, node.Path, _operations.Count - 1);
                break;
            case MaxPooling2D pool:
                _operations.Add(new MaxPoolOperation(eager, inputs[0], node.Path, pool));
                break;
            case AveragePooling2D pool:
                _operations.Add(new AveragePoolOperation(eager, inputs[0], node.Path, pool, node.InputShapes[0]));
                break;
            case GlobalAveragePooling2D:
                _operations.Add(new GlobalAveragePoolOperation(eager, inputs[0], node.Path, node.InputShapes[0]));
                break;
            case Concatenate:
                _operations.Add(new ConcatenateOperation(eager, inputs, node.Path, node.InputShapes));
                break;
            case Models.Layers.Add:
                _operations.Add(new AddOperation(eager, inputs, node.Path));
                break;
            case ZeroPadding2D border:
                _operations.Add(new ZeroPaddingOperation(eager, inputs[0], node.Path, border, node.InputShapes[0]));
                break;
            case BatchNormalization normalization:
                _operations.Add(new BatchNormOperation(eager, inputs[0], node.Path, normalization, node.OutputShape, [.. node.Weights.Select(Weight)]));
                break;
            case Dropout dropout:
                _operations.Add(new DropoutOperation(eager, inputs[0], node.Path, dropout.Rate, [.. node.OutputShape.Axes.Select(axis => axis!.Value)]));
                break;
            case Flatten:
                _operations.Add(new FlattenOperation(eager, inputs[0], node.Path, node.InputShapes[0], node.OutputShape));
                break;
            case ActivationLayer { Function: Activation.Linear }:
                _operations.Add(new IdentityOperation(eager, inputs[0], node.Path));
                break;
            case ActivationLayer activation:
                Activate(activation.Function, node.Path, inputs[0]);
                break;
            default:
                throw new ModelException($"Layer '{node.Path}' ({node.Layer.TypeName}): the TensorFlow engine cannot compute this kind of layer yet.");
        }
    }

    private Parameter Weight(FlatWeight weight) => new(eager, weight, training && weight.Trainable, 0);

    private Parameter Kernel(FlatNode node, float l2) => new(eager, node.Weights[0], training && node.Weights[0].Trainable, l2);

    private Parameter? Bias(FlatNode node) =>
        node.Weights.Count > 1 ? new Parameter(eager, node.Weights[1], training && node.Weights[1].Trainable, 0) : null;

    private void Activate(Activation function, string layer, int input)
    {
        switch (function)
        {
            case Activation.Linear:
                break;
            case Activation.Relu:
                _operations.Add(new ReluOperation(eager, input, layer));
                break;
            case Activation.Sigmoid:
                _operations.Add(new SigmoidOperation(eager, input, layer));
                break;
            case Activation.Softmax:
                _operations.Add(new SoftmaxOperation(eager, input, layer));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(function), function, "An unknown activation.");
        }
    }
}
