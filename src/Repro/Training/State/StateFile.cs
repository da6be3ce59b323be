using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Repro.Inputs;
using Repro.Numerics;
using Repro.Outputs;

namespace Repro.Training.State;

/// <summary>
/// Our own container of float32 arrays: a magic, a version, a text of metadata (JSON), then each array with its name,
/// and last the SHA-256 of everything before it. All integers and floats are little-endian.
/// </summary>
internal sealed record StateFile(string Metadata, IReadOnlyList<(string Name, float[] Values)> Arrays)
{
    /// <summary>The version of the format that this code writes and reads.</summary>
    public const int Schema = 1;

    private const int BlockBytes = 1 << 18;

    private static ReadOnlySpan<byte> Magic => "REPROSTF"u8;

    /// <summary>Writes the file whole or not at all.</summary>
    public void Write(string path) =>
        OutputFile.Write(
            path,
            stream =>
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
            }
        );

    /// <exception cref="InputException">The file is missing, cut short, changed, of another version, or has two arrays of one
    /// name.</exception>
    public static StateFile Read(string path, InputRule rule = InputRule.Regular)
    {
        using FileStream stream = InputFile.Open(path, "a file of weights", rule);
        try
        {
            return Read(path, stream);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {exception.Message}", exception);
        }
    }

    private static StateFile Read(string path, FileStream stream)
    {
        // The checksum comes first, so that nothing of a damaged file is taken at its word and no memory is taken for it.
        long end = stream.Length - SHA256.HashSizeInBytes;
        if (!IsWhole(stream, end))
        {
            throw new InputException($"{path}: the file is damaged: its checksum does not fit its content. Delete it and train again.");
        }

        stream.Position = Magic.Length;
        StateCursor cursor = new(path, stream, end - Magic.Length);
        int schema = cursor.Number();
        if (schema != Schema)
        {
            throw new InputException($"{path}: format version {schema}; this version reads {Schema}. Delete the file and train again.");
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
                throw new InputException($"{path}: the file is damaged: it has '{name}' twice. Delete it and train again.");
            }

            arrays.Add((name, cursor.Floats()));
        }

        return new StateFile(metadata, arrays);
    }

    private static bool IsWhole(FileStream stream, long end)
    {
        byte[] magic = new byte[Magic.Length];
        if (
            end < magic.Length
            || stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) < magic.Length
            || !magic.AsSpan().SequenceEqual(Magic)
        )
        {
            return false;
        }

        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(magic);
        byte[] block = new byte[BlockBytes];
        for (long left = end - magic.Length; left > 0; )
        {
            int read = stream.Read(block, 0, (int)Math.Min(left, block.Length));
            if (read == 0)
            {
                return false;
            }

            hash.AppendData(block, 0, read);
            left -= read;
        }

        byte[] stored = new byte[SHA256.HashSizeInBytes];
        return stream.ReadAtLeast(stored, stored.Length, throwOnEndOfStream: false) == stored.Length
            && hash.GetHashAndReset().AsSpan().SequenceEqual(stored);
    }
}
