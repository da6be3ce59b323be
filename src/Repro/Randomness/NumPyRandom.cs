using System.Numerics;

namespace Repro.Randomness;

/// <summary>NumPy's <c>RandomState(seed).shuffle</c>, by which <c>image_dataset_from_directory</c> orders files.</summary>
internal sealed class NumPyRandom : MersenneTwister
{
    public NumPyRandom(uint seed) => Fill(seed);

    // As many bits as the largest number has, again until they are not above it.
    protected override int UpTo(int largest)
    {
        uint mask = uint.MaxValue >> BitOperations.LeadingZeroCount((uint)largest);
        uint value;
        do
        {
            value = NextUInt32() & mask;
        } while (value > (uint)largest);
        return (int)value;
    }
}
