using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Repro.Training.State;

/// <summary>
/// Reads the parts of a <see cref="StateFile"/> one after another; a length is believed only where so many bytes are left.
/// </summary>
/// <param name="left">Bytes from the stream's position to the end of the content.</param>
internal sealed class StateCursor(string path, Stream stream, long left)
{
    // A checkpoint's metadata holds the history of its epochs.
    private const int LongestText = 64 << 20;

    private long _left = left;

    public int Number()
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        Fill(bytes);
        return BinaryPrimitives.ReadInt32LittleEndian(bytes);
    }

    public string Text()
    {
        byte[] bytes = new byte[Length(1, LongestText)];
        Fill(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    public float[] Floats()
    {
        float[] values = new float[Length(sizeof(float), Array.MaxLength)];
        Fill(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private int Length(int elementBytes, int most)
    {
        int length = Number();
        return length >= 0 && length <= most && (long)length * elementBytes <= _left ? length : throw Damaged((long)length * elementBytes);
    }

    private void Fill(Span<byte> bytes)
    {
        if (bytes.Length > _left || stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw Damaged(bytes.Length);
        }

        _left -= bytes.Length;
    }

    private InputException Damaged(long length) =>
        new($"{path}: the file is damaged: a length of {length} where {_left} bytes are left. Delete it and train again.");
}
