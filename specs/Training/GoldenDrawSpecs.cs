using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Repro.Data.Batches;
using Repro.Models;
using Repro.Randomness;
using Repro.Training.Weights;

namespace Repro.Specs.Training;

/// <summary>
/// The draws above the backend, as they were when the baselines were recorded. No version names them, so a change here
/// must be noticed: it makes every recorded training impossible to replay.
/// </summary>
[Category("Fast")]
internal sealed class GoldenDrawSpecs
{
    [Test]
    public void A_stream_of_seed_purpose_and_step()
    {
        RandomStream stream = new(3, "dropout/dropout", 17);

        Enumerable
            .Range(0, 6)
            .Select(_ => stream.NextUInt32())
            .Should()
            .Equal(289913804u, 4015647775u, 2136957154u, 2917629976u, 3570780841u, 268665528u);
    }

    [Test]
    public void The_order_of_a_pass()
    {
        BatchSampler plan = new(seed: 1, samples: 10, batchSize: 4);

        Enumerable
            .Range(0, 6)
            .SelectMany(step => plan.Numbers(step).ToArray())
            .Should()
            .Equal(6, 1, 3, 8, 0, 9, 4, 7, 5, 2, 2, 6, 3, 9, 7, 5, 0, 4, 1, 8);
    }

    [Test]
    public void The_initial_weights_of_the_MNIST_convnet()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (FlatWeight weight in FlattenedModel.Of(SpecModels.Get("mnist-full")).Weights)
        {
            hash.AppendData(MemoryMarshal.AsBytes<float>(WeightInitializer.Draw(weight, seed: 1)));
        }

        Convert.ToHexStringLower(hash.GetHashAndReset()).Should().Be("b0051324813769cf23c79c9b2352a7169b2f6db90a62d8b42fe66794f99dc636");
    }
}
