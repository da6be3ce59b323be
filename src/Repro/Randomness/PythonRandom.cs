namespace Repro.Randomness;

/// <summary>Python's <c>random.seed(integer)</c> and <c>random.shuffle</c>, to shuffle as Python tools do.</summary>
internal sealed class PythonRandom : MersenneTwister
{
    private const uint ArraySeed = 19650218;

    public PythonRandom(uint seed)
    {
        unchecked
        {
            // init_by_array of one word.
            Fill(ArraySeed);
            uint at = 1;
            for (int k = 0; k < Size; k++)
            {
                State[at] = (State[at] ^ ((State[at - 1] ^ (State[at - 1] >> 30)) * 1664525)) + seed;
                at = Following(at);
            }

            for (int k = 1; k < Size; k++)
            {
                State[at] = (State[at] ^ ((State[at - 1] ^ (State[at - 1] >> 30)) * 1566083941)) - at;
                at = Following(at);
            }

            State[0] = 0x80000000;
        }
    }

    // As many bits as the bound has, again until they are below it.
    protected override int UpTo(int largest)
    {
        uint bound = (uint)largest + 1;
        int bits = 32 - System.Numerics.BitOperations.LeadingZeroCount(bound);
        uint value;
        do
        {
            value = NextUInt32() >> (32 - bits);
        } while (value >= bound);
        return (int)value;
    }

    private uint Following(uint at)
    {
        if (at + 1 < Size)
        {
            return at + 1;
        }

        State[0] = State[Size - 1];
        return 1;
    }
}
