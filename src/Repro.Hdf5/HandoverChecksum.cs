using System.Buffers.Binary;
using System.Numerics;

namespace Repro.Hdf5;

/// <summary>
/// CRC-32C of all bytes so far. It shows bytes that were lost or changed on the way; a cryptographic hash would load a library into
/// each reading process.
/// </summary>
internal sealed class HandoverChecksum
{
    private uint _crc = uint.MaxValue;

    public long Value => ~_crc;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        uint crc = _crc;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte one in bytes)
        {
            crc = BitOperations.Crc32C(crc, one);
        }

        _crc = crc;
    }
}
