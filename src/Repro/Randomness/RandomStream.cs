using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Repro.Randomness;

/// <summary>
/// A stream of random numbers named by seed, purpose and step; the same name gives the same bits on every machine,
/// whatever else was drawn before. Purposes are texts such as <c>weights/dense/kernel</c> or <c>shuffle</c>.
/// </summary>
/// <remarks>
/// The first eight bytes of the purpose's SHA-256 go into the key (with the seed) and the counter's top word,
/// the step into the word below, and the running block number into the lower two.
/// </remarks>
internal sealed class RandomStream
{
    private readonly uint _key0;
    private readonly uint _key1;
    private readonly uint _step;
    private readonly uint _purpose;
    private ulong _block;
    private (uint W0, uint W1, uint W2, uint W3) _words;
    private int _next = 4;

    /// <param name="step">What repeats within the purpose: a training step, a pass over the data. At least 0, below 2^32.</param>
    public RandomStream(int seed, string purpose, long step = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seed);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(purpose), digest);
        _key0 = (uint)seed;
        _key1 = BinaryPrimitives.ReadUInt32LittleEndian(digest);
        _purpose = BinaryPrimitives.ReadUInt32LittleEndian(digest[4..]);
        _step = checked((uint)step);
    }

    /// <summary>32 random bits.</summary>
    public uint NextUInt32()
    {
        if (_next == 4)
        {
            _words = Philox.Block((uint)_block, (uint)(_block >> 32), _step, _purpose, _key0, _key1);
            _block++;
            _next = 0;
        }

        return _next++ switch
        {
            0 => _words.W0,
            1 => _words.W1,
            2 => _words.W2,
            _ => _words.W3,
        };
    }

    /// <summary>A float in [0, 1) from the top 24 bits of one word: every value is a multiple of 2^-24, so nothing is rounded.</summary>
    public float NextSingle() => (NextUInt32() >> 8) * (1f / (1 << 24));

    /// <summary>An integer in [0, bound), each equally likely (Lemire 2019: multiply, and reject the surplus of the low half).</summary>
    public int Next(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        uint range = (uint)bound;
        uint surplus = unchecked(0u - range) % range;
        while (true)
        {
            ulong product = (ulong)NextUInt32() * range;
            if ((uint)product >= surplus)
            {
                return (int)(product >> 32);
            }
        }
    }

    /// <summary>Orders the items again, each order equally likely (Fisher and Yates, from the end).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int chosen = Next(last + 1);
            (items[last], items[chosen]) = (items[chosen], items[last]);
        }
    }

    /// <summary>The numbers 0 to <paramref name="count"/> - 1 in random order.</summary>
    public int[] Permutation(int count)
    {
        int[] order = new int[count];
        for (int index = 0; index < count; index++)
        {
            order[index] = index;
        }

        Shuffle<int>(order);
        return order;
    }
}
