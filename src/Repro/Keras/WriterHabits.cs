using Repro.Models;

namespace Repro.Keras;

/// <summary>How the Keras that wrote a file computes a cross-entropy. A file without a version counts as one of Keras 2.12.</summary>
internal static class WriterHabits
{
    /// <summary>Whether 1e-7 is added inside the logarithm of a binary cross-entropy of probabilities: TensorFlow's Keras 2 does.</summary>
    public static bool AddsEpsilon(string? version) =>
        Of(version) is var keras && (keras.InsideTensorFlow || (keras.Major == 2 && keras >= new KerasVersion(2, 4)));

    /// <summary>
    /// Whether a cross-entropy takes the values behind a sigmoid or softmax whichever of the two it is: from TensorFlow 2.2 on.
    /// Before, each took those behind its own activation.
    /// </summary>
    public static bool TakesLogitsOfAny(string? version) => Of(version) >= new KerasVersion(2, 2, InsideTensorFlow: true);

    /// <summary>The version that wrote it.</summary>
    public static KerasVersion Of(string? version) => KerasVersion.TryParse(version, out KerasVersion keras) ? keras : KerasVersion.Default;
}
