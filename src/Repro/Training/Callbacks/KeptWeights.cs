using System.Globalization;
using Repro.Training.State;

namespace Repro.Training.Callbacks;

/// <summary>
/// The weights that callbacks keep, and the states of the optimizer that belong to them, as arrays of a checkpoint:
/// <c>kept 0:dense/kernel</c>.
/// </summary>
internal static class KeptWeights
{
    private const string Prefix = "kept ";

    public static IEnumerable<(string Name, float[] Values)> Of(TrainingCallbacks callbacks) =>
        from kept in callbacks.Kept.Concat(callbacks.KeptOptimizers)
        from array in kept.Item2
        select (FormattableString.Invariant($"{Prefix}{kept.Item1}:{array.Name}"), array.Values);

    /// <summary>Puts kept weights back.</summary>
    /// <param name="path">The checkpoint, for messages.</param>
    /// <returns>The checkpoint without them.</returns>
    /// <exception cref="InputException">They are not those of the network or its callbacks.</exception>
    public static StateFile Restore(TrainingCallbacks callbacks, StateFile state, string path)
    {
        ILookup<bool, (string Name, float[] Values)> arrays = state.Arrays.ToLookup(array =>
            array.Name.StartsWith(Prefix, StringComparison.Ordinal)
        );
        Dictionary<string, int> lengths = arrays[false]
            .ToDictionary(array => array.Name, array => array.Values.Length, StringComparer.Ordinal);

        // An optimizer without slots has no arrays of its own, neither here nor among those that are kept.
        bool hasSlots = arrays[false].Any(array => NetworkState.IsOfOptimizer(array.Name));
        foreach (
            IGrouping<string, (string Name, float[] Values)> kept in arrays[true]
                .GroupBy(array => array.Name[Prefix.Length..].Split(':')[0], StringComparer.Ordinal)
        )
        {
            (string Name, float[] Values)[] weights =
            [
                .. kept.Select(array => (array.Name[(Prefix.Length + kept.Key.Length + 1)..], array.Values)),
            ];
            bool fits =
                int.TryParse(kept.Key, NumberStyles.None, CultureInfo.InvariantCulture, out int callback)
                && callback < callbacks.Count
                && Array.TrueForAll(weights, weight => lengths.TryGetValue(weight.Name, out int length) && length == weight.Values.Length);
            if (!fits)
            {
                throw new InputException(
                    $"{path}: the file has '{kept.First().Name}', which no callback of this run keeps. Delete it and train again."
                );
            }

            ILookup<bool, (string Name, float[] Values)> parts = weights.ToLookup(array => NetworkState.IsOfOptimizer(array.Name));
            callbacks.Keep(callback, [.. parts[false]], parts[true].Any() || !hasSlots ? [.. parts[true]] : null);
        }

        return state with
        {
            Arrays = [.. arrays[false]],
        };
    }
}
