using Repro.Claims;
using Repro.Keras.Catalog;
using Repro.Models;
using Repro.Models.Trainability;

namespace Repro.Probes.Networks;

/// <summary>What an address asks of a built model: the model, and the layers that its argument picks.</summary>
internal sealed class ModelQuestion(Address address, ModelVariant variant, ModelCatalog models)
{
    public Address Address { get; } = address;

    public ModelVariant Variant { get; } = variant;

    public Model Model => Variant.Model;

    /// <summary>The layers that the argument picks, all of Keras's <c>model.layers</c> where there is none.</summary>
    public IReadOnlyList<Node> Layers => Address.Argument is null ? Model.Layers : LayerSelection.Pick(Model, Address.Argument, Address);

    /// <summary>The one layer that the argument picks.</summary>
    public Node Layer =>
        Address.Argument is null ? throw Wrong($"'{Address.Quantity}' is asked of a layer: name it in brackets.")
        : Layers is [Node only] ? only
        : throw Wrong($"'{Address.Quantity}' is asked of one layer, but [{Address.Argument}] picks {Layers.Count}.");

    /// <summary>
    /// Those of the model's weights that belong to the layer that the argument picks, with all that is nested in it; all where there is no
    /// argument.
    /// </summary>
    public IEnumerable<FlatWeight> Within(IEnumerable<FlatWeight> weights)
    {
        if (Address.Argument is null)
        {
            return weights;
        }

        string path = $"{Layer.Layer.Name}/";
        return weights.Where(weight => weight.Path.StartsWith(path, StringComparison.Ordinal));
    }

    /// <summary>The layer as the setting's owner.</summary>
    public T LayerAs<T>(string what)
        where T : Layer => Layer.Layer as T ?? throw Wrong($"layer '{Layer.Layer.Name}' ({Layer.Layer.TypeName}) has no {what}.");

    /// <summary>The model that the argument <c>over NAME</c> compares with.</summary>
    public Model Other =>
        Address.Argument is { } argument && argument.StartsWith("over ", StringComparison.Ordinal)
            ? models.Get(argument["over ".Length..].Trim())
            : throw Wrong($"'{Address.Quantity}' compares two models: write [over NAME].");

    public AddressException Wrong(string what) => new($"'{Address}': {what}");

    /// <summary>A model's own quantity takes no argument: one that is given would go unheard.</summary>
    public ModelQuestion OfWhole() =>
        Address.Argument is null
            ? this
            : throw Wrong($"'{Address.Quantity}' is asked of the whole model, so [{Address.Argument}] has no meaning.");
}
