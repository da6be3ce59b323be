using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Backends;

/// <summary>How a backend computes each kind of layer. The layers that it supports are those of its table.</summary>
/// <typeparam name="TFactory">What appends a layer's operations.</typeparam>
/// <param name="backend">What messages call it: <c>Cpu</c>.</param>
internal sealed class LayerTable<TFactory>(string backend)
{
    /// <summary>Appends a layer's operations; the last of them carries its output.</summary>
    /// <param name="inputs">The operations that carry the layer's inputs.</param>
    public delegate void Rule<in TLayer>(TFactory factory, FlatNode node, TLayer layer, IReadOnlyList<int> inputs)
        where TLayer : Layer;

    private readonly Dictionary<Type, Rule<Layer>> _rules = [];

    /// <summary>The kinds of layers that have a rule.</summary>
    public IReadOnlyCollection<Type> Kinds => _rules.Keys;

    /// <summary>Says how a kind of layer is computed.</summary>
    public LayerTable<TFactory> With<TLayer>(Rule<TLayer> rule)
        where TLayer : Layer
    {
        _rules.Add(typeof(TLayer), (factory, node, layer, inputs) => rule(factory, node, (TLayer)layer, inputs));
        return this;
    }

    /// <exception cref="ModelException">The backend cannot compute this layer.</exception>
    public void Build(TFactory factory, FlatNode node, IReadOnlyList<int> inputs)
    {
        if (!node.OutputShape.IsKnown)
        {
            throw new ModelException(
                $"Layer '{node.Path}' ({node.Layer.TypeName}): the {backend} backend needs known shapes, but its output is {node.OutputShape}; give the model a fixed input shape."
            );
        }

        if (!_rules.TryGetValue(node.Layer.GetType(), out Rule<Layer>? rule))
        {
            IEnumerable<string> supported = _rules.Keys.Select(kind => kind.Name).Order(StringComparer.Ordinal);
            string reason = node.Layer is ForeignLayer foreign ? $" {foreign.Reason}" : "";
            throw new ModelException(
                $"Layer '{node.Path}' ({node.Layer.TypeName}): the {backend} backend cannot compute this kind of layer.{reason} It computes {string.Join(", ", supported)}."
            );
        }

        rule(factory, node, node.Layer, inputs);
    }
}
