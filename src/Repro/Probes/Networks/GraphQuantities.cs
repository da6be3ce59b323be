using Repro.Models;
using Repro.Models.Layers;
using Repro.Models.Summaries.Rules;

namespace Repro.Probes.Networks;

/// <summary>How the layers follow one another, which of them are results, and what one model has over another.</summary>
internal static class GraphQuantities
{
    public static IReadOnlyList<ModelQuantity> All { get; } =
    [
        new("/model_name", "Name of the model, like model_1.", question => ModelValues.Text(question.OfWhole().Model.Name)),
        new(
            "[LAYER]/connected_to",
            "Tensors that a layer takes, as the column Connected to of model.summary() prints them, separated by spaces.",
            question => ModelValues.Names(Sources(question).Select(KerasNotation.Tensor))
        ),
        new(
            "[LAYER]/connected_to_types",
            "Classes of the layers whose outputs a layer takes, separated by spaces.",
            question => ModelValues.Names(Sources(question).Select(node => node.Layer.TypeName))
        ),
        new(
            "/output_layers",
            "Names of the layers that give the outputs of the model, separated by spaces.",
            question => ModelValues.Names(Results(question).Select(node => node.Layer.Name))
        ),
        new(
            "/output_types",
            "Classes of the layers that give the outputs of the model, separated by spaces.",
            question => ModelValues.Names(Results(question).Select(node => node.Layer.TypeName))
        ),
        new(
            "/last_conv_layer",
            "Name of the last Conv2D layer.",
            question =>
                ModelValues.Text(
                    question.OfWhole().Model.Layers.LastOrDefault(node => node.Layer is Conv2D)?.Layer.Name
                        ?? throw question.Wrong("the model has no convolution.")
                )
        ),
        new(
            "/first_conv_of_blocks",
            "Names of the first Conv2D layers of all blocks, separated by spaces; a block ends with a pooling layer.",
            question => ModelValues.Names(FirstConvolutions(question.OfWhole().Model).Select(node => node.Layer.Name))
        ),
        new(
            "/conv_layers_after_flatten",
            "Number of convolution and pooling layers behind the first Flatten layer.",
            question => ModelValues.Number(BehindFlatten(question).Count(node => node.Layer is Conv2D or Pooling2D))
        ),
        // By name; an input is the same thing under whatever number.
        new(
            "[over NAME]/added_layers",
            "Names of the layers that another model does not have, separated by spaces; input layers are left out.",
            question =>
                ModelValues.Names(
                    question
                        .Model.Layers.Where(node => node.Layer is not InputLayer)
                        .Select(node => node.Layer.Name)
                        .Except(question.Other.Layers.Select(node => node.Layer.Name), StringComparer.Ordinal)
                )
        ),
        // By type and number: four convolutions against three are one more.
        new(
            "[over NAME]/extra_conv_pool_layers",
            "Classes of the convolution and pooling layers of which the model has more than another model, once per layer, separated by spaces.",
            question =>
                ModelValues.Names(
                    ConvPoolTypes(question.Model)
                        .SelectMany(here =>
                            Enumerable.Repeat(here.Key, Math.Max(0, here.Value - ConvPoolTypes(question.Other).GetValueOrDefault(here.Key)))
                        )
                )
        ),
    ];

    private static IEnumerable<Node> Sources(ModelQuestion question) => question.Layer.Inputs.Select(from => question.Model.Nodes[from]);

    private static IEnumerable<Node> Results(ModelQuestion question) =>
        question.OfWhole().Model.Outputs.Select(output => question.Model.Nodes[output]);

    // A block ends with its pooling.
    private static IEnumerable<Node> FirstConvolutions(Model model)
    {
        bool open = true;
        foreach (Node node in model.Layers)
        {
            if (open && node.Layer is Conv2D)
            {
                yield return node;
                open = false;
            }

            open |= node.Layer is Pooling2D;
        }
    }

    private static IEnumerable<Node> BehindFlatten(ModelQuestion question)
    {
        Node[] behind = [.. question.OfWhole().Model.Layers.SkipWhile(node => node.Layer is not Flatten)];
        return behind.Length > 0 ? behind : throw question.Wrong("the model has no Flatten.");
    }

    private static Dictionary<string, int> ConvPoolTypes(Model model) =>
        model
            .Layers.Where(node => node.Layer is Conv2D or Pooling2D)
            .GroupBy(node => node.Layer.TypeName, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
}
