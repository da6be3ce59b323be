using System.Text.Json;
using Repro.Backends;
using Repro.Models;
using Repro.Models.Trainability;
using Repro.Training.Feeding;
using Repro.Training.State;

namespace Repro.Training.Features;

/// <summary>
/// A run's data behind the frozen part of its network. Samples that are the same in every epoch, all but augmented ones, go through that
/// part once: the outputs are stored in the cache and read from there in each epoch, by every seed and run that shares them.
/// </summary>
internal sealed class FrozenFeed : IDisposable
{
    private readonly IReadOnlyList<FrozenSamples> _stored;

    private FrozenFeed(TrainingData data, IReadOnlyList<FrozenSamples> stored)
    {
        Data = data;
        _stored = stored;
    }

    /// <summary>What the trainer is fed: stored outputs where they serve, else the samples themselves.</summary>
    public TrainingData Data { get; }

    /// <param name="network">Its frozen weights are read when <see cref="Prepare"/> is called.</param>
    /// <param name="cache">Null for a run whose samples are never stored.</param>
    /// <param name="batchSize">Samples that go through the frozen part at once.</param>
    public static FrozenFeed Of(TrainingData data, INetwork network, BackendDescription backend, FrozenCache? cache, int batchSize)
    {
        if (cache is null || FrozenPart.Of(network.Model) is not { } part)
        {
            return new FrozenFeed(data, []);
        }

        List<FrozenSamples> stored = [];
        IBatchSource Stored(IBatchSource source)
        {
            if (source.FixedKey is not { } samples)
            {
                return source;
            }

            stored.Add(new FrozenSamples(source, network, part, batchSize, cache, () => Key(network, part, backend, batchSize, samples)));
            return stored[^1];
        }

        TrainingData fed = data with
        {
            Train = Stored(data.Train),
            Validation = data.Validation is null ? null : Stored(data.Validation),
            Test = data.Test is null ? null : Stored(data.Test),
        };
        return new FrozenFeed(fed, stored);
    }

    /// <summary>Computes what is not stored yet; to be called when the network has its weights.</summary>
    /// <exception cref="InputException">The cache cannot be written to.</exception>
    /// <exception cref="OperationCanceledException">Stopped on request; nothing is stored of a part that was not complete.</exception>
    public void Prepare(CancellationToken cancellation = default)
    {
        foreach (FrozenSamples samples in _stored)
        {
            samples.Prepare(cancellation);
        }
    }

    public void Dispose()
    {
        foreach (FrozenSamples samples in _stored)
        {
            samples.Dispose();
        }
    }

    // Everything that the outputs depend on.
    private static string Key(INetwork network, FrozenPart part, BackendDescription backend, int batchSize, string samples)
    {
        List<(string, float[])> weights = [];
        foreach (FlatWeight weight in part.Nodes.SelectMany(node => node.Weights))
        {
            float[] values = new float[weight.Spec.Elements];
            network.ReadWeight(weight.Path, values);
            weights.Add((weight.Path, values));
        }

        return JsonSerializer.Serialize(
            new
            {
                Layers = Digests.OfText(
                    string.Join(
                        '\n',
                        part.Nodes.Select(node => $"{node.Path} {string.Join(',', node.Inputs)} {node.OutputShape} {node.Layer}")
                    )
                ),
                Weights = State.NetworkState.Digest(weights),
                Samples = samples,
                BatchSize = batchSize,
                Backend = Determinism.GivesSameBits(backend.Name)
                    ? backend.Name
                    : $"{backend.Name} {backend.InstructionSet} {ArithmeticVersions.Text(backend.Libraries)}",
                Arithmetic = ArithmeticVersions.Text(backend.Operations),
            }
        );
    }
}
