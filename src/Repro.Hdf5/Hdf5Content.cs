namespace Repro.Hdf5;

/// <summary>
/// What a file holds, as plain data: every group and data set by its path. No part of it refers to libhdf5,
/// so that it can be handed from the process that read the file to the one that makes sense of it.
/// </summary>
internal sealed class Hdf5Content
{
    private readonly Dictionary<string, Hdf5Object> _byPath = new(StringComparer.Ordinal);
    private readonly List<Hdf5Object> _objects = [];

    /// <summary>Every group before its members, the root (path "") first.</summary>
    public IReadOnlyList<Hdf5Object> Objects => _objects;

    /// <exception cref="Hdf5Exception">There is one of that path already.</exception>
    public void Add(Hdf5Object thing)
    {
        if (!_byPath.TryAdd(thing.Path, thing))
        {
            throw new Hdf5Exception($"'{thing.Path}' exists twice.");
        }

        _objects.Add(thing);
    }

    public Hdf5Object? Find(string path) => _byPath.GetValueOrDefault(path);

    public static string Join(string group, string name) => group.Length == 0 ? name : $"{group}/{name}";
}

/// <summary>What an object of a file is; an <see cref="Other"/> data set's values are not read.</summary>
internal enum Hdf5Kind
{
    Group,
    Floats,
    Integers,
    Other,
}

/// <summary>A group or a data set.</summary>
/// <param name="Path">Names from the root, joined by slashes, none before the first.</param>
internal sealed record Hdf5Object(string Path, Hdf5Kind Kind)
{
    /// <summary>A data set's lengths; empty for a group and for a single number.</summary>
    public IReadOnlyList<int> Shape { get; init; } = [];

    /// <summary>In C order, where <see cref="Kind"/> is Floats.</summary>
    public float[] Floats { get; init; } = [];

    /// <summary>In C order, where <see cref="Kind"/> is Integers.</summary>
    public IReadOnlyList<long> Integers { get; init; } = [];

    public IReadOnlyDictionary<string, Hdf5Attribute> Attributes { get; init; } = new Dictionary<string, Hdf5Attribute>();
}

/// <summary>
/// An attribute that holds texts. One without elements, of whatever type, is an empty list: so Keras writes a layer without weights.
/// </summary>
/// <param name="IsList">Whether it is an array; otherwise there is exactly one text.</param>
internal sealed record Hdf5Attribute(IReadOnlyList<string> Texts, bool IsList);
