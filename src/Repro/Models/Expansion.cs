namespace Repro.Models;

/// <summary>
/// A primitive layer of an expanded model: nested models are replaced by their layers, so a backend sees one flat graph.
/// </summary>
/// <param name="Path">The layer's name with the nested models before it: <c>vgg16/block1_conv1</c>.</param>
/// <param name="Layer">The layer; never a <see cref="NestedModel"/>, and an <see cref="InputLayer"/> only at index 0.</param>
/// <param name="Inputs">Indices of the expanded nodes it reads.</param>
/// <param name="Trainable">Whether its own flag and those of all models around it are set.</param>
public sealed record ExpandedNode(
    string Path, Layer Layer, IReadOnlyList<int> Inputs, IReadOnlyList<Shape> InputShapes, Shape OutputShape, IReadOnlyList<ExpandedWeight> Weights, bool Trainable);

/// <summary>A weight under its full name, <c>vgg16/block1_conv1/kernel</c>, with whether training moves it by gradients.</summary>
public sealed record ExpandedWeight(string Path, WeightSpec Spec, bool Trainable);

/// <summary>A model as one flat graph of primitive layers, in topological order.</summary>
public sealed class Expansion
{
    private Expansion(IReadOnlyList<ExpandedNode> nodes, IReadOnlyList<int> outputs)
    {
        Nodes = nodes;
        Outputs = outputs;
    }

    public IReadOnlyList<ExpandedNode> Nodes { get; }

    public IReadOnlyList<int> Outputs { get; }

    /// <summary>All weights in Keras's order: layer by layer, kernel before bias.</summary>
    public IEnumerable<ExpandedWeight> Weights => Nodes.SelectMany(node => node.Weights);

    public static Expansion Of(Model model)
    {
        List<ExpandedNode> nodes = [];
        int[] places = Unfold(model, "", true, null, nodes);
        return new Expansion(nodes, [.. model.Outputs.Select(output => places[output])]);
    }

    // Returns, for each node of the model, the index of the expanded node that carries its output.
    private static int[] Unfold(Model model, string prefix, bool trainable, int? input, List<ExpandedNode> nodes)
    {
        int[] places = new int[model.Nodes.Count];
        for (int index = 0; index < places.Length; index++)
        {
            Node node = model.Nodes[index];
            bool open = trainable && node.Layer.Trainable;
            string path = prefix + node.Layer.Name;
            if (node.Layer is InputLayer && input is not null)
            {
                // A nested model's input is whatever feeds the model.
                places[index] = input.Value;
            }
            else if (node.Layer is NestedModel nested)
            {
                int[] inner = Unfold(nested.Model, path + "/", open, places[node.Inputs[0]], nodes);
                places[index] = inner[nested.Model.Outputs[0]];
            }
            else
            {
                int[] inputs = [.. node.Inputs.Select(from => places[from])];
                nodes.Add(new ExpandedNode(
                    path,
                    node.Layer,
                    inputs,
                    [.. inputs.Select(from => nodes[from].OutputShape)],
                    node.OutputShape,
                    [.. node.Weights.Select(weight => new ExpandedWeight($"{path}/{weight.Name}", weight, open && !weight.Statistic))],
                    open));
                places[index] = nodes.Count - 1;
            }
        }

        return places;
    }
}
