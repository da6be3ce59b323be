using System.Security.Cryptography;
using System.Text;
using Repro.Backends;
using Repro.Models;
using Repro.Numerics;

namespace Repro.Training.State;

/// <summary>Takes weights and optimizer state out of a network and puts them back.</summary>
internal static class NetworkState
{
    private const string OptimizerPrefix = "optimizer:";
    private const string NamedSlot = "optimizer ";

    public static IReadOnlyList<(string Name, float[] Values)> Weights(INetwork network)
    {
        List<(string, float[])> arrays = [];
        foreach (FlatWeight weight in network.Weights)
        {
            float[] values = new float[weight.Spec.Elements];
            network.ReadWeight(weight.Path, values);
            arrays.Add((weight.Path, values));
        }

        return arrays;
    }

    public static IReadOnlyList<(string Name, float[] Values)> Optimizer(INetwork network)
    {
        List<(string, float[])> arrays = [];
        foreach (FlatWeight weight in network.Weights.Where(weight => weight.Trainable))
        {
            for (int slot = 0; slot < network.OptimizerSlots.Count; slot++)
            {
                float[] values = new float[weight.Spec.Elements];
                network.ReadOptimizerState(weight.Path, values, slot);
                arrays.Add((Prefix(network, slot) + weight.Path, values));
            }
        }

        return arrays;
    }

    /// <exception cref="InputException">The arrays are not exactly those of the network.</exception>
    public static void Restore(INetwork network, StateFile state, bool withOptimizer, string path)
    {
        Dictionary<string, float[]> arrays = state.Arrays.ToDictionary(array => array.Name, array => array.Values, StringComparer.Ordinal);
        float[] Take(string name, int length) =>
            arrays.Remove(name, out float[]? values) && values.Length == length
                ? values
                : throw new InputException(
                    $"{path}: the file has no '{name}' with {length} values, so it belongs to another model. Delete it and train again."
                );

        foreach (FlatWeight weight in network.Weights)
        {
            network.WriteWeight(weight.Path, Take(weight.Path, weight.Spec.Elements));
            for (int slot = 0; withOptimizer && weight.Trainable && slot < network.OptimizerSlots.Count; slot++)
            {
                network.WriteOptimizerState(weight.Path, Take(Prefix(network, slot) + weight.Path, weight.Spec.Elements), slot);
            }
        }

        if (arrays.Count > 0)
        {
            throw new InputException(
                $"{path}: the file also has '{arrays.Keys.First()}', so it belongs to another model. Delete it and train again."
            );
        }
    }

    /// <summary>Whether an array is a part of <see cref="Optimizer"/>, by its name.</summary>
    public static bool IsOfOptimizer(string name) =>
        name.StartsWith(OptimizerPrefix, StringComparison.Ordinal)
        || (name.StartsWith(NamedSlot, StringComparison.Ordinal) && name.Contains(':', StringComparison.Ordinal));

    /// <summary>Puts what <see cref="Optimizer"/> has given back into the network that it came from.</summary>
    public static void WriteOptimizer(INetwork network, IReadOnlyList<(string Name, float[] Values)> state)
    {
        Dictionary<string, float[]> arrays = state.ToDictionary(array => array.Name, array => array.Values, StringComparer.Ordinal);
        foreach (FlatWeight weight in network.Weights.Where(weight => weight.Trainable))
        {
            for (int slot = 0; slot < network.OptimizerSlots.Count; slot++)
            {
                network.WriteOptimizerState(weight.Path, arrays[Prefix(network, slot) + weight.Path], slot);
            }
        }
    }

    // RMSprop's mean square was the only slot once and has no name.
    private static string Prefix(INetwork network, int slot) =>
        network.OptimizerSlots[slot] is "rms" ? OptimizerPrefix : $"{NamedSlot}{network.OptimizerSlots[slot]}:";

    /// <summary>SHA-256 over the weights in Keras's order: each one's path in UTF-8, a zero byte, its values.</summary>
    public static string Digest(IEnumerable<(string Name, float[] Values)> weights)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string name, float[] values) in weights)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData([0]);
            hash.AppendData(LittleEndian.Bytes(values));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
