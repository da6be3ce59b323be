namespace Repro.Models;

/// <summary>
/// A network's architecture: layers in topological order with inferred shapes. Immutable; it holds no numbers.
/// Made by <see cref="ModelBuilder"/>, so a model that exists has consistent shapes and unique names.
/// </summary>
internal sealed class Model
{
    internal Model(string name, bool sequential, IReadOnlyList<Node> nodes, IReadOnlyList<int> outputs)
    {
        Name = name;
        IsSequential = sequential;
        Nodes = nodes;
        Outputs = outputs;
    }

    public string Name { get; }

    /// <summary>Whether Keras would make it with <c>Sequential</c>: its summary then hides the input layer.</summary>
    public bool IsSequential { get; }

    /// <summary>All layers, the input layer first, each after those it reads.</summary>
    public IReadOnlyList<Node> Nodes { get; }

    /// <summary>Indices of the nodes whose tensors are the model's results.</summary>
    public IReadOnlyList<int> Outputs { get; }

    public Shape InputShape => Nodes[0].OutputShape;

    public IReadOnlyList<Shape> OutputShapes => [.. Outputs.Select(index => Nodes[index].OutputShape)];

    /// <summary>The layers as Keras's <c>model.layers</c> lists them: without the input layer where sequential.</summary>
    public IReadOnlyList<Node> Layers => IsSequential ? [.. Nodes.Skip(1)] : Nodes;

    /// <summary>The node of that name.</summary>
    /// <exception cref="ModelException">There is none; the message lists the names.</exception>
    public Node this[string layer] =>
        Nodes.FirstOrDefault(node => node.Layer.Name == layer)
        ?? throw new ModelException(
            $"Model '{Name}' has no layer '{layer}'. Its layers: {string.Join(", ", Nodes.Select(node => node.Layer.Name))}."
        );

    /// <summary>The same graph with every layer replaced by <paramref name="change"/>'s answer; shapes are inferred again.</summary>
    public Model Select(Func<Layer, Layer> change) => ModelBuilder.Rebuild(this, Name, change, Outputs);

    /// <summary>The same graph under another name.</summary>
    public Model Rename(string name) => ModelBuilder.Rebuild(this, name, layer => layer, Outputs);

    /// <summary>
    /// Keras's <c>Model(inputs, outputs)</c>: a functional model with the given nodes as results, and of the layers only those
    /// that lead to them. An activation model.
    /// </summary>
    /// <exception cref="ModelException">There is no such node.</exception>
    public Model WithOutputs(string name, IReadOnlyList<int> outputs) => ModelBuilder.Cut(this, name, outputs);

    /// <summary>Keras's <c>model.trainable = value</c>: sets the flag of every layer, nested ones included.</summary>
    public Model WithTrainable(bool trainable) => Select(layer => SetTrainable(layer, trainable));

    private static Layer SetTrainable(Layer layer, bool trainable) =>
        layer switch
        {
            NestedModel nested => nested with { Trainable = trainable, Model = nested.Model.WithTrainable(trainable) },
            { Nested: { } inner } listed => listed with { Trainable = trainable, Nested = inner.WithTrainable(trainable) },
            _ => layer with { Trainable = trainable },
        };
}
