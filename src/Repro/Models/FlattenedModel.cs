namespace Repro.Models;

/// <summary>
/// A primitive layer of an expanded model: nested models are replaced by their layers, so a backend sees one flat graph.
/// </summary>
/// <param name="Path">The layer's name with the nested models before it: <c>vgg16/block1_conv1</c>.</param>
/// <param name="Layer">The layer; never a <see cref="NestedModel"/>, and an <see cref="InputLayer"/> only at index 0.</param>
/// <param name="Inputs">Indices of the expanded nodes it reads.</param>
/// <param name="Trainable">Whether its own flag and those of all models around it are set.</param>
internal sealed record FlatNode(
    string Path,
    Layer Layer,
    IReadOnlyList<int> Inputs,
    IReadOnlyList<Shape> InputShapes,
    Shape OutputShape,
    IReadOnlyList<FlatWeight> Weights,
    bool Trainable
)
{
    /// <summary>Whether it, or a model around it, is called with <c>training=False</c>, see <see cref="Layer.IsInference"/>.</summary>
    public bool IsInference { get; init; }

    /// <summary>The layers of a model that is listed as one layer, see <see cref="Layer.Nested"/>; else empty.</summary>
    public IReadOnlyList<FlatNode> Inside { get; init; } = [];
}

/// <summary>A weight under its full name, <c>vgg16/block1_conv1/kernel</c>, with whether training moves it by gradients.</summary>
internal sealed record FlatWeight(string Path, WeightSpec Spec, bool Trainable);

/// <summary>A model as one flat graph of primitive layers, in topological order.</summary>
internal sealed class FlattenedModel
{
    private FlattenedModel(IReadOnlyList<FlatNode> nodes, IReadOnlyList<int> outputs)
    {
        Nodes = nodes;
        Outputs = outputs;
    }

    public IReadOnlyList<FlatNode> Nodes { get; }

    public IReadOnlyList<int> Outputs { get; }

    /// <summary>All weights in Keras's order: layer by layer, kernel before bias.</summary>
    public IEnumerable<FlatWeight> Weights => Nodes.SelectMany(node => node.Weights);

    /// <summary>The nodes, with the layers of a model that is listed as one layer in its place.</summary>
    public IEnumerable<FlatNode> Layers => Nodes.SelectMany(Listed);

    public static FlattenedModel Of(Model model)
    {
        List<FlatNode> nodes = [];
        int[] places = Unfold(model, new Around("", true, false), null, nodes);
        return new FlattenedModel(nodes, [.. model.Outputs.Select(output => places[output])]);
    }

    private static IEnumerable<FlatNode> Listed(FlatNode node) => node.Inside.Count > 0 ? node.Inside.SelectMany(Listed) : [node];

    // Returns, for each node of the model, the index of the expanded node that carries its output.
    private static int[] Unfold(Model model, Around around, int? input, List<FlatNode> nodes)
    {
        int[] places = new int[model.Nodes.Count];
        for (int index = 0; index < places.Length; index++)
        {
            Node node = model.Nodes[index];
            bool open = around.Trainable && node.Layer.Trainable;
            bool inference = around.Inference || node.Layer.IsInference;
            string path = around.Prefix + node.Layer.Name;
            if (node.Layer is InputLayer && input is not null)
            {
                // A nested model's input is whatever feeds the model.
                places[index] = input.Value;
            }
            else if (node.Layer is NestedModel nested)
            {
                Model behind = nested.For(model.Nodes[node.Inputs[0]].OutputShape);
                int[] inner = Unfold(behind, new Around(path + "/", open, inference), places[node.Inputs[0]], nodes);
                places[index] = inner[behind.Outputs[0]];
            }
            else
            {
                int[] inputs = [.. node.Inputs.Select(from => places[from])];
                List<FlatNode> inside = [];
                if (node.Layer.Nested is { } listed)
                {
                    Unfold(listed, new Around(path + "/", open, inference), null, inside);
                }

                nodes.Add(
                    new FlatNode(
                        path,
                        node.Layer,
                        inputs,
                        [.. inputs.Select(from => nodes[from].OutputShape)],
                        node.OutputShape,
                        inside.Count > 0
                            ? [.. inside.SelectMany(layer => layer.Weights)]
                            :
                            [
                                .. node.Weights.Select(weight => new FlatWeight(
                                    $"{path}/{weight.Name}",
                                    weight,
                                    open && !weight.Statistic
                                )),
                            ],
                        open
                    )
                    {
                        IsInference = inference,
                        Inside = inside,
                    }
                );
                places[index] = nodes.Count - 1;
            }
        }

        return places;
    }

    // What the models around a layer say: the beginning of its path, whether all are trainable, whether one is called with training=False.
    private readonly record struct Around(string Prefix, bool Trainable, bool Inference);
}
