namespace Repro.Hdf5;

/// <summary>
/// Reads a whole file into plain data through libhdf5. A crafted file can crash that library, so foreign files are read
/// in a process of their own: <see cref="Hdf5Child"/>.
/// </summary>
internal sealed class Hdf5Reader
{
    private const int GroupType = 2;
    private const int DatasetType = 5;

    private readonly Hdf5Library _library;
    private readonly Hdf5Content _content = new();
    private readonly Hdf5Attributes _attributes;
    private readonly Hdf5Datasets _datasets;

    private Hdf5Reader(string library, long fileLength)
    {
        _library = Hdf5Library.Use(library);
        _attributes = new Hdf5Attributes(_library);
        _datasets = new Hdf5Datasets(_library, Hdf5Limits.ValueBytes(fileLength));
    }

    /// <param name="library">See <see cref="Hdf5Library.Use"/>.</param>
    /// <exception cref="Hdf5Exception">It is no such file, is damaged, or asks for more than <see cref="Hdf5Limits"/>.</exception>
    /// <exception cref="DllNotFoundException">libhdf5 is not installed.</exception>
    public static Hdf5Content Read(string library, string path)
    {
        Hdf5Reader reader = new(library, new FileInfo(path).Length);
        using Hdf5Id file = new(
            Hdf5Native.H5Fopen(path, Hdf5Native.ReadOnly, Hdf5Native.Default),
            Hdf5Native.H5Fclose,
            "The file cannot be opened"
        );
        using Hdf5Id root = new(Hdf5Native.H5Oopen(file, "/", Hdf5Native.Default), Hdf5Native.H5Oclose, "The root group cannot be opened");
        reader.ReadGroup(root, "", 0);
        return reader._content;
    }

    private void ReadGroup(long group, string path, int depth)
    {
        if (depth > Hdf5Limits.Depth)
        {
            throw new Hdf5Exception($"Groups lie more than {Hdf5Limits.Depth} deep.");
        }

        Add(new Hdf5Object(path, Hdf5Kind.Group) { Attributes = _attributes.Read(group, path) });
        foreach (string name in Hdf5Names.Members(_library, group))
        {
            string inside = Hdf5Content.Join(path, name);
            using Hdf5Id member = new(
                Hdf5Native.H5Oopen(group, name, Hdf5Native.Default),
                Hdf5Native.H5Oclose,
                $"'{inside}' cannot be opened"
            );
            switch (Hdf5Native.H5Iget_type(member))
            {
                case GroupType:
                    ReadGroup(member, inside, depth + 1);
                    break;
                case DatasetType:
                    Add(_datasets.Read(member, inside) with { Attributes = _attributes.Read(member, inside) });
                    break;
                default:
                    // A named data type holds no values.
                    break;
            }
        }
    }

    private void Add(Hdf5Object thing)
    {
        if (_content.Objects.Count >= Hdf5Limits.Objects)
        {
            throw new Hdf5Exception($"There are more than {Hdf5Limits.Objects} objects.");
        }

        _content.Add(thing);
    }
}
