using Repro.Models.Layers;

namespace Repro.Models.Counting;

/// <summary>
/// Multiply-adds that a network takes for one sample, by the layers' definitions (Winograd's algorithm does fewer).
/// </summary>
/// <remarks>
/// A forward pass takes one for each weight and each position that uses it. Training adds a second for each trainable kernel's gradient
/// and a third where the gradient goes on to trainable weights below. Layers without kernels are left out: they are less than 1 %.
/// </remarks>
internal static class MultiplyAdds
{
    public static double Forward(FlattenedModel network) => network.Nodes.Sum(Forward);

    public static double Training(FlattenedModel network)
    {
        double total = 0;
        bool below = false;
        foreach (FlatNode node in network.Nodes)
        {
            double forward = Forward(node);
            bool trainable = node.Weights.Any(weight => weight.Trainable);
            total += forward * (1 + (trainable ? 1 : 0) + (below ? 1 : 0));
            below |= trainable;
        }

        return total;
    }

    private static double Forward(FlatNode node) =>
        node.Layer switch
        {
            // One multiply-add a kernel element for each output position; a dense layer has one position.
            Conv2D => (double)node.OutputShape[0]!.Value * node.OutputShape[1]!.Value * node.Weights[0].Spec.Elements,
            Conv3D => (double)node.OutputShape.Elements / node.OutputShape[3]!.Value * node.Weights[0].Spec.Elements,
            Conv1D => (double)node.OutputShape[0]!.Value * node.Weights[0].Spec.Elements,
            DepthwiseConv2D => (double)node.OutputShape[0]!.Value * node.OutputShape[1]!.Value * node.Weights[0].Spec.Elements,
            SeparableConv2D => (double)node.OutputShape[0]!.Value
                * node.OutputShape[1]!.Value
                * (node.Weights[0].Spec.Elements + (double)node.Weights[1].Spec.Elements),
            Conv2DTranspose => (double)node.InputShapes[0][0]!.Value * node.InputShapes[0][1]!.Value * node.Weights[0].Spec.Elements,
            // The last axis is multiplied by the kernel in every place of the others.
            Dense => (double)node.OutputShape.Elements / node.OutputShape[node.OutputShape.Rank - 1]!.Value * node.Weights[0].Spec.Elements,
            _ => 0,
        };
}
