using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Repro.Hdf5;

/// <summary>
/// How one process hands a file's content to another: a magic number, the objects one after another, an end mark, and a
/// checksum of all before it. Every length is checked against <see cref="Hdf5Limits"/> before memory is taken for it.
/// </summary>
internal static class Hdf5Handover
{
    private const int EndMark = -1;

    private static ReadOnlySpan<byte> Magic => "REPROH52"u8;

    public static void Write(Stream stream, Hdf5Content content)
    {
        HandoverChecksum checksum = new();
        void Bytes(ReadOnlySpan<byte> bytes)
        {
            stream.Write(bytes);
            checksum.Append(bytes);
        }

        void Number(long number)
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
            Bytes(bytes);
        }

        void Text(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            Number(bytes.Length);
            Bytes(bytes);
        }

        Bytes(Magic);
        foreach (Hdf5Object thing in content.Objects)
        {
            Number((long)thing.Kind);
            Text(thing.Path);
            Number(thing.Attributes.Count);
            foreach ((string name, Hdf5Attribute attribute) in thing.Attributes)
            {
                Text(name);
                Number(attribute.IsList ? 1 : 0);
                Number(attribute.Texts.Count);
                foreach (string text in attribute.Texts)
                {
                    Text(text);
                }
            }

            Number(thing.Shape.Count);
            foreach (int length in thing.Shape)
            {
                Number(length);
            }

            Bytes(MemoryMarshal.AsBytes<float>(thing.Floats));
            foreach (long number in thing.Integers)
            {
                Number(number);
            }
        }

        Number(EndMark);
        Number(checksum.Value);
    }

    /// <param name="fileLength">The length of the file that was read.</param>
    /// <exception cref="Hdf5Exception">The stream is cut short, changed, or asks for too much.</exception>
    public static Hdf5Content Read(Stream stream, long fileLength)
    {
        HandoverChecksum checksum = new();
        HandoverCursor cursor = new(stream, checksum, Hdf5Limits.ValueBytes(fileLength));
        Span<byte> magic = stackalloc byte[Magic.Length];
        cursor.Take(magic);
        if (!magic.SequenceEqual(Magic))
        {
            throw new Hdf5Exception("The reading process handed over something else than a file's content.");
        }

        Hdf5Content content = new();
        while (cursor.Number(EndMark, (long)Hdf5Kind.Other) is var kind and not EndMark)
        {
            if (content.Objects.Count >= Hdf5Limits.Objects)
            {
                throw new Hdf5Exception($"There are more than {Hdf5Limits.Objects} objects.");
            }

            content.Add(Object(cursor, (Hdf5Kind)kind));
        }

        long expected = checksum.Value;
        return cursor.Number(long.MinValue, long.MaxValue) == expected
            ? content
            : throw new Hdf5Exception("What the reading process handed over does not fit its checksum.");
    }

    private static Hdf5Object Object(HandoverCursor cursor, Hdf5Kind kind)
    {
        string path = cursor.Text((Hdf5Limits.NameLength + 1) * (Hdf5Limits.Depth + 2));
        Dictionary<string, Hdf5Attribute> attributes = new(StringComparer.Ordinal);
        long count = cursor.Number(0, Hdf5Limits.Attributes);
        for (long index = 0; index < count; index++)
        {
            string name = cursor.Text(Hdf5Limits.NameLength);
            bool isList = cursor.Number(0, 1) == 1;
            string[] texts = new string[cursor.Number(0, Hdf5Limits.TextBytes / sizeof(long))];
            for (int text = 0; text < texts.Length; text++)
            {
                texts[text] = cursor.Text(Hdf5Limits.TextBytes);
            }

            attributes[name] = new Hdf5Attribute(texts, isList);
        }

        int[] shape = new int[cursor.Number(0, Hdf5Limits.Rank)];
        long elements = 1;
        for (int axis = 0; axis < shape.Length; axis++)
        {
            shape[axis] = (int)cursor.Number(0, int.MaxValue);
            elements = elements > Array.MaxLength ? elements : elements * shape[axis];
        }

        return new Hdf5Object(path, kind)
        {
            Attributes = attributes,
            Shape = shape,
            Floats = kind == Hdf5Kind.Floats ? cursor.Floats(elements) : [],
            Integers = kind == Hdf5Kind.Integers ? cursor.Integers(elements) : [],
        };
    }
}
