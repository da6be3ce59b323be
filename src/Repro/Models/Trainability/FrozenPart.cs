using Repro.Models.Layers;

namespace Repro.Models.Trainability;

/// <summary>The first layers of a network as far as training never changes what they give: it depends on the sample alone.</summary>
/// <param name="Layer">The path of its last layer, whose output is all that the rest of the network reads.</param>
/// <param name="Output">The shape of that output, without the batch.</param>
/// <param name="Nodes">Its layers, inputs first.</param>
internal sealed record FrozenPart(string Layer, Shape Output, IReadOnlyList<FlatNode> Nodes)
{
    /// <summary>
    /// The largest such part that ends in one tensor; null where training changes the first layer with weights already.
    /// A layer belongs to it if its weights are frozen, training drops nothing in it at random, and it keeps no moving statistics that
    /// training updates.
    /// </summary>
    public static FrozenPart? Of(Model model)
    {
        IReadOnlyList<FlatNode> nodes = FlattenedModel.Of(model).Nodes;
        int constant = nodes.TakeWhile(IsConstant).Count();
        for (int last = constant - 1; last > 0; last--)
        {
            if (IsCut(nodes, last) && nodes.Take(last + 1).Any(node => node.Weights.Count > 0))
            {
                return new FrozenPart(nodes[last].Path, nodes[last].OutputShape, [.. nodes.Take(last + 1)]);
            }
        }

        return null;
    }

    private static bool IsConstant(FlatNode node) =>
        !node.Layer.IsRandom && !(node.Layer is BatchNormalization && node.Trainable) && !node.Weights.Any(weight => weight.Trainable);

    // Later layers read the last one's output, or outputs of layers behind it.
    private static bool IsCut(IReadOnlyList<FlatNode> nodes, int last) =>
        nodes.Skip(last + 1).All(node => node.Inputs.All(input => input >= last));
}
