namespace Repro.Models;

/// <summary>What Keras calls the activations.</summary>
internal static class Activations
{
    // The first name of a function is the one that is written.
    private static readonly (string Name, Activation Function)[] Names =
    [
        ("linear", Activation.Linear),
        ("relu", Activation.Relu),
        ("sigmoid", Activation.Sigmoid),
        ("softmax", Activation.Softmax),
        ("elu", Activation.Elu),
        ("exponential", Activation.Exponential),
        ("gelu", Activation.Gelu),
        ("hard_sigmoid", Activation.HardSigmoid),
        ("hard_silu", Activation.HardSilu),
        ("hard_swish", Activation.HardSilu),
        ("hard_tanh", Activation.HardTanh),
        ("hard_shrink", Activation.HardShrink),
        ("leaky_relu", Activation.LeakyRelu),
        ("log_sigmoid", Activation.LogSigmoid),
        ("log_softmax", Activation.LogSoftmax),
        ("mish", Activation.Mish),
        ("relu6", Activation.Relu6),
        ("selu", Activation.Selu),
        ("silu", Activation.Silu),
        ("swish", Activation.Silu),
        ("softplus", Activation.Softplus),
        ("softsign", Activation.Softsign),
        ("soft_shrink", Activation.SoftShrink),
        ("celu", Activation.Celu),
        ("sparse_plus", Activation.SparsePlus),
        ("sparse_sigmoid", Activation.SparseSigmoid),
        ("squareplus", Activation.Squareplus),
        ("tanh", Activation.Tanh),
        ("tanh_shrink", Activation.TanhShrink),
        ("glu", Activation.Glu),
    ];

    /// <summary>Every name that is read, in the order of the documentation.</summary>
    public static IEnumerable<string> Known => Names.Select(each => each.Name);

    /// <param name="keras3">Whether Keras 3 gives the name its meaning: its hard_sigmoid is another function.</param>
    public static bool TryParse(string name, bool keras3, out Activation function)
    {
        foreach ((string known, Activation meant) in Names)
        {
            if (!string.Equals(known, name, StringComparison.Ordinal))
            {
                continue;
            }

            function = keras3 && meant == Activation.HardSigmoid ? Activation.HardSigmoid3 : meant;
            return true;
        }

        function = default;
        return false;
    }

    /// <summary>What a file calls it.</summary>
    public static string NameOf(Activation function) =>
        function switch
        {
            Activation.HardSigmoid3 => NameOf(Activation.HardSigmoid),
            Activation.GeluTanh => NameOf(Activation.Gelu),
            _ => Array.Find(Names, each => each.Function == function).Name,
        };
}
