using Repro.Backends.Optimizers;
using Repro.Hdf5;
using Repro.Keras.Optimizers;
using Repro.Keras.Weights;
using Repro.Models;

namespace Repro.Keras.Files;

/// <summary>
/// What an optimizer keeps, group <c>optimizer_weights</c> or, in archives, <c>optimizer/vars</c> by number: after single numbers (the step
/// count and the learning rate, which some versions
/// write), tensors of the weights that are trained, in the order of <c>model.trainable_weights</c>.
/// </summary>
internal static class OptimizerWeights
{
    public const string Group = "optimizer_weights";

    private const string Numbered = "optimizer/vars";

    /// <summary>How many numbers and bytes the variables of a saved optimizer have; null where the file holds none.</summary>
    public static (long Elements, long Bytes)? SizeOf(Hdf5Content content)
    {
        string group = content.Find(Numbered) is null ? Group : Numbered;
        Hdf5Object[] variables =
        [
            .. content.Objects.Where(found => found.Kind != Hdf5Kind.Group && found.Path.StartsWith(group + "/", StringComparison.Ordinal)),
        ];
        return variables.Length == 0
            ? null
            : (
                variables.Sum(variable => (long)variable.Floats.Length + variable.Integers.Count),
                variables.Sum(variable => sizeof(float) * (long)variable.Floats.Length + sizeof(long) * (long)variable.Integers.Count)
            );
    }

    /// <summary>Null where the file holds no state.</summary>
    /// <exception cref="KerasFormatException">It does not fit the model, or the optimizer is not one that is computed here.</exception>
    public static KerasOptimizerState? For(Model model, KerasTraining? training, Hdf5Content content)
    {
        string group = content.Find(Numbered) is null ? Group : Numbered;
        if (Names(content, group) is not { Count: > 0 } names)
        {
            return null;
        }

        if (training?.Optimizer is not { } optimizer)
        {
            throw new KerasFormatException($"its optimizer is not supported: {training?.OptimizerName ?? "none is named"}.");
        }

        long steps = 0;
        List<StoredTensor> tensors = [];
        foreach (string name in names)
        {
            switch (content.Find(Hdf5Content.Join(group, name)))
            {
                case { Shape.Count: 0, Kind: Hdf5Kind.Integers, Integers: [>= 0 and var count, ..] }:
                    steps = count;
                    break;
                case { Shape.Count: 0, Kind: Hdf5Kind.Floats }:
                    break;
                default:
                    tensors.Add(StoredTensor.Find(content, group, name));
                    break;
            }
        }

        FlatWeight[] trained = [.. FlattenedModel.Of(KerasOrder.Of(model)).Weights.Where(weight => weight.Trainable)];
        int slots = optimizer.Slots.Count;

        // SGD without momentum has a slot in some versions, and does not use it.
        if (slots == 0 && tensors.Count == trained.Length)
        {
            tensors.Clear();
        }

        if (tensors.Count != slots * trained.Length)
        {
            throw new KerasFormatException(
                $"its optimizer has state for {tensors.Count} weights, but the model trains {trained.Length}, each with {slots}."
            );
        }

        // Legacy optimizers are stored slot by slot, but Ftrl, whose two formulas are the same.
        int together = training.IsLegacyOptimizer && optimizer is not Ftrl ? 0 : OptimizerLayout.Of(optimizer)?.Together ?? 0;
        Dictionary<string, float[][]> state = trained.ToDictionary(weight => weight.Path, _ => new float[slots][], StringComparer.Ordinal);
        int index = 0;
        foreach ((FlatWeight weight, int slot) in OptimizerLayout.Order(trained, slots, Math.Min(together, slots)))
        {
            state[weight.Path][slot] = tensors[index++].For(weight);
        }

        return new KerasOptimizerState(steps, state);
    }

    private static IReadOnlyList<string>? Names(Hdf5Content content, string group)
    {
        if (group == Group)
        {
            return content.Find(Group) is { } found ? KerasText.List(found, NamedWeights.WeightNames) : null;
        }

        // By number: 10 sorts before 2.
        List<string> names = [];
        while (FormattableString.Invariant($"{names.Count}") is var name && content.Find(Hdf5Content.Join(group, name)) is not null)
        {
            names.Add(name);
        }

        return names;
    }
}
