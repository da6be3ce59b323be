using Repro.Claims;
using Repro.Data.Catalog;
using Repro.Import.Programs;
using Repro.Keras.Catalog;
using Repro.Models;

namespace Repro.Import.Trainings;

/// <summary>The pretrained networks that the trainings of a text begin with.</summary>
internal sealed class PretrainedBases(ImportedProgram program, ModelCatalog models)
{
    public const string ImageNet = "imagenet";

    private const int DeepestNetworks = 6;

    private readonly ImportedModel[] _pretrained =
    [
        .. program.Models.Where(model => model is { Form: ModelForm.Application, Weights: not null }),
    ];

    /// <summary>The built-in network whose published weights a training begins with; null for random weights.</summary>
    /// <exception cref="NoRunException">It begins with other weights, or with those of several networks.</exception>
    public string? Of(ImportedFit fit)
    {
        HashSet<(string, string, Place)> layers =
        [
            .. Layers(fit.State?.Layers ?? [], 0).Select(layer => (layer.ClassName, layer.Name, layer.Place)),
        ];
        ImportedModel[] bases =
        [
            .. _pretrained.Where(model =>
                model == fit.Model
                || model.Last.Layers.Any(layer => layer.Parameters != 0 && layers.Contains((layer.ClassName, layer.Name, layer.Place)))
            ),
        ];
        if (bases.Length == 0)
        {
            return null;
        }

        ImportedModel first = bases[0];
        if (bases.Length > 1)
        {
            throw new NoRunException("it begins with the weights of several pretrained models, of which a run file has one");
        }

        // Its layers are the same in all states, one of which may not be known.
        Model? known = first.States.Select(state => state.Model).OfType<Model>().FirstOrDefault();
        return (first.Weights == ImageNet ? BuiltIn(known, fit.State?.Model) : null)
            ?? throw new NoRunException(
                $"it begins with the weights '{first.Weights}' of {first.Application}, and no built-in weights fit; write a run file with 'base' and 'base_weights', and declare the weights in reprosuite.json"
            );
    }

    private static IEnumerable<ImportedLayer> Layers(IEnumerable<ImportedLayer> layers, int depth) =>
        layers.SelectMany(layer =>
            layer.Nested is { } nested && depth < DeepestNetworks ? Layers(nested.Last.Layers, depth + 1).Prepend(layer) : [layer]
        );

    // The base has the weights of the built-in network and no others, and the trained network has them by the same names.
    private string? BuiltIn(Model? pretrained, Model? trained)
    {
        if (pretrained is null || trained is null)
        {
            return null;
        }

        HashSet<string> own = Weights(pretrained, "");
        return BuiltInWeights
            .All.Select(weights => weights.Model)
            .FirstOrDefault(name =>
                models.Get(name) is var network
                && Weights(network, "").SetEquals(own)
                && own.IsSubsetOf(Weights(trained, network.Name + "/"))
            );
    }

    private static HashSet<string> Weights(Model model, string prefix) =>
        [
            .. FlattenedModel
                .Of(model)
                .Weights.Select(weight =>
                    $"{(weight.Path.StartsWith(prefix, StringComparison.Ordinal) ? weight.Path[prefix.Length..] : weight.Path)} {string.Join('x', weight.Spec.Shape)}"
                ),
        ];
}
