using Repro.Backends;
using Repro.Randomness;

namespace Repro.Training.Loop;

/// <summary>Dropout masks and noise keyed by seed, layer and training step: a unit is dropped with the layer's rate.</summary>
internal sealed class SeededDropout(int seed) : IDropoutMasks
{
    /// <summary>Counted from 0 over the whole training.</summary>
    public long Step { get; set; }

    public void Fill(string layer, float rate, Span<byte> keep)
    {
        RandomStream stream = new(seed, "dropout/" + layer, Step);
        foreach (ref byte unit in keep)
        {
            unit = stream.NextSingle() >= rate ? (byte)1 : (byte)0;
        }
    }

    public void FillNormal(string layer, Span<float> numbers)
    {
        RandomStream stream = new(seed, "noise/" + layer, Step);
        foreach (ref float number in numbers)
        {
            number = (float)NormalNumbers.Next(stream);
        }
    }

    public void FillUniform(string layer, Span<float> numbers)
    {
        RandomStream stream = new(seed, "augmentation/" + layer, Step);
        foreach (ref float number in numbers)
        {
            number = stream.NextSingle();
        }
    }
}
