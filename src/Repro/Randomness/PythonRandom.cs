namespace Repro.Randomness;

/// <summary>
/// Python's <c>random.seed(integer)</c> and <c>random.shuffle</c> (Mersenne Twister MT19937; Matsumoto and Nishimura 1998), to shuffle as Python tools do.
/// Nothing else here draws from it.
/// </summary>
internal sealed class PythonRandom
{
    private const int Size = 624;
    private const int Shift = 397;
    private readonly uint[] _state = new uint[Size];
    private int _next = Size;

    public PythonRandom(uint seed)
    {
        unchecked
        {
            // init_by_array of one word.
            _state[0] = 19650218;
            for (uint i = 1; i < Size; i++)
            {
                _state[i] = (1812433253 * (_state[i - 1] ^ (_state[i - 1] >> 30))) + i;
            }

            uint at = 1;
            for (int k = 0; k < Size; k++)
            {
                _state[at] = (_state[at] ^ ((_state[at - 1] ^ (_state[at - 1] >> 30)) * 1664525)) + seed;
                at = Following(at);
            }

            for (int k = 1; k < Size; k++)
            {
                _state[at] = (_state[at] ^ ((_state[at - 1] ^ (_state[at - 1] >> 30)) * 1566083941)) - at;
                at = Following(at);
            }

            _state[0] = 0x80000000;
        }
    }

    public void Shuffle<T>(Span<T> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int chosen = Below(last + 1);
            (items[last], items[chosen]) = (items[chosen], items[last]);
        }
    }

    private uint Following(uint at)
    {
        if (at + 1 < Size)
        {
            return at + 1;
        }

        _state[0] = _state[Size - 1];
        return 1;
    }

    // As many bits as the bound has, again until they are below it.
    private int Below(int bound)
    {
        int bits = 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)bound);
        uint value;
        do
        {
            value = NextUInt32() >> (32 - bits);
        }
        while (value >= (uint)bound);
        return (int)value;
    }

    private uint NextUInt32()
    {
        if (_next == Size)
        {
            Twist();
        }

        uint y = _state[_next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >> 18);
    }

    private void Twist()
    {
        for (int i = 0; i < Size; i++)
        {
            uint y = (_state[i] & 0x80000000) | (_state[(i + 1) % Size] & 0x7fffffff);
            _state[i] = _state[(i + Shift) % Size] ^ (y >> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
        }

        _next = 0;
    }
}
