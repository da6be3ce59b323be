using System.Globalization;
using System.Text.Json;
using Repro.Hdf5;
using Repro.Models;

namespace Repro.Keras.Weights;

/// <summary>The weights of a <c>.keras</c> file by layer. They have numbers and no names: see <see cref="NumberedWeights"/>.</summary>
internal sealed class NumberedLayers : IStoredLayers
{
    private const int DeepestNesting = 8;

    private readonly Hdf5Content _content;
    private readonly Dictionary<(string Top, string Layer), (string Group, string Kind)> _places = [];

    /// <param name="config">The architecture; what of it is not as Keras writes it is left out.</param>
    public NumberedLayers(Hdf5Content content, JsonElement config)
    {
        _content = content;
        Walk(config, NumberedWeights.Layers, null, 0);
    }

    public IReadOnlyList<WeightSpec> All(string top) => Of(top, top);

    public IReadOnlyList<WeightSpec> Of(string top, string layer) =>
        _places.TryGetValue((top, layer), out (string Group, string Kind) place) ? Specs(place.Kind, [.. Tensors(place.Group)]) : [];

    private IEnumerable<Hdf5Object> Tensors(string place) =>
        from found in _content.Objects
        where found.Kind == Hdf5Kind.Floats && found.Path.StartsWith(place + "/", StringComparison.Ordinal)
        let parts = found.Path.Split('/')
        where parts.Length > 1 && parts[^2] == NumberedWeights.Variables
        let number = int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int parsed) ? parsed : int.MaxValue
        orderby string.Join('/', parts[..^1]), number
        select found;

    // Neither gradients nor an optimizer move the statistics of these two.
    private static WeightSpec[] Specs(string kind, Hdf5Object[] tensors) =>
        [
            .. tensors.Select(
                (tensor, index) =>
                    new WeightSpec(
                        FormattableString.Invariant($"{index}"),
                        Counted(tensor),
                        Initializer.Zeros,
                        kind == "Normalization" || (kind == "BatchNormalization" && index >= tensors.Length - 2)
                    )
            ),
        ];

    private static IReadOnlyList<int> Counted(Hdf5Object tensor) =>
        tensor.Shape.Aggregate(1L, (product, length) => product > int.MaxValue ? product : product * length) <= int.MaxValue
            ? tensor.Shape
            : throw new KerasFormatException($"'{tensor.Path}' is too large.");

    private void Walk(JsonElement model, string group, string? top, int depth)
    {
        if (depth > DeepestNesting || Layers(model) is not { } layers)
        {
            return;
        }

        Dictionary<string, int> given = new(StringComparer.Ordinal);
        foreach (JsonElement layer in layers)
        {
            if (Text(layer, "class_name") is not { } kind)
            {
                continue;
            }

            string snake = NumberedWeights.SnakeCase(kind);
            int number = given[snake] = given.GetValueOrDefault(snake) + 1;
            string place = $"{group}/{snake}{(number == 1 ? "" : FormattableString.Invariant($"_{number - 1}"))}";
            string? name = Text(layer, "name") ?? (layer.TryGetProperty("config", out JsonElement config) ? Text(config, "name") : null);
            if (name is null)
            {
                continue;
            }

            _places.TryAdd((top ?? name, name), (place, kind));
            Walk(layer, $"{place}/{NumberedWeights.Layers}", top ?? name, depth + 1);
        }
    }

    private static IEnumerable<JsonElement>? Layers(JsonElement model) =>
        model.ValueKind == JsonValueKind.Object
        && model.TryGetProperty("config", out JsonElement config)
        && config.ValueKind == JsonValueKind.Object
        && config.TryGetProperty("layers", out JsonElement layers)
        && layers.ValueKind == JsonValueKind.Array
            ? layers.EnumerateArray()
            : null;

    private static string? Text(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(key, out JsonElement value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
