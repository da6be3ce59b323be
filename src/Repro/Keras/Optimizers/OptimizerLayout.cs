using Repro.Backends.Optimizers;
using Repro.Models;

namespace Repro.Keras.Optimizers;

/// <summary>How Keras 2.15 stores an optimizer: its class, and the names and the order of its tensors.</summary>
/// <param name="ClassName">Keras's class: <c>Adam</c>.</param>
/// <param name="IsLegacy">Whether it is the class of <c>tf.keras.optimizers.legacy</c>, which was the only one up to Keras 2.10.</param>
/// <param name="Slots">Keras's names of what is kept, in the order of <see cref="Optimizer.Slots"/>.</param>
/// <param name="Together">The number of slots that are stored weight by weight. The others follow slot by slot.</param>
internal sealed record OptimizerLayout(string ClassName, bool IsLegacy, IReadOnlyList<string> Slots, int Together = 0)
{
    /// <summary>The name of the number of steps.</summary>
    public string Steps => IsLegacy ? $"{ClassName}/iter:0" : "iteration:0";

    /// <summary>Null where Keras's files cannot hold the optimizer.</summary>
    public static OptimizerLayout? Of(Optimizer optimizer)
    {
        OptimizerLayout? layout = optimizer switch
        {
            RmsProp { EpsilonInside: false } => new("RMSprop", true, optimizer.Slots),
            RmsProp rmsProp => new(
                "RMSprop",
                false,
                [
                    "velocity",
                    .. rmsProp.Momentum != 0 ? ["momentum"] : Array.Empty<string>(),
                    .. rmsProp.Centered ? ["average_gradient"] : Array.Empty<string>(),
                ]
            ),
            // Kept and not used where there is no momentum.
            Sgd => new("SGD", false, ["m"]),
            Adam => new(optimizer.WeightDecay == 0 ? "Adam" : "AdamW", false, optimizer.Slots, 2),
            Adagrad adagrad => new("Adagrad", !adagrad.EpsilonInside, optimizer.Slots),
            Adadelta => new("Adadelta", false, ["accumulated_grad", "accumulated_delta_var"], 2),
            Adamax => new("Adamax", false, ["m", "u"], 2),
            Ftrl => new("Ftrl", false, optimizer.Slots, 2),
            Nadam { Legacy: false } => new("Nadam", false, optimizer.Slots, 2),
            _ => null,
        };
        return layout is { IsLegacy: true } && optimizer.WeightDecay != 0 ? null : layout;
    }

    /// <summary>The name of a tensor.</summary>
    /// <param name="weight">Keras's name of the weight without <c>:0</c>: <c>conv2d/kernel</c>.</param>
    public string Name(string weight, int slot) =>
        IsLegacy ? $"{ClassName}/{weight}/{Slots[slot]}:0" : $"{ClassName}/{Slots[slot]}/{weight}:0";

    /// <summary>The tensors in the order of files.</summary>
    /// <param name="trained">The trained weights in Keras's order.</param>
    /// <param name="slots">How many slots there are.</param>
    /// <param name="together">How many of them are stored weight by weight.</param>
    public static IEnumerable<(FlatWeight Weight, int Slot)> Order(IReadOnlyList<FlatWeight> trained, int slots, int together)
    {
        foreach (FlatWeight weight in trained)
        {
            for (int slot = 0; slot < together; slot++)
            {
                yield return (weight, slot);
            }
        }

        for (int slot = together; slot < slots; slot++)
        {
            foreach (FlatWeight weight in trained)
            {
                yield return (weight, slot);
            }
        }
    }
}
