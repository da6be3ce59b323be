using System.Globalization;
using System.Text.Json;

namespace Repro.Data;

/// <summary>Keras's <c>imagenet_class_index.json</c>: for each class number its WordNet identifier and its name.</summary>
public sealed class ClassIndex
{
    private const long MaximumBytes = 1 << 20;
    private readonly SortedDictionary<int, (string Id, string Name)> _classes;

    private ClassIndex(SortedDictionary<int, (string Id, string Name)> classes)
    {
        _classes = classes;
    }

    public int Count => _classes.Count;

    public string? Name(int index) => _classes.TryGetValue(index, out (string Id, string Name) found) ? found.Name : null;

    /// <summary>The number of the class with that identifier, <c>n02504458</c>.</summary>
    public int? IndexOf(string id)
    {
        foreach ((int index, (string Id, string Name) entry) in _classes)
        {
            if (entry.Id == id)
            {
                return index;
            }
        }

        return null;
    }

    /// <exception cref="InputException">The file is missing, too large or laid out otherwise.</exception>
    public static ClassIndex Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MaximumBytes)
            {
                throw new InputException($"{path}: too large for a class index.");
            }

            SortedDictionary<int, (string, string)> classes = [];
            foreach ((string key, string[] entry) in JsonSerializer.Deserialize<Dictionary<string, string[]>>(File.ReadAllText(path)) ?? [])
            {
                if (!int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int index) || entry is not [{ Length: > 0 } id, { Length: > 0 } name])
                {
                    throw new InputException($"{path}: the entry '{key}' is not a number with [identifier, name].");
                }

                classes[index] = (id, name);
            }

            return new ClassIndex(classes);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read as a class index: {exception.Message}", exception);
        }
    }
}
