using Repro.Hdf5;
using Repro.Models;

namespace Repro.Keras.Weights;

/// <summary>The weights that a whole model's <c>.h5</c> file holds, by layer.</summary>
internal sealed class StoredLayers(Hdf5Content content, string root) : IStoredLayers
{
    // Neither gradients nor an optimizer move these.
    private static readonly string[] Statistics = ["moving_mean", "moving_variance", "mean", "variance", "count", "seed_generator_state"];

    // Keras 1 puts the layer's name before it: batchnormalization_1_running_mean.
    private static readonly string[] OldStatistics = ["_running_mean", "_running_std"];

    public IReadOnlyList<WeightSpec> Of(string top, string layer) =>
        top == layer ? All(top) : [.. Named(top).Where(pair => pair.Name.Split('/').Contains(layer)).Select(pair => pair.Weight)];

    public IReadOnlyList<WeightSpec> All(string top) => [.. Named(top).Select(pair => pair.Weight)];

    private IEnumerable<(string Name, WeightSpec Weight)> Named(string top)
    {
        string group = Hdf5Content.Join(root, top);
        if (content.Find(group) is not { } found || KerasText.List(found, NamedWeights.WeightNames) is not { } names)
        {
            yield break;
        }

        foreach (string name in names)
        {
            Hdf5Object tensor = content.Find(Hdf5Content.Join(group, name)) is { Kind: not Hdf5Kind.Group } data
                ? data
                : throw new KerasFormatException($"'{group}' lists the weight '{name}', which does not exist.");
            string kind = LastPart(name);
            bool isStatistic =
                Statistics.Contains(kind) || Array.Exists(OldStatistics, ending => kind.EndsWith(ending, StringComparison.Ordinal));
            yield return (name, new WeightSpec(kind, Counted(tensor), Initializer.Zeros, isStatistic));
        }
    }

    private static IReadOnlyList<int> Counted(Hdf5Object tensor)
    {
        long elements = tensor.Shape.Aggregate(1L, (product, length) => product > int.MaxValue ? product : product * length);
        return elements <= int.MaxValue ? tensor.Shape : throw new KerasFormatException($"'{tensor.Path}' is too large.");
    }

    // "lstm/lstm_cell/kernel:0" is the kernel.
    private static string LastPart(string name)
    {
        string last = name[(name.LastIndexOf('/') + 1)..];
        int colon = last.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? last : last[..colon];
    }
}
