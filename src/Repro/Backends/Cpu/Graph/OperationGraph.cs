using Repro.Backends.Cpu.Building;
using Repro.Backends.Cpu.Operations;
using Repro.Models;

namespace Repro.Backends.Cpu.Graph;

/// <summary>
/// A network as operations in topological order. An operation is called by its index, which also names the tensor it makes.
/// </summary>
internal sealed class OperationGraph
{
    private readonly Dictionary<string, int> _outputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Shape> _shapes = new(StringComparer.Ordinal);

    /// <param name="training">Whether the network has an optimizer.</param>
    /// <exception cref="ModelException">The backend cannot compute some layer.</exception>
    public OperationGraph(Model model, bool training)
    {
        FlattenedModel expansion = FlattenedModel.Of(model);
        OperationFactory factory = new(training);
        List<int> places = [];
        foreach (FlatNode node in expansion.Nodes)
        {
            factory.Add(node, [.. node.Inputs.Select(input => places[input])]);
            places.Add(factory.Operations.Count - 1);
            _outputs.Add(node.Path, places[^1]);
            _shapes.Add(node.Path, node.OutputShape);
        }

        Operations = factory.Operations;
        Outputs = [.. expansion.Outputs.Select(output => places[output])];
        Weights = [.. expansion.Weights];
        Parameters = [.. Operations.SelectMany(operation => operation.Parameters)];
        Fusions = Fusion.Find(Operations);
    }

    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>The operations that make the model's outputs.</summary>
    public IReadOnlyList<int> Outputs { get; }

    /// <summary>The operation that makes the model's (first) output.</summary>
    public int Output => Outputs[0];

    public IReadOnlyList<FlatWeight> Weights { get; }

    /// <summary>The same weights with their values, in the same order.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Operations that can take the place of several.</summary>
    public IReadOnlyList<Fusion> Fusions { get; }

    /// <summary>The operation that makes a layer's output, and its shape.</summary>
    /// <exception cref="ArgumentException">No layer has that path.</exception>
    public (int Operation, Shape Shape) Find(string layer) =>
        _outputs.TryGetValue(layer, out int operation)
            ? (operation, _shapes[layer])
            : throw ShapeValidation.UnknownLayer(layer, _outputs.Keys);

    /// <summary>Which operations a gradient passes through on its way down to trained weights.</summary>
    public bool[] AboveTrainedWeights() => Above(index => Operations[index].Learns);

    /// <summary>Which operations a gradient passes through on its way down to one of them.</summary>
    public bool[] Above(int target) => Above(index => index == target);

    private bool[] Above(Func<int, bool> isTarget)
    {
        bool[] above = new bool[Operations.Count];
        for (int index = 0; index < above.Length; index++)
        {
            above[index] = isTarget(index) || Operations[index].Inputs.Any(input => above[input]);
        }

        return above;
    }
}
