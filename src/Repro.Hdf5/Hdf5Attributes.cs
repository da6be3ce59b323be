namespace Repro.Hdf5;

/// <summary>Reads the texts among an object's attributes; attributes of numbers are left out.</summary>
internal sealed unsafe class Hdf5Attributes(Hdf5Library library)
{
    private const int TextClass = 3;
    private long _left = Hdf5Limits.TextBytes;

    /// <exception cref="Hdf5Exception">An attribute cannot be read, or they hold more text than is allowed.</exception>
    public Dictionary<string, Hdf5Attribute> Read(long thing, string path)
    {
        Dictionary<string, Hdf5Attribute> attributes = new(StringComparer.Ordinal);
        foreach (string name in Hdf5Names.Attributes(thing))
        {
            string what = $"The attribute '{name}' of '{path}' cannot be read";
            using Hdf5Id attribute = new(Hdf5Native.H5Aopen(thing, name, Hdf5Native.Default), Hdf5Native.H5Aclose, what);
            if (Texts(attribute, what) is { } texts)
            {
                attributes[name] = texts;
            }
        }

        return attributes;
    }

    private Hdf5Attribute? Texts(long attribute, string what)
    {
        using Hdf5Id type = new(Hdf5Native.H5Aget_type(attribute), Hdf5Native.H5Tclose, what);
        using Hdf5Id space = new(Hdf5Native.H5Aget_space(attribute), Hdf5Native.H5Sclose, what);
        long count = Hdf5Error.Require(Hdf5Native.H5Sget_simple_extent_npoints(space), what);
        bool isList = Hdf5Error.Require(Hdf5Native.H5Sget_simple_extent_ndims(space), what) > 0;
        if (count == 0)
        {
            return new Hdf5Attribute([], IsList: true);
        }

        if (Hdf5Native.H5Tget_class(type) != TextClass)
        {
            return null;
        }

        bool varies = Hdf5Error.Require(Hdf5Native.H5Tis_variable_str(type), what) > 0;
        ulong width = Hdf5Native.H5Tget_size(type);

        // Each text takes its place even if it is empty.
        if (width == 0 || (ulong)count > (ulong)_left / width)
        {
            throw new Hdf5Exception($"{what}: the texts are longer than {Hdf5Limits.TextBytes} bytes altogether.");
        }

        _left -= count * (long)width;
        byte[] buffer = new byte[count * (long)width];
        fixed (byte* start = buffer)
        {
            Hdf5Error.Require(Hdf5Native.H5Aread(attribute, type, start), what);
            if (!varies)
            {
                return new Hdf5Attribute(Fixed(buffer, (int)count, (int)width), isList);
            }

            try
            {
                return new Hdf5Attribute(Varying((byte**)start, (int)count), isList);
            }
            finally
            {
                _ = library.ReclaimTexts(type, space, Hdf5Native.Default, start);
            }
        }
    }

    // Padded with zeros or ended by one, shorter than its place or exactly as long.
    private static string[] Fixed(ReadOnlySpan<byte> buffer, int count, int width)
    {
        string[] texts = new string[count];
        for (int index = 0; index < count; index++)
        {
            ReadOnlySpan<byte> place = buffer.Slice(index * width, width);
            int end = place.IndexOf((byte)0);
            texts[index] = Hdf5Names.Text(end < 0 ? place : place[..end]);
        }

        return texts;
    }

    private string[] Varying(byte** places, int count)
    {
        string[] texts = new string[count];
        for (int index = 0; index < count; index++)
        {
            texts[index] = places[index] is null ? "" : Hdf5Names.Text(places[index], _left);
            _left -= texts[index].Length;
        }

        return texts;
    }
}
