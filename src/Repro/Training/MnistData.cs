using System.Security.Cryptography;
using Repro.Backends;
using Repro.Data;
using Repro.Training.Runs;
using Repro.Training.State;

namespace Repro.Training;

/// <summary>MNIST as the documents feed it: (samples, 28, 28, 1) scaled by the run's <c>rescale</c>, and one-hot labels.</summary>
public static class MnistData
{
    /// <exception cref="InputException">A split has not the samples that the run declares.</exception>
    public static TrainingData Of(RunConfiguration run, Mnist mnist)
    {
        ArraySamples train = Samples(run, run.Train, mnist);
        return new TrainingData(
            train,
            run.Validation is { } validation ? Samples(run, validation, mnist) : null,
            run.Test is { } test ? Samples(run, test, mnist) : null,
            mnist.Checksums,
            Digest(train));
    }

    /// <summary>What each pixel value becomes: the product with <paramref name="rescale"/>, rounded once (for 1/255 that is the float32 quotient).</summary>
    public static float[] Scale(double rescale) => [.. Enumerable.Range(0, 256).Select(pixel => (float)(pixel * rescale))];

    private static ArraySamples Samples(RunConfiguration run, SplitConfiguration split, Mnist mnist)
    {
        MnistSplit source = split.Split switch
        {
            "train" => mnist.Train,
            "test" => mnist.Test,
            _ => throw new InputException($"Run '{run.Name}': MNIST has the splits train and test, but no '{split.Split}'."),
        };
        if (source.Samples != split.Samples)
        {
            throw new InputException($"Run '{run.Name}' declares {split.Samples} samples in '{split.Split}', but MNIST's files hold {source.Samples}.");
        }

        float[] scale = Scale(split.Rescale!.Value);
        float[] x = new float[source.Pixels.Length];
        for (int index = 0; index < x.Length; index++)
        {
            x[index] = scale[source.Pixels[index]];
        }

        float[] y = new float[source.Samples * Mnist.Classes];
        for (int sample = 0; sample < source.Samples; sample++)
        {
            y[sample * Mnist.Classes + source.Labels[sample]] = 1f;
        }

        return new ArraySamples(new Tensor(x, source.Samples, source.Height, source.Width, 1), new Tensor(y, source.Samples, Mnist.Classes));
    }

    private static string Digest(ArraySamples samples)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(LittleEndian.Bytes(samples.X.Values));
        hash.AppendData(LittleEndian.Bytes(samples.Y.Values));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
