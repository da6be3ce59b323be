using System.Collections.Concurrent;
using Repro.Claims;
using Repro.Keras.Catalog;
using Repro.Models;
using Repro.Models.Trainability;
using Repro.Native;

namespace Repro.Probes.Networks;

/// <summary>
/// Measures networks as they are built: <c>model:NAME{variants}[layers]/quantity</c>. Variants are those of
/// <see cref="ModelCatalog"/>; what stands between brackets picks layers.
/// </summary>
/// <param name="models">The project's networks.</param>
/// <param name="unwritten">Networks that have no file yet; they come before those of the project.</param>
internal sealed class ModelProbe(ModelCatalog models, params IEnumerable<ModelVariant> unwritten) : IProbe
{
    // Hundreds of addresses ask about a dozen models; each is built once.
    private readonly ConcurrentDictionary<string, ModelVariant> _built = new(
        unwritten.Select(variant => KeyValuePair.Create(Key(variant.Name, []), variant)),
        StringComparer.Ordinal
    );

    private static readonly IReadOnlyList<ModelQuantity> All =
    [
        .. CountQuantities.All,
        .. ShapeQuantities.All,
        .. LayerQuantities.All,
        .. GraphQuantities.All,
        .. WindowQuantities.All,
        .. TrainingQuantities.All,
    ];

    private static readonly Dictionary<string, ModelQuantity> ByName = All.ToDictionary(quantity => quantity.Name, StringComparer.Ordinal);

    public string Prefix => "model";

    public IReadOnlyList<QuantityDescription> Quantities { get; } = [.. All.Select(quantity => quantity.Description)];

    public Measurement Measure(Address address)
    {
        if (address.Selector is not null)
        {
            throw new AddressException($"'{address}': a model has no epochs, so '@{address.Selector}' has no meaning.");
        }

        if (!ByName.TryGetValue(address.Quantity, out ModelQuantity? quantity))
        {
            throw AddressException.UnknownName(
                $"A model has no quantity '{address.Quantity}'.{Spelling.Suggestion(address.Quantity, ByName.Keys)}",
                $"The quantities of a model are {string.Join(", ", ByName.Keys.Order(StringComparer.Ordinal))}.",
                address
            );
        }

        try
        {
            ModelVariant variant = Build(address);
            ModelQuestion question = new(address, variant, models);
            UnknownLayers.Check(question);
            Value value = quantity.Measure(question);
            return new Measurement.Exact(value, $"{variant.Name} built, {variant.Model.Layers.Count} layers");
        }
        catch (InputException exception)
        {
            throw AddressException.Of(address, exception);
        }
        catch (MissingNativeException exception)
        {
            return new Measurement.Missing(exception.Package.Name, exception.Message);
        }
        catch (ModelException exception)
        {
            throw new AddressException($"'{address}': {exception.Message}");
        }
    }

    private ModelVariant Build(Address address) =>
        _built.GetOrAdd(Key(address.Subject, address.Variants), _ => models.Build(address.Subject, address.Variants));

    private static string Key(string name, IReadOnlyList<string> variants) => $"{name}{{{string.Join(", ", variants)}}}";
}
