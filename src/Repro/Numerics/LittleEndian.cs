using System.Runtime.InteropServices;

namespace Repro.Numerics;

/// <summary>The bytes of float32 arrays as files and checksums take them.</summary>
internal static class LittleEndian
{
    public static ReadOnlySpan<byte> Bytes(float[] values) =>
        BitConverter.IsLittleEndian
            ? MemoryMarshal.AsBytes(values.AsSpan())
            : throw new PlatformNotSupportedException("Files of weights are written on little-endian machines only.");
}
