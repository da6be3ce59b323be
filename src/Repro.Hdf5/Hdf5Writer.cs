using System.Text;

namespace Repro.Hdf5;

/// <summary>
/// Writes plain data as an HDF5 file, in memory: the same content gives the same bytes. Lists of texts become fixed-width ones and
/// single texts variable ones, in the forms that every h5py hands to Keras alike.
/// </summary>
internal sealed unsafe class Hdf5Writer
{
    // libhdf5 is not always built for several threads.
    private static readonly Lock OneAtATime = new();

    private const int Scalar = 0;
    private const int PaddedWithZeros = 1;
    private const int Global = 1;
    private const nuint Growth = 1 << 20;

    private readonly Hdf5Library _library;

    private Hdf5Writer(string library) => _library = Hdf5Library.Use(library);

    /// <param name="library">See <see cref="Hdf5Library.Use"/>.</param>
    /// <exception cref="Hdf5Exception">The library refuses.</exception>
    /// <exception cref="DllNotFoundException">It is not installed.</exception>
    public static byte[] ToBytes(string library, Hdf5Content content)
    {
        lock (OneAtATime)
        {
            return new Hdf5Writer(library).Write(content);
        }
    }

    private byte[] Write(Hdf5Content content)
    {
        using Hdf5Id access = new(Hdf5Native.H5Pcreate(_library.FileAccess), Hdf5Native.H5Pclose, "A property list");
        Hdf5Error.Require(Hdf5Native.H5Pset_fapl_core(access, Growth, backingStore: 0), "A file in memory");
        using Hdf5Id file = new(
            Hdf5Native.H5Fcreate("memory.h5", Hdf5Native.Truncate, Hdf5Native.Default, access),
            Hdf5Native.H5Fclose,
            "The file cannot be made"
        );

        // Times of writing would make every file another one.
        using Hdf5Id creation = new(Hdf5Native.H5Pcreate(_library.DatasetCreation), Hdf5Native.H5Pclose, "A property list");
        Hdf5Error.Require(Hdf5Native.H5Pset_obj_track_times(creation, track: 0), "A property list");
        foreach (Hdf5Object thing in content.Objects)
        {
            using Hdf5Id place = thing.Kind == Hdf5Kind.Group ? Group(file, thing) : Dataset(file, thing, creation);
            foreach ((string name, Hdf5Attribute attribute) in thing.Attributes)
            {
                Attribute(place, name, attribute);
            }
        }

        Hdf5Error.Require(Hdf5Native.H5Fflush(file, Global), "The file cannot be written");
        byte[] bytes = new byte[Hdf5Error.Require(Hdf5Native.H5Fget_file_image(file, null, 0), "The file cannot be taken out")];
        fixed (byte* start = bytes)
        {
            Hdf5Error.Require(Hdf5Native.H5Fget_file_image(file, start, (nuint)bytes.Length), "The file cannot be taken out");
        }

        return bytes;
    }

    private static Hdf5Id Group(long file, Hdf5Object group) =>
        group.Path.Length == 0
            ? new Hdf5Id(Hdf5Native.H5Oopen(file, "/", Hdf5Native.Default), Hdf5Native.H5Oclose, "The root group")
            : new Hdf5Id(
                Hdf5Native.H5Gcreate2(file, group.Path, Hdf5Native.Default, Hdf5Native.Default, Hdf5Native.Default),
                Hdf5Native.H5Gclose,
                $"The group '{group.Path}'"
            );

    private Hdf5Id Dataset(long file, Hdf5Object dataset, long creation)
    {
        string what = $"The data set '{dataset.Path}'";
        bool floats = dataset.Kind == Hdf5Kind.Floats;
        ulong[] lengths = [.. dataset.Shape.Select(length => (ulong)length)];
        using Hdf5Id space = Space(lengths, what);
        Hdf5Id made = new(
            Hdf5Native.H5Dcreate2(
                file,
                dataset.Path,
                floats ? _library.Float32 : _library.Int64,
                space,
                Hdf5Native.Default,
                creation,
                Hdf5Native.Default
            ),
            Hdf5Native.H5Dclose,
            what
        );
        long[] integers = [.. dataset.Integers];
        fixed (float* firstFloat = dataset.Floats)
        fixed (long* firstInteger = integers)
        {
            Hdf5Error.Require(
                Hdf5Native.H5Dwrite(
                    made,
                    floats ? _library.NativeFloat : _library.NativeLong,
                    Hdf5Native.Default,
                    Hdf5Native.Default,
                    Hdf5Native.Default,
                    floats ? firstFloat : firstInteger
                ),
                what
            );
        }

        return made;
    }

    private void Attribute(long place, string name, Hdf5Attribute attribute)
    {
        string what = $"The attribute '{name}'";
        byte[][] texts = [.. attribute.Texts.Select(text => Encoding.UTF8.GetBytes(text))];
        if (attribute.IsList)
        {
            Array(place, name, texts, what);
            return;
        }

        using Hdf5Id type = TextType(Hdf5Native.VariableLength, what);
        using Hdf5Id space = new(Hdf5Native.H5Screate(Scalar), Hdf5Native.H5Sclose, what);
        using Hdf5Id made = new(
            Hdf5Native.H5Acreate2(place, name, type, space, Hdf5Native.Default, Hdf5Native.Default),
            Hdf5Native.H5Aclose,
            what
        );
        fixed (byte* text = (byte[])[.. texts[0], 0])
        {
            byte* pointer = text;
            Hdf5Error.Require(Hdf5Native.H5Awrite(made, type, &pointer), what);
        }
    }

    // A list without texts is an empty one of float64 numbers: so numpy, and Keras, write it.
    private void Array(long place, string name, byte[][] texts, string what)
    {
        using Hdf5Id space = Space([(ulong)texts.Length], what);
        if (texts.Length == 0)
        {
            using Hdf5Id empty = new(
                Hdf5Native.H5Acreate2(place, name, _library.Float64, space, Hdf5Native.Default, Hdf5Native.Default),
                Hdf5Native.H5Aclose,
                what
            );
            return;
        }

        int width = texts.Max(text => text.Length);
        using Hdf5Id type = TextType((nuint)width, what);
        Hdf5Error.Require(Hdf5Native.H5Tset_strpad(type, PaddedWithZeros), what);
        using Hdf5Id made = new(
            Hdf5Native.H5Acreate2(place, name, type, space, Hdf5Native.Default, Hdf5Native.Default),
            Hdf5Native.H5Aclose,
            what
        );
        byte[] buffer = new byte[width * texts.Length];
        for (int index = 0; index < texts.Length; index++)
        {
            texts[index].CopyTo(buffer, index * width);
        }

        fixed (byte* start = buffer)
        {
            Hdf5Error.Require(Hdf5Native.H5Awrite(made, type, start), what);
        }
    }

    private Hdf5Id TextType(nuint size, string what)
    {
        Hdf5Id type = new(Hdf5Native.H5Tcopy(_library.Text), Hdf5Native.H5Tclose, what);
        Hdf5Error.Require(Hdf5Native.H5Tset_size(type, size), what);
        return type;
    }

    private static Hdf5Id Space(ulong[] lengths, string what)
    {
        if (lengths.Length == 0)
        {
            return new Hdf5Id(Hdf5Native.H5Screate(Scalar), Hdf5Native.H5Sclose, what);
        }

        fixed (ulong* start = lengths)
        {
            return new Hdf5Id(Hdf5Native.H5Screate_simple(lengths.Length, start, null), Hdf5Native.H5Sclose, what);
        }
    }
}
