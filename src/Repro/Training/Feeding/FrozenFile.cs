using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Repro.Backends;
using Repro.Numerics;
using Repro.Outputs;

namespace Repro.Training.Feeding;

/// <summary>
/// A file of outputs of frozen layers: the key as a line of UTF-8; for each sample its label and its output as little-endian float32;
/// last the SHA-256 of everything before it. Nothing is kept in memory; samples are read when they are asked for.
/// </summary>
internal sealed class FrozenFile : IDisposable
{
    private const int BlockBytes = 1 << 20;

    private readonly string _path;

    // Kept open: the cache may lose the file while a training reads it, and what is open can still be read.
    private readonly FileStream _stream;
    private readonly int _output;
    private readonly long _begin;

    private FrozenFile(string path, FileStream stream, int output, int outputs, long begin)
    {
        _path = path;
        _stream = stream;
        _output = output;
        Outputs = outputs;
        _begin = begin;
    }

    /// <summary>Numbers in a label.</summary>
    public int Outputs { get; }

    /// <summary>Writes the file whole or not at all.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void Write(string path, string key, int samples, Action<Action<Tensor, Tensor>> compute) =>
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

                int written = 0;
                Bytes(Encoding.UTF8.GetBytes(key + "\n"));
                compute(
                    (x, y) =>
                    {
                        int output = x.Values.Length / x.Samples;
                        int label = y.Values.Length / y.Samples;
                        for (int sample = 0; sample < x.Samples; sample++)
                        {
                            Bytes(LittleEndian.Bytes(y.Values).Slice(sample * label * sizeof(float), label * sizeof(float)));
                            Bytes(LittleEndian.Bytes(x.Values).Slice(sample * output * sizeof(float), output * sizeof(float)));
                        }

                        written += x.Samples;
                    }
                );
                if (written != samples)
                {
                    throw new InvalidOperationException($"{written} of {samples} samples were computed.");
                }

                stream.Write(hash.GetHashAndReset());
            }
        );

    /// <param name="output">Numbers in a sample's output.</param>
    /// <exception cref="InputException">The file cannot be read, is damaged, or holds something else.</exception>
    public static FrozenFile Open(string path, string key, int samples, int output)
    {
        FileStream? stream = null;
        try
        {
            // One handle from the check to the last read: a file that the cache removes meanwhile stays readable.
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] begin = Encoding.UTF8.GetBytes(key + "\n");
            long rows = stream.Length - begin.Length - SHA256.HashSizeInBytes;
            long row = rows / samples;
            long outputs = (row / sizeof(float)) - output;
            if (rows <= 0 || outputs <= 0 || outputs > int.MaxValue || rows != samples * (outputs + output) * sizeof(float))
            {
                throw new InputException($"{path} is damaged: its length does not fit.");
            }

            byte[] found = new byte[begin.Length];
            stream.ReadExactly(found);
            if (!found.AsSpan().SequenceEqual(begin))
            {
                throw new InputException($"{path} is damaged: it was made for other layers or samples.");
            }

            RequireChecksum(stream, path);
            CacheFolder.Used(path);
            return new FrozenFile(path, stream, output, (int)outputs, begin.Length);
        }
        catch (InputException)
        {
            stream?.Dispose();
            throw;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            stream?.Dispose();
            throw new InputException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Reads samples by number.</summary>
    /// <param name="x">(numbers, output)</param>
    /// <param name="y">(numbers, label)</param>
    /// <exception cref="InputException">The file can no longer be read.</exception>
    public void Read(ReadOnlySpan<int> numbers, float[] x, float[] y)
    {
        try
        {
            long row = (long)(Outputs + _output) * sizeof(float);
            for (int index = 0; index < numbers.Length; index++)
            {
                long at = _begin + (numbers[index] * row);
                Fill(_stream.SafeFileHandle, at, y.AsSpan(index * Outputs, Outputs));
                Fill(_stream.SafeFileHandle, at + (Outputs * sizeof(float)), x.AsSpan(index * _output, _output));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"{_path} cannot be read: {exception.Message} Start again; the outputs are then computed again.",
                exception
            );
        }
    }

    public void Dispose() => _stream.Dispose();

    private static void Fill(SafeFileHandle handle, long at, Span<float> values)
    {
        Span<byte> bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(values);
        while (bytes.Length > 0)
        {
            int read = RandomAccess.Read(handle, bytes, at);
            if (read == 0)
            {
                throw new EndOfStreamException("the file is shorter than it was.");
            }

            bytes = bytes[read..];
            at += read;
        }
    }

    private static void RequireChecksum(FileStream stream, string path)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] block = new byte[BlockBytes];
        stream.Position = 0;
        long rest = stream.Length - SHA256.HashSizeInBytes;
        while (rest > 0)
        {
            int read = stream.Read(block, 0, (int)Math.Min(rest, block.Length));
            if (read == 0)
            {
                break;
            }

            hash.AppendData(block, 0, read);
            rest -= read;
        }

        byte[] stored = new byte[SHA256.HashSizeInBytes];
        stream.ReadExactly(stored);
        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(stored))
        {
            throw new InputException($"{path} is damaged: its checksum does not fit its content.");
        }
    }
}
