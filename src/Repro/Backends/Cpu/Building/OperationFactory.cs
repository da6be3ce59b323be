using Repro.Backends.Cpu.Operations;
using Repro.Backends.Cpu.Operations.Elementwise;
using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Backends.Cpu.Building;

/// <summary>Turns the layers of an expanded model into operations, one or more each.</summary>
/// <param name="training">Whether the network has an optimizer: otherwise no weight is trained.</param>
internal sealed partial class OperationFactory(bool training)
{
    private static readonly LayerTable<OperationFactory> Table = WithArrangements(
        WithFunctions(WithKernels(new LayerTable<OperationFactory>("Cpu")))
    );

    private readonly List<Operation> _operations = [];

    /// <summary>The kinds of layers that the backend computes.</summary>
    public static IReadOnlyCollection<Type> Kinds => Table.Kinds;

    /// <summary>Those of them that are computed forward alone.</summary>
    public static IReadOnlyCollection<Type> ForwardKinds { get; } = [typeof(SimpleRNN), typeof(LSTM), typeof(GRU), typeof(Bidirectional)];

    public IReadOnlyList<Operation> Operations => _operations;

    private int Last => _operations.Count - 1;

    /// <summary>Appends a layer's operations; the last of them carries its output.</summary>
    /// <param name="inputs">The operations that carry the layer's inputs.</param>
    /// <exception cref="ModelException">The backend cannot compute this layer.</exception>
    public void Add(FlatNode node, IReadOnlyList<int> inputs)
    {
        if (node is { IsInference: true, Layer.IsRandom: true })
        {
            Append(new IdentityOperation(inputs[0], node.OutputShape.Elements));
        }
        else
        {
            Table.Build(this, node, inputs);
        }

        if (!node.Layer.ActivityPenalty.IsNone)
        {
            Append(new ActivityPenaltyOperation(Last, node.OutputShape.Elements, node.Layer.ActivityPenalty));
        }
    }

    private void Append(Operation operation) => _operations.Add(operation);

    private Parameter Weight(FlatWeight weight) => new(weight, training && weight.Trainable);

    /// <summary>The layer's weight of that name; null where it has none.</summary>
    private Parameter? Find(FlatNode node, string name) =>
        node.Weights.FirstOrDefault(weight => weight.Spec.Name == name) is { } weight ? Weight(weight) : null;

    private Parameter Named(FlatNode node, string name) =>
        Find(node, name) ?? throw new InvalidOperationException($"Layer '{node.Path}' has no weight '{name}'.");

    private static int Length(Shape shape, int axis) => shape[axis]!.Value;

    private static int[] Lengths(Shape shape) => [.. shape.Axes.Select(axis => axis!.Value)];
}
