using System.Globalization;
using System.Text.Json;
using Repro.Inputs;
using Repro.Project;

namespace Repro.Data.Catalog;

/// <summary>Keras's <c>imagenet_class_index.json</c>: for each class number its WordNet identifier and its name.</summary>
internal sealed class ClassIndex
{
    private const long MaximumBytes = 1 << 20;
    private const string What = "a class index";
    private readonly SortedDictionary<int, (string Id, string Name)> _classes;

    private ClassIndex(SortedDictionary<int, (string Id, string Name)> classes)
    {
        _classes = classes;
    }

    public int Count => _classes.Count;

    public string? Name(int index) => _classes.TryGetValue(index, out (string Id, string Name) found) ? found.Name : null;

    /// <summary>The class's WordNet identifier.</summary>
    public string? Id(int index) => _classes.TryGetValue(index, out (string Id, string Name) found) ? found.Id : null;

    /// <summary>The number of the first class of that name; two names of ImageNet's, crane and maillot, are given twice.</summary>
    public int? IndexOfName(string name)
    {
        foreach ((int index, (string Id, string Name) entry) in _classes)
        {
            if (entry.Name == name)
            {
                return index;
            }
        }

        return null;
    }

    /// <summary>The data root's <c>imagenet/imagenet_class_index.json</c>.</summary>
    /// <exception cref="InputException">It is missing or damaged.</exception>
    public static ClassIndex OfDataRoot(string? root)
    {
        DataSetDeclaration set = BuiltInDataSets.ClassIndexSet;
        return set.Files[0].Find(root) is { } path
            ? Read(path)
            : throw new InputException($"{set.Files[0].Path}, the list of classes, is missing. {set.Remedy}");
    }

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
        return Parse(InputFile.ReadText(path, MaximumBytes, What), path);
    }

    /// <param name="source">How messages call the text's source.</param>
    /// <exception cref="InputException">It is not JSON, or an entry is laid out otherwise.</exception>
    internal static ClassIndex Parse(string text, string source)
    {
        SortedDictionary<int, (string, string)> classes = [];
        foreach (
            (string key, string[] entry) in InputJson.Read<Dictionary<string, string[]>>(text, source, What, JsonSerializerOptions.Default)
        )
        {
            if (
                !int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                || entry is not [{ Length: > 0 } id, { Length: > 0 } name]
            )
            {
                throw new InputException($"{source}: the entry '{key}' is not a number with [identifier, name].");
            }

            classes[index] = (id, name);
        }

        return new ClassIndex(classes);
    }
}
