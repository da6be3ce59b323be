using System.Text;
using Repro.Backends;

namespace Repro.Specs.Oracles;

/// <summary>Dropout masks from the oracles' input formula: unit i is kept where u(5000 + step, i) >= rate.</summary>
internal sealed class SeededMasks(int step) : IDropoutMasks
{
    public void Fill(string layer, float rate, Span<byte> keep)
    {
        // Layers must not share a mask; the oracle's own case has one layer, named "dropout", at offset 0.
        int offset = layer == "dropout" ? 0 : Encoding.UTF8.GetBytes(layer).Aggregate(17, (sum, letter) => (sum * 31 + letter) % 1_000_000);
        for (int i = 0; i < keep.Length; i++)
        {
            keep[i] = SeededInputs.U(5000 + step, offset + i) >= rate ? (byte)1 : (byte)0;
        }
    }

    // Noise is the backend's own to add, so any numbers will do that are the same for all backends.
    public void FillNormal(string layer, Span<float> numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = (float)(4 * SeededInputs.U(6000 + step, i) - 2);
        }
    }

    public void FillUniform(string layer, Span<float> numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = (float)SeededInputs.U(7000 + step, i);
        }
    }
}
