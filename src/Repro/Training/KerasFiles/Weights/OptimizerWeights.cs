using Repro.Hdf5;
using Repro.Models;

namespace Repro.Training.KerasFiles.Weights;

/// <summary>
/// RMSprop's running means of squared gradients, group <c>optimizer_weights</c>: after the step count and the rate, which some
/// versions write, one tensor a trained weight in the order of <c>model.trainable_weights</c>.
/// </summary>
internal static class OptimizerWeights
{
    public const string Group = "optimizer_weights";

    /// <summary>By the weight's path, or null where the file holds no state.</summary>
    /// <exception cref="KerasFormatException">It does not fit the model.</exception>
    public static Dictionary<string, float[]>? For(Model model, Hdf5Content content)
    {
        if (content.Find(Group) is not { } group || KerasText.List(group, NamedWeights.WeightNames) is not { Count: > 0 } names)
        {
            return null;
        }

        List<StoredTensor> tensors = [];
        foreach (string name in names)
        {
            // Single numbers are the step count (iter, iteration) and the learning rate.
            bool single = content.Find(Hdf5Content.Join(Group, name)) is { Shape.Count: 0, Kind: Hdf5Kind.Integers or Hdf5Kind.Floats };
            if (!single) tensors.Add(StoredTensor.Find(content, Group, name));
        }

        ExpandedWeight[] trained = [.. Expansion.Of(model).Weights.Where(weight => weight.Trainable)];
        if (tensors.Count != trained.Length)
        {
            throw new KerasFormatException($"its optimiser has state for {tensors.Count} weights, but the model trains {trained.Length}.");
        }

        Dictionary<string, float[]> state = new(StringComparer.Ordinal);
        for (int index = 0; index < trained.Length; index++) state[trained[index].Path] = tensors[index].For(trained[index]);
        return state;
    }
}
