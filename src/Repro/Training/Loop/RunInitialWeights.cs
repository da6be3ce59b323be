using Repro.Backends;
using Repro.Runs;
using Repro.Training.Feeding;
using Repro.Training.Weights;

namespace Repro.Training.Loop;

/// <summary>What a run that continues no other begins with: drawn weights, and a pretrained base's own where it holds one.</summary>
internal static class RunInitialWeights
{
    /// <exception cref="InputException">The base's weights do not fit the network.</exception>
    public static void Write(INetwork network, RunConfiguration run, int seed, TrainingData data)
    {
        WeightInitializer.Write(network, seed);

        // Where the base only computed features the network is the head alone.
        if (run.Extraction is null)
        {
            data.Base?.WriteBase(network);
        }
    }
}
