using Repro.Backends;
using Repro.Models;
using Repro.Models.Layers;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>Turns the layers of an expanded model into operations, one or more each.</summary>
/// <param name="training">Whether the network has an optimizer: otherwise no weight is trained.</param>
internal sealed partial class OperationFactory(IEager eager, bool training)
{
    private static readonly LayerTable<OperationFactory> Table = WithArrangements(
        WithFunctions(WithKernels(new LayerTable<OperationFactory>("TensorFlow")))
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
            Append(new IdentityOperation(Eager, inputs[0], node.Path));
        }
        else
        {
            Table.Build(this, node, inputs);
        }

        if (!node.Layer.ActivityPenalty.IsNone)
        {
            Append(new ActivityPenaltyOperation(Eager, Last, node.Path, node.OutputShape.Elements, node.Layer.ActivityPenalty));
        }
    }

    private void Append(Operation operation) => _operations.Add(operation);

    private Parameter Weight(FlatWeight weight) => new(Eager, weight, training && weight.Trainable);

    /// <summary>The layer's weight of that name; null where it has none.</summary>
    private Parameter? Find(FlatNode node, string name) =>
        node.Weights.FirstOrDefault(weight => weight.Spec.Name == name) is { } weight ? Weight(weight) : null;

    private Parameter Named(FlatNode node, string name) =>
        Find(node, name) ?? throw new InvalidOperationException($"Layer '{node.Path}' has no weight '{name}'.");

    private static int Length(Shape shape, int axis) => shape[axis]!.Value;
}
