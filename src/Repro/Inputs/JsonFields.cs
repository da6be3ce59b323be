using System.Text.Json;

namespace Repro.Inputs;

/// <summary>
/// An object of a configuration file that <see cref="InputJson"/> parsed, read key by key; what is wrong, missing or left over becomes an
/// <see cref="InputException"/>
/// that names file and key.
/// </summary>
internal sealed class JsonFields
{
    private readonly string _file;
    private readonly string _prefix;
    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    // Keys that are read only where they are present; for messages.
    private readonly HashSet<string> _optional = new(StringComparer.Ordinal);

    public JsonFields(string file, JsonElement element, string prefix = "")
    {
        _file = file;
        _prefix = prefix;
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new InputException(
                $"{file}: {(prefix.Length == 0 ? "the file" : $"key '{prefix.TrimEnd('.')}'")} must be an object, {{ ... }}."
            );
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            _fields.Add(property.Name, property.Value);
        }
    }

    // An object of one key.
    private JsonFields(string file, JsonElement value, string prefix, string key)
    {
        _file = file;
        _prefix = prefix;
        _fields.Add(key, value);
    }

    private JsonFields(string file, IEnumerable<JsonElement> items, string prefix)
    {
        _file = file;
        _prefix = prefix;
        foreach (JsonElement item in items)
        {
            _fields.Add(FormattableString.Invariant($"{_fields.Count}"), item);
        }
    }

    public InputException Wrong(string key, string what) => new($"{_file}: key '{_prefix}{key}' {what}");

    public string Text(string key) => OptionalText(key) ?? throw Missing(key, "a text");

    public string? OptionalText(string key)
    {
        if (Find(key) is not { } element)
        {
            return null;
        }

        string? text = element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        return string.IsNullOrWhiteSpace(text) ? throw Wrong(key, $"must be a text, but is {element.GetRawText()}.") : text;
    }

    /// <summary>An address that begins with http:// or https://.</summary>
    public string? OptionalWebAddress(string key) =>
        OptionalText(key) is not { } text
        || (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https")
            ? OptionalText(key)
            : throw Wrong(key, $"must be a web address, http:// or https://, but is '{text}'.");

    public string OneOf(string key, params string[] choices) => OneOf(key, choices, _ => null);

    /// <param name="meant">The choice for another name that is not accepted; null where it does not know the name.</param>
    public string OneOf(string key, string[] choices, Func<string, string?> meant) =>
        OptionalOneOf(key, choices, meant) ?? throw Missing(key, $"one of {string.Join(", ", choices)}");

    public string? OptionalOneOf(string key, params string[] choices) => OptionalOneOf(key, choices, _ => null);

    private string? OptionalOneOf(string key, string[] choices, Func<string, string?> meant)
    {
        string? text = OptionalText(key);
        if (text is null || choices.Contains(text, StringComparer.Ordinal))
        {
            return text;
        }

        string suggestion = meant(text) is { } choice ? $" Did you mean '{choice}'?" : Spelling.Suggestion(text, choices);
        throw Wrong(key, $"is '{text}', but must be one of {string.Join(", ", choices)}.{suggestion}");
    }

    public int Count(string key, int maximum) => OptionalCount(key, maximum) ?? throw Missing(key, "a whole number");

    /// <summary>A whole number from 1 to <paramref name="maximum"/>.</summary>
    public int? OptionalCount(string key, int maximum) => OptionalWhole(key, 1, maximum);

    /// <summary>A whole number.</summary>
    public int? OptionalWhole(string key, int minimum, int maximum)
    {
        if (Find(key) is not { } element)
        {
            return null;
        }

        return element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int value) && value >= minimum && value <= maximum
            ? value
            : throw Wrong(key, $"must be a whole number from {minimum} to {maximum}, but is {element.GetRawText()}.");
    }

    public double Number(string key, double minimum, double maximum) =>
        OptionalNumber(key, minimum, maximum) ?? throw Missing(key, "a number");

    public double? OptionalNumber(string key, double minimum, double maximum)
    {
        if (Find(key) is not { } element)
        {
            return null;
        }

        return element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double value) && value >= minimum && value <= maximum
            ? value
            : throw Wrong(
                key,
                FormattableString.Invariant($"must be a number from {minimum} to {maximum}, but is {element.GetRawText()}.")
            );
    }

    public bool Switch(string key) => OptionalSwitch(key) ?? throw Missing(key, "true or false");

    public bool? OptionalSwitch(string key)
    {
        if (Find(key) is not { } element)
        {
            return null;
        }

        return element.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? element.GetBoolean()
            : throw Wrong(key, $"must be true or false, but is {element.GetRawText()}.");
    }

    public IReadOnlyList<JsonElement> List(string key)
    {
        JsonElement element = Find(key) ?? throw Missing(key, "a list");
        return element.ValueKind == JsonValueKind.Array
            ? [.. element.EnumerateArray()]
            : throw Wrong(key, $"must be a list, but is {element.GetRawText()}.");
    }

    public IReadOnlyList<JsonElement> OptionalList(string key) => Find(key) is null ? [] : List(key);

    /// <summary>The texts of a list; empty where the key is not there.</summary>
    public IReadOnlyList<string> OptionalTexts(string key) =>
        [
            .. OptionalList(key)
                .Select(item =>
                    item.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(item.GetString())
                        ? item.GetString()!
                        : throw Wrong(key, $"must be a list of texts, but has {item.GetRawText()}.")
                ),
        ];

    /// <summary>The objects of a list; empty where the key is not there.</summary>
    public IReadOnlyList<JsonFields> OptionalObjects(string key) =>
        [
            .. OptionalList(key)
                .Select((item, index) => new JsonFields(_file, item, FormattableString.Invariant($"{_prefix}{key}[{index}]."))),
        ];

    /// <summary>The items of a list as an object whose keys are their places, from 0.</summary>
    public JsonFields Items(string key) => new(_file, List(key), $"{_prefix}{key}.");

    /// <summary>The object's entries, where its keys are names that the writer of the file chose, in their order.</summary>
    public IEnumerable<(string Name, JsonFields Value)> Entries()
    {
        foreach (string key in _fields.Keys)
        {
            yield return (key, Object(key));
        }
    }

    /// <summary>Whether the key is there and its value is an object.</summary>
    public bool HoldsObject(string key)
    {
        _optional.Add(key);
        return _fields.TryGetValue(key, out JsonElement element) && element.ValueKind == JsonValueKind.Object;
    }

    /// <summary>Whether the key is there and its value is a list.</summary>
    public bool HoldsList(string key) =>
        Has(key) && _fields.TryGetValue(key, out JsonElement element) && element.ValueKind == JsonValueKind.Array;

    public bool Has(string key)
    {
        _optional.Add(key);
        return _fields.ContainsKey(key);
    }

    /// <summary>A whole number from 1 that may need 64 bits, such as a length in bytes.</summary>
    public long? OptionalLong(string key, long maximum)
    {
        if (Find(key) is not { } element)
        {
            return null;
        }

        return element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out long value) && value >= 1 && value <= maximum
            ? value
            : throw Wrong(key, $"must be a whole number from 1 to {maximum}, but is {element.GetRawText()}.");
    }

    /// <summary>The keys in the file's order.</summary>
    public IReadOnlyCollection<string> Keys => _fields.Keys;

    public JsonFields Object(string key) => OptionalObject(key) ?? throw Missing(key, "an object");

    /// <summary>An object; a text stands for an object with that <c>name</c> alone.</summary>
    public JsonFields ObjectOrName(string key) =>
        Find(key) is { ValueKind: JsonValueKind.String } name ? new JsonFields(_file, name, $"{_prefix}{key}.", "name") : Object(key);

    public JsonFields? OptionalObject(string key) => Find(key) is { } element ? new JsonFields(_file, element, $"{_prefix}{key}.") : null;

    /// <summary>To be called last: every key must have been asked for.</summary>
    public void End()
    {
        foreach (string key in _fields.Keys)
        {
            if (!_read.Contains(key))
            {
                throw Wrong(
                    key,
                    $"is unknown.{Spelling.Suggestion(key, Known.Except(_fields.Keys, StringComparer.Ordinal))} Known here: {string.Join(", ", Known.Order(StringComparer.Ordinal))}."
                );
            }
        }
    }

    private IEnumerable<string> Known => _read.Union(_optional, StringComparer.Ordinal);

    private InputException Missing(string key, string kind)
    {
        string? similar = Spelling.Nearest(key, _fields.Keys.Except(_read, StringComparer.Ordinal));
        return Wrong(key, $"is missing; it must be {kind}.{(similar is null ? "" : $" The key '{_prefix}{similar}' has a similar name.")}");
    }

    private JsonElement? Find(string key)
    {
        _read.Add(key);
        return _fields.TryGetValue(key, out JsonElement element) ? element : null;
    }
}
