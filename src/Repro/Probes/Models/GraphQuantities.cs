using Repro.Claims;
using Repro.Models;

namespace Repro.Probes;

/// <summary>How the layers follow one another, which of them are results, and what one model has over another.</summary>
internal static class GraphQuantities
{
    public static IReadOnlyDictionary<string, Func<ModelQuestion, Value>> All { get; } = new Dictionary<string, Func<ModelQuestion, Value>>
    {
        ["model_name"] = question => ModelValues.Text(question.OfWhole().Model.Name),
        ["connected_to"] = question => ModelValues.Names(Sources(question).Select(KerasNotation.Tensor)),
        ["connected_to_types"] = question => ModelValues.Names(Sources(question).Select(node => node.Layer.TypeName)),
        ["output_layers"] = question => ModelValues.Names(Results(question).Select(node => node.Layer.Name)),
        ["output_types"] = question => ModelValues.Names(Results(question).Select(node => node.Layer.TypeName)),
        ["last_conv_layer"] = question => ModelValues.Text(question.OfWhole().Model.Layers.LastOrDefault(node => node.Layer is Conv2D)?.Layer.Name
            ?? throw question.Wrong("the model has no convolution.")),
        ["first_conv_of_blocks"] = question => ModelValues.Names(FirstConvolutions(question.OfWhole().Model).Select(node => node.Layer.Name)),
        ["conv_layers_after_flatten"] = question => ModelValues.Number(BehindFlatten(question).Count(node => node.Layer is Conv2D or Pooling2D)),

        // By name; an input is the same thing under whatever number.
        ["added_layers"] = question => ModelValues.Names(question.Model.Layers
            .Where(node => node.Layer is not InputLayer)
            .Select(node => node.Layer.Name)
            .Except(question.Other.Layers.Select(node => node.Layer.Name), StringComparer.Ordinal)),

        // By type and number: four convolutions against three are one more.
        ["extra_conv_pool_layers"] = question => ModelValues.Names(ConvPoolTypes(question.Model)
            .SelectMany(here => Enumerable.Repeat(here.Key, Math.Max(0, here.Value - ConvPoolTypes(question.Other).GetValueOrDefault(here.Key))))),
    };

    private static IEnumerable<Node> Sources(ModelQuestion question) => question.Layer.Inputs.Select(from => question.Model.Nodes[from]);

    private static IEnumerable<Node> Results(ModelQuestion question) => question.OfWhole().Model.Outputs.Select(output => question.Model.Nodes[output]);

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

    private static Dictionary<string, int> ConvPoolTypes(Model model) => model.Layers
        .Where(node => node.Layer is Conv2D or Pooling2D)
        .GroupBy(node => node.Layer.TypeName, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
}
