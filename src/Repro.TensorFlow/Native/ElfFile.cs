using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Repro.TensorFlow.Native;

/// <summary>
/// A look at a shared library's ELF header before the loader sees it: a file cut short would otherwise end the process
/// (its mapped pages are not there), and the loader's own words about a wrong file help nobody.
/// </summary>
internal static class ElfFile
{
    private const int HeaderLength = 64;
    private const int SegmentLength = 56;
    private const int MostSegments = 256;
    private const int SharedObject = 3;
    private const int Load = 1;

    // The machines that .NET runs on, by ELF's number.
    private static readonly Dictionary<int, string> Machines = new()
    {
        [3] = "X86",
        [40] = "Arm",
        [62] = "X64",
        [183] = "Arm64",
        [243] = "RiscV64",
        [258] = "LoongArch64",
    };

    /// <summary>Why this process cannot load the file, or null where nothing speaks against it.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string? Refusal(string file)
    {
        using FileStream stream = File.OpenRead(file);
        Span<byte> header = stackalloc byte[HeaderLength];
        int read = stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
        header = header[..read];
        if (read == 0)
        {
            return "it is empty.";
        }

        if (!header.StartsWith("\u007fELF"u8))
        {
            return $"it is not a shared library (no ELF header); it begins with '{Shown(header)}'.";
        }

        if (read < HeaderLength)
        {
            return "it is cut short: not even its ELF header is whole.";
        }

        string here = RuntimeInformation.ProcessArchitecture.ToString();
        if (header[4] != 2 || header[5] != 1)
        {
            return $"it is not for this machine: this process is 64-bit little-endian {here}.";
        }

        int machine = BinaryPrimitives.ReadUInt16LittleEndian(header[18..]);
        string its = Machines.GetValueOrDefault(machine, $"ELF machine {machine}");
        if (its != here)
        {
            return $"it is built for {its}, and this process runs on {here}.";
        }

        if (BinaryPrimitives.ReadUInt16LittleEndian(header[16..]) != SharedObject)
        {
            return "it is an ELF file, but no shared library.";
        }

        ulong segmentsAt = BinaryPrimitives.ReadUInt64LittleEndian(header[32..]);
        int segmentLength = BinaryPrimitives.ReadUInt16LittleEndian(header[54..]);
        int segments = BinaryPrimitives.ReadUInt16LittleEndian(header[56..]);
        if (segmentLength != SegmentLength || segments is 0 or > MostSegments)
        {
            return "its ELF header is damaged.";
        }

        return Needed(stream, segmentsAt, segments) is { } needed && needed <= (ulong)stream.Length
            ? null
            : $"it is cut short: it has {stream.Length} bytes, fewer than its header tells of. Copy or download it again.";
    }

    /// <summary>The bytes that the segments to be mapped reach to, or null where their table itself is not there.</summary>
    private static ulong? Needed(FileStream stream, ulong segmentsAt, int segments)
    {
        byte[] table = new byte[segments * SegmentLength];
        if (segmentsAt > (ulong)stream.Length)
        {
            return null;
        }

        stream.Position = (long)segmentsAt;
        if (stream.ReadAtLeast(table, table.Length, throwOnEndOfStream: false) < table.Length)
        {
            return null;
        }

        ulong needed = 0;
        for (int i = 0; i < segments; i++)
        {
            ReadOnlySpan<byte> segment = table.AsSpan(i * SegmentLength, SegmentLength);
            if (BinaryPrimitives.ReadUInt32LittleEndian(segment) != Load)
            {
                continue;
            }

            ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(segment[8..]);
            ulong length = BinaryPrimitives.ReadUInt64LittleEndian(segment[32..]);
            if (offset > long.MaxValue || length > long.MaxValue)
            {
                return ulong.MaxValue;
            }

            needed = Math.Max(needed, offset + length);
        }

        return needed;
    }

    private static string Shown(ReadOnlySpan<byte> start)
    {
        StringBuilder text = new();
        foreach (byte value in start[..Math.Min(start.Length, 24)])
        {
            text.Append(value is >= 32 and < 127 ? (char)value : '.');
        }

        return text.ToString();
    }
}
