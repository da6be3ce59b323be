using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Repro.Hdf5;

/// <summary>Takes numbers, texts and values from a stream and keeps account of what they may still take in memory.</summary>
internal sealed class HandoverCursor(Stream stream, HandoverChecksum checksum, long valueBytes)
{
    private long _valuesLeft = valueBytes;
    private long _textLeft = 2 * Hdf5Limits.TextBytes;

    public void Take(Span<byte> bytes)
    {
        stream.ReadExactly(bytes);
        checksum.Append(bytes);
    }

    /// <exception cref="Hdf5Exception">It lies outside the range.</exception>
    public long Number(long minimum, long maximum)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        Take(bytes);
        long number = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        return number >= minimum && number <= maximum
            ? number
            : throw new Hdf5Exception($"The reading process handed over {number} where {minimum} to {maximum} is possible.");
    }

    /// <exception cref="Hdf5Exception">It is longer than that, or no UTF-8, or there is too much text altogether.</exception>
    public string Text(long maximum)
    {
        byte[] bytes = new byte[Number(0, Math.Min(maximum, _textLeft))];
        _textLeft -= bytes.Length;
        Take(bytes);
        return Hdf5Names.Text(bytes);
    }

    /// <exception cref="Hdf5Exception">There are too many.</exception>
    public float[] Floats(long count)
    {
        if (count > Array.MaxLength || count * sizeof(float) > _valuesLeft)
        {
            throw new Hdf5Exception($"The reading process handed over {count} values, which is too many for this file.");
        }

        _valuesLeft -= count * sizeof(float);
        float[] values = new float[count];
        Take(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    /// <exception cref="Hdf5Exception">There are too many.</exception>
    public long[] Integers(long count)
    {
        long[] values =
            count <= Hdf5Limits.Integers
                ? new long[count]
                : throw new Hdf5Exception($"The reading process handed over {count} whole numbers.");
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = Number(long.MinValue, long.MaxValue);
        }

        return values;
    }
}
