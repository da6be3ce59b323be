using System.Buffers.Binary;
using Repro.Randomness;

namespace Repro.Bench.Fuzzing;

/// <summary>Changes files in ways that parsers stumble over. The same seed and number give the same file.</summary>
/// <param name="markers">Byte sequences of the format, put in at random places.</param>
internal sealed class Mutator(int seed, IReadOnlyList<byte[]> originals, IReadOnlyList<byte[]> markers)
{
    /// <summary>Bytes of the longest file.</summary>
    public const int MaximumLength = 1 << 20;

    private const int MaximumChanges = 8;

    public byte[] Make(long number)
    {
        RandomStream random = new(seed, "fuzz", number);
        List<byte> file = [.. originals[random.Next(originals.Count)]];
        int changes = 1 + random.Next(MaximumChanges);
        for (int change = 0; change < changes && file.Count > 0; change++)
        {
            Change(file, random);
        }

        return [.. file.Take(MaximumLength)];
    }

    private void Change(List<byte> file, RandomStream random)
    {
        int at = random.Next(file.Count);
        int length = Math.Min(file.Count - at, 1 + random.Next(1 << random.Next(10)));
        switch (random.Next(10))
        {
            case 0:
                file[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                file[at] = (byte)random.NextUInt32();
                break;
            case 2:
                Overwrite(file, at, [0xFF]);
                break;
            case 3:
                file.RemoveRange(at, length);
                break;
            case 4:
                file.InsertRange(random.Next(file.Count), file.GetRange(at, length));
                break;
            case 5:
                file.RemoveRange(at, file.Count - at);
                file.AddRange(markers[0]);
                break;
            case 6:
                Overwrite(file, at, markers[random.Next(markers.Count)]);
                break;
            case 7:
                file.InsertRange(at, markers[random.Next(markers.Count)]);
                break;
            case 8:
                byte[] number = new byte[random.Next(2) == 0 ? 2 : 4];
                BinaryPrimitives.WriteUInt16BigEndian(
                    number,
                    (ushort)(random.Next(2) == 0 ? random.NextUInt32() : ushort.MaxValue - (uint)random.Next(3))
                );
                Overwrite(file, at, number);
                break;
            default:
                byte[] other = originals[random.Next(originals.Count)];
                int from = random.Next(other.Length);
                file.RemoveRange(at, file.Count - at);
                file.AddRange(other[from..]);
                break;
        }
    }

    private static void Overwrite(List<byte> file, int at, byte[] bytes)
    {
        for (int index = 0; index < bytes.Length && at + index < file.Count; index++)
        {
            file[at + index] = bytes[index];
        }
    }
}
