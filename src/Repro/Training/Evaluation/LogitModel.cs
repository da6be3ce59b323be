using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Training.Evaluation;

/// <summary>A model up to the values before its last sigmoid or softmax, from which Keras computes cross-entropies.</summary>
/// <param name="Model">The same layers and weights; the last activation is linear.</param>
/// <param name="Last">The activation that was taken off; linear where the model's outputs come straight from no sigmoid or softmax.</param>
internal sealed record LogitModel(Model Model, Activation Last)
{
    public static LogitModel Of(Model model)
    {
        Layer layer = model.Nodes[model.Outputs[0]].Layer;
        (Layer changed, Activation last) = Cut(layer);
        return last == Activation.Linear
            ? new LogitModel(model, last)
            : new LogitModel(model.Select(each => ReferenceEquals(each, layer) ? changed : each), last);
    }

    /// <summary>
    /// The sigmoid or softmax that a node's output comes from, through layers that leave the numbers as they are in a prediction; linear
    /// where it comes from neither.
    /// </summary>
    public static Activation LastOf(Model model, int node)
    {
        while (model.Nodes[node] is { Inputs: [var before], Layer: Flatten or Reshape or Dropout })
        {
            node = before;
        }

        return model.Nodes[node].Layer is NestedModel nested
            ? LastOf(nested.Model, nested.Model.Outputs[0])
            : Cut(model.Nodes[node].Layer).Last;
    }

    private static (Layer Layer, Activation Last) Cut(Layer layer)
    {
        switch (layer)
        {
            case Dense { Activation: Activation.Sigmoid or Activation.Softmax } dense:
                return (dense with { Activation = Activation.Linear }, dense.Activation);
            case Conv2D { Activation: Activation.Sigmoid or Activation.Softmax } conv:
                return (conv with { Activation = Activation.Linear }, conv.Activation);
            case ActivationLayer { Function: Activation.Sigmoid or Activation.Softmax } activation:
                return (activation with { Function = Activation.Linear }, activation.Function);
            case NestedModel nested:
                LogitModel inner = Of(nested.Model);
                return (nested with { Model = inner.Model }, inner.Last);
            default:
                return (layer, Activation.Linear);
        }
    }
}
