using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Repro.Training.State;

/// <summary>
/// Our own container of float32 arrays: a magic, a version, a text of metadata (JSON), then each array with its name,
/// and last the SHA-256 of everything before it. All integers and floats are little-endian.
/// </summary>
public sealed record StateFile(string Metadata, IReadOnlyList<(string Name, float[] Values)> Arrays)
{
    /// <summary>The version of the format that this code writes and reads.</summary>
    public const int Schema = 1;

    private static ReadOnlySpan<byte> Magic => "REPROSTF"u8;

    /// <summary>Writes the file whole or not at all.</summary>
    public void Write(string path) => AtomicFile.Write(path, stream =>
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Bytes(ReadOnlySpan<byte> bytes)
        {
            stream.Write(bytes);
            hash.AppendData(bytes);
        }

        void Number(int value)
        {
            Span<byte> bytes = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
            Bytes(bytes);
        }

        void Text(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            Number(bytes.Length);
            Bytes(bytes);
        }

        Bytes(Magic);
        Number(Schema);
        Text(Metadata);
        Number(Arrays.Count);
        foreach ((string name, float[] values) in Arrays)
        {
            Text(name);
            Number(values.Length);
            Bytes(LittleEndian.Bytes(values));
        }

        stream.Write(hash.GetHashAndReset());
    });

    /// <exception cref="InputException">The file is missing, cut short, changed, of another version, or has two arrays of one name.</exception>
    public static StateFile Read(string path)
    {
        byte[] content;
        try
        {
            content = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {exception.Message}", exception);
        }

        // The checksum comes first, so that nothing of a damaged file is taken at its word.
        int end = content.Length - SHA256.HashSizeInBytes;
        if (end < Magic.Length || !content.AsSpan().StartsWith(Magic) || !SHA256.HashData(content.AsSpan(0, end)).AsSpan().SequenceEqual(content.AsSpan(end)))
        {
            throw new InputException($"{path}: the file is damaged: its checksum does not fit its content. Delete it and train anew.");
        }

        Cursor cursor = new(path, content.AsMemory(Magic.Length, end - Magic.Length));
        int schema = cursor.Number();
        if (schema != Schema)
        {
            throw new InputException($"{path}: format version {schema}; this version reads {Schema}. Delete the file and train anew.");
        }

        string metadata = cursor.Text();
        int count = cursor.Number();
        List<(string, float[])> arrays = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        for (int index = 0; index < count; index++)
        {
            string name = cursor.Text();
            if (!names.Add(name))
            {
                throw new InputException($"{path}: the file is damaged: it holds '{name}' twice. Delete it and train anew.");
            }

            arrays.Add((name, MemoryMarshal.Cast<byte, float>(cursor.Take((long)cursor.Number() * sizeof(float))).ToArray()));
        }

        return new StateFile(metadata, arrays);
    }

    private sealed class Cursor(string path, ReadOnlyMemory<byte> rest)
    {
        private ReadOnlyMemory<byte> _rest = rest;

        public int Number() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

        public string Text() => Encoding.UTF8.GetString(Take(Number()));

        public ReadOnlySpan<byte> Take(long length)
        {
            if (length < 0 || length > _rest.Length)
            {
                throw new InputException($"{path}: the file is damaged: a length of {length} where {_rest.Length} bytes are left. Delete it and train anew.");
            }

            ReadOnlySpan<byte> taken = _rest.Span[..(int)length];
            _rest = _rest[(int)length..];
            return taken;
        }
    }
}
