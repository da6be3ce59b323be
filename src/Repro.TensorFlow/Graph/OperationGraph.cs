using Repro.Backends;
using Repro.Models;
using Repro.TensorFlow.Ops;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Graph;

/// <summary>
/// A network as operations in topological order. An operation is called by its index, which also names the tensor it makes.
/// </summary>
internal sealed class OperationGraph : IDisposable
{
    private readonly Dictionary<string, (int Operation, Shape Shape)> _layers = new(StringComparer.Ordinal);

    /// <param name="training">Whether the network has an optimizer.</param>
    /// <exception cref="ModelException">The backend cannot compute some layer.</exception>
    public OperationGraph(IEager eager, Model model, bool training)
    {
        FlattenedModel expansion = FlattenedModel.Of(model);
        OperationFactory factory = new(eager, training);
        List<int> places = [];
        foreach (FlatNode node in expansion.Nodes)
        {
            factory.Add(node, [.. node.Inputs.Select(input => places[input])]);
            places.Add(factory.Operations.Count - 1);
            _layers.Add(node.Path, (places[^1], node.OutputShape));
        }

        Operations = factory.Operations;
        Outputs = [.. expansion.Outputs.Select(output => places[output])];
        Weights = [.. expansion.Weights];
        Parameters = [.. Operations.SelectMany(operation => operation.Parameters)];
    }

    public IReadOnlyList<Operation> Operations { get; }

    public InputOperation Input => (InputOperation)Operations[0];

    /// <summary>The operations that make the model's outputs.</summary>
    public IReadOnlyList<int> Outputs { get; }

    /// <summary>The operation that makes the model's (first) output.</summary>
    public int Output => Outputs[0];

    public IReadOnlyList<FlatWeight> Weights { get; }

    /// <summary>The same weights with their tensors, in the same order.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The operation that makes a layer's output, and its shape.</summary>
    /// <exception cref="ArgumentException">No layer has that path.</exception>
    public (int Operation, Shape Shape) Find(string layer) =>
        _layers.TryGetValue(layer, out (int, Shape) found) ? found : throw ShapeValidation.UnknownLayer(layer, _layers.Keys);

    /// <summary>Which operations the given ones depend on, themselves included.</summary>
    /// <param name="entry">The operation whose tensor the caller gives; nothing before it is computed.</param>
    /// <exception cref="ArgumentException">One of them depends on an operation before the entry.</exception>
    public bool[] Needed(IEnumerable<int> wanted, int entry)
    {
        bool[] needed = new bool[Operations.Count];
        foreach (int index in wanted)
        {
            needed[index] = true;
        }

        for (int index = needed.Length - 1; index > entry; index--)
        {
            if (!needed[index])
            {
                continue;
            }

            foreach (int input in Operations[index].Inputs)
            {
                needed[input] = true;
            }
        }

        return needed.AsSpan(0, entry).Contains(true)
            ? throw new ArgumentException("The model reads a tensor from before the layer at which the batch enters.", nameof(wanted))
            : needed;
    }

    /// <summary>Which operations a gradient passes through on its way down to trained weights.</summary>
    public bool[] AboveTrainedWeights() => Above(index => Operations[index].Learns);

    /// <summary>Which operations a gradient passes through on its way down to one of them.</summary>
    public bool[] Above(int target) => Above(index => index == target);

    /// <summary>Frees weights, state and constants.</summary>
    public void Dispose()
    {
        foreach (Parameter parameter in Parameters)
        {
            parameter.Dispose();
        }

        foreach (Operation operation in Operations)
        {
            operation.Dispose();
        }
    }

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
