using System.Text.Json;
using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Keras.Layers;

/// <summary>
/// The <c>config</c> of a layer or model, read key by key; what is missing, ill-typed or unsupported is an error that names both.
/// </summary>
/// <param name="where">How messages call it: <c>layer 'conv2d_1' (Conv2D)</c>.</param>
/// <param name="asked">Collects the keys that are asked for; null for none.</param>
internal readonly struct ConfigFields(JsonElement config, string where, ISet<string>? asked = null)
{
    // Larger lengths belong to no network that this could compute; they would only overflow later.
    private const int LargestCount = 1_000_000;
    private const int MostAxes = 9;
    private const int LongestShown = 100;

    public KerasFormatException Wrong(string key, string what) => new($"{where}: '{key}' {what}");

    public bool Has(string key) => Find(key) is not null;

    /// <summary>Whether the key is there and null.</summary>
    public bool IsNull(string key)
    {
        asked?.Add(key);
        return config.ValueKind == JsonValueKind.Object
            && config.TryGetProperty(key, out JsonElement value)
            && value.ValueKind == JsonValueKind.Null;
    }

    /// <summary>The value, or null where the key is missing or null.</summary>
    public JsonElement? Find(string key)
    {
        asked?.Add(key);
        return
            config.ValueKind == JsonValueKind.Object
            && config.TryGetProperty(key, out JsonElement value)
            && value.ValueKind != JsonValueKind.Null
            ? value
            : null;
    }

    /// <summary>The same, collecting the keys that are asked for.</summary>
    internal ConfigFields Collecting(ISet<string> keys) => new(config, where, keys);

    /// <summary>The first key with a value that says something: neither null nor false nor empty.</summary>
    /// <param name="except">Keys that are not looked at.</param>
    internal string? FirstKey(Predicate<string> except)
    {
        if (config.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (JsonProperty property in config.EnumerateObject())
        {
            bool says = property.Value.ValueKind switch
            {
                JsonValueKind.Null or JsonValueKind.False => false,
                JsonValueKind.Array => property.Value.GetArrayLength() > 0,
                JsonValueKind.Object => property.Value.EnumerateObject().Any(),
                _ => true,
            };
            if (says && !except(property.Name))
            {
                return property.Name;
            }
        }

        return null;
    }

    public JsonElement Value(string key) => Find(key) ?? throw Wrong(key, "is missing.");

    public JsonElement[] List(string key) =>
        Value(key) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : throw Wrong(key, "is not a list.");

    public string Text(string key) => OptionalText(key) ?? throw Wrong(key, "is missing.");

    public string? OptionalText(string key) =>
        Find(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw Wrong(key, "is not a text.");

    public int Count(string key) => Count(key, Value(key), 1);

    public int Count(string key, JsonElement value, int minimum) => Count(key, value, minimum, LargestCount);

    /// <summary>The rows of a table, which no output has as a length: a vocabulary may have millions of words.</summary>
    public int Rows(string key) => Count(key, Value(key), 1, int.MaxValue);

    private int Count(string key, JsonElement value, int minimum, int maximum) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int count) && count >= minimum && count <= maximum
            ? count
            : throw Wrong(key, $"must be a whole number from {minimum} to {maximum}.");

    public float Number(string key, float minimum, float maximum) =>
        Value(key) is { ValueKind: JsonValueKind.Number } value
        && value.TryGetSingle(out float number)
        && number >= minimum
        && number <= maximum
            ? number
            : throw Wrong(key, FormattableString.Invariant($"must be a number from {minimum} to {maximum}."));

    /// <summary>A number, or a default where the key is missing or null.</summary>
    public float Number(string key, float minimum, float maximum, float otherwise) => Has(key) ? Number(key, minimum, maximum) : otherwise;

    /// <summary>A list of numbers; one number alone is a list of one.</summary>
    public IReadOnlyList<float> Numbers(string key)
    {
        JsonElement value = Value(key);
        JsonElement[] items = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        List<float> numbers = [];
        foreach (JsonElement item in items)
        {
            Flatten(key, item, numbers, 0);
        }

        return numbers.Count is > 0 and <= LargestCount ? numbers : throw Wrong(key, "has no number.");
    }

    /// <summary>A list of whole numbers; one number alone is a list of one, a missing key an empty list.</summary>
    public IReadOnlyList<int> Integers(string key, int minimum)
    {
        if (Find(key) is not { } value)
        {
            return [];
        }

        JsonElement[] items = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        List<int> numbers = [];
        foreach (JsonElement item in items)
        {
            numbers.Add(Count(key, item, minimum));
        }

        return numbers.Count <= MostAxes ? numbers : throw Wrong(key, FormattableString.Invariant($"has more than {MostAxes} numbers."));
    }

    /// <summary>One whole number, which Keras may write as a list of one.</summary>
    public int Single(string key) => Integers(key, 1) is [int number] ? number : throw Wrong(key, "must be one whole number.");

    /// <summary>
    /// Axes of a sample, counted from 0, of a setting that counts them from 1 because of the batch, or from the end as -1.
    /// </summary>
    /// <returns>Null for the last axis alone.</returns>
    public IReadOnlyList<int>? Axes(string key)
    {
        IReadOnlyList<int> axes = Integers(key, -1);
        if (axes is [] or [-1])
        {
            return null;
        }

        foreach (int axis in axes)
        {
            if (axis < 1)
            {
                throw Wrong(key, "must count axes from 1, without the batch, or be -1.");
            }
        }

        return [.. axes.Select(axis => axis - 1)];
    }

    /// <summary>A switch; Keras's older versions leave out those that have their default.</summary>
    public bool Flag(string key, bool otherwise) =>
        Find(key) is not { } value ? otherwise
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : throw Wrong(key, "is neither true nor false.");

    /// <summary>Height and width.</summary>
    public Size Size(string key)
    {
        if (Value(key).ValueKind == JsonValueKind.Number)
        {
            return Count(key);
        }

        JsonElement[] both = List(key);
        return both.Length == 2 ? new Size(Count(key, both[0], 1), Count(key, both[1], 1)) : throw Wrong(key, "must be [height, width].");
    }

    /// <summary>Depth, height and width.</summary>
    public Volume Volume(string key) =>
        Integers(key, 1) is [int depth, int height, int width]
            ? new Volume(depth, height, width)
            : throw Wrong(key, "must be [depth, height, width].");

    /// <summary>Refuses a setting that is not supported, unless it is missing or has its neutral value.</summary>
    public void RequireNeutral(string key, Func<JsonElement, bool> isNeutral)
    {
        if (Find(key) is { } value && !isNeutral(value))
        {
            string text = string.Concat(value.GetRawText().Select(letter => char.IsControl(letter) ? ' ' : letter));
            throw Wrong(key, $"is {(text.Length > LongestShown ? text[..LongestShown] + "..." : text)}, which is not supported.");
        }
    }

    public void RequireMissing(params string[] keys)
    {
        foreach (string key in keys)
        {
            RequireNeutral(key, _ => false);
        }
    }

    private void Flatten(string key, JsonElement item, List<float> numbers, int depth)
    {
        if (item.ValueKind == JsonValueKind.Array && depth < MostAxes)
        {
            foreach (JsonElement inner in item.EnumerateArray())
            {
                Flatten(key, inner, numbers, depth + 1);
            }

            return;
        }

        numbers.Add(
            item.ValueKind == JsonValueKind.Number && item.TryGetSingle(out float number) && float.IsFinite(number)
                ? number
                : throw Wrong(key, "has something that is not a number.")
        );
    }

    /// <summary>A sample's shape out of a batch's: <c>[null, 150, 150, 3]</c>.</summary>
    public Shape? BatchShape(string key)
    {
        if (!Has(key))
        {
            return null;
        }

        JsonElement[] axes = List(key);
        if (axes.Length is < 1 or > MostAxes)
        {
            throw Wrong(key, FormattableString.Invariant($"must hold the batch and at most {MostAxes - 1} axes."));
        }

        List<int?> lengths = [];
        foreach (JsonElement axis in axes.Skip(1))
        {
            lengths.Add(axis.ValueKind == JsonValueKind.Null ? null : Count(key, axis, 1));
        }

        return new Shape([.. lengths]);
    }

    /// <summary>The same where it is there as Keras writes it, for a shape that is only a hint; null otherwise.</summary>
    public Shape? ShapeHint(string key)
    {
        if (Find(key) is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() is < 1 or > MostAxes)
        {
            return null;
        }

        List<int?> lengths = [];
        foreach (JsonElement axis in list.EnumerateArray().Skip(1))
        {
            if (axis.ValueKind == JsonValueKind.Null)
            {
                lengths.Add(null);
            }
            else if (axis.ValueKind == JsonValueKind.Number && axis.TryGetInt32(out int length) && length is > 0 and <= LargestCount)
            {
                lengths.Add(length);
            }
            else
            {
                return null;
            }
        }

        return new Shape([.. lengths]);
    }
}
