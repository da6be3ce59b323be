namespace Repro.Data.Archives;

/// <summary>The checksum of zip archives: CRC-32 by the reflected polynomial EDB88320.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => Shifted((uint)value))];

    public static uint Of(ReadOnlySpan<byte> bytes) => Continue(0, bytes);

    /// <summary>The checksum of bytes that follow others.</summary>
    /// <param name="before">The checksum of those before; 0 for none.</param>
    public static uint Continue(uint before, ReadOnlySpan<byte> bytes)
    {
        uint crc = ~before;
        foreach (byte value in bytes)
        {
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint Shifted(uint value)
    {
        for (int bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ Polynomial;
        }

        return value;
    }
}
