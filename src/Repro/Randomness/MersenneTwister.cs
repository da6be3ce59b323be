namespace Repro.Randomness;

/// <summary>The generator MT19937 (Matsumoto and Nishimura 1998), from which Python and NumPy draw.</summary>
internal abstract class MersenneTwister
{
    protected const int Size = 624;

    private const int Shift = 397;
    private int _next = Size;

    protected uint[] State { get; } = new uint[Size];

    /// <summary>Shuffles from the last item on, each with one of those up to itself.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int chosen = UpTo(last);
            (items[last], items[chosen]) = (items[chosen], items[last]);
        }
    }

    /// <summary>A number from 0 to <paramref name="largest"/>.</summary>
    protected abstract int UpTo(int largest);

    /// <summary>Fills the state from one number, as <c>init_genrand</c>.</summary>
    protected void Fill(uint seed)
    {
        State[0] = seed;
        for (uint i = 1; i < Size; i++)
        {
            State[i] = unchecked((1812433253 * (State[i - 1] ^ (State[i - 1] >> 30))) + i);
        }
    }

    protected uint NextUInt32()
    {
        if (_next == Size)
        {
            Twist();
        }

        uint y = State[_next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >> 18);
    }

    private void Twist()
    {
        for (int i = 0; i < Size; i++)
        {
            uint y = (State[i] & 0x80000000) | (State[(i + 1) % Size] & 0x7fffffff);
            State[i] = State[(i + Shift) % Size] ^ (y >> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
        }

        _next = 0;
    }
}
