using Repro.Backends;
using Repro.Backends.Optimizers;
using Repro.Keras.Architecture;
using Repro.Keras.Optimizers;
using Repro.Models;

namespace Repro.Keras.Files;

/// <summary>
/// Saves a trained network in the form that the name of its file asks for: <c>.keras</c> and <c>.weights.h5</c> as Keras 3, any other
/// <c>.h5</c> as Keras 2.15.
/// </summary>
internal static class SavedModelWriter
{
    public const string Archive = ".keras";
    public const string Hdf5 = ".h5";

    private const string Weights = ".weights.h5";

    // A file is made in memory, in one array.
    private const long MostBytes = 2_000_000_000;

    /// <inheritdoc cref="KerasFileWriter.Save"/>
    public static void Save(string path, INetwork network, CompileOptions options, long steps)
    {
        if (path.EndsWith(Archive, StringComparison.Ordinal))
        {
            KerasArchiveWriter.Save(path, network, options, steps);
        }
        else if (path.EndsWith(Weights, StringComparison.Ordinal))
        {
            KerasArchiveWriter.SaveWeights(path, network, options, steps);
        }
        else
        {
            KerasFileWriter.Save(path, network, options, steps);
        }
    }

    /// <summary>Why a network's weights and its optimizer's state cannot be saved, as a clause; null where they can.</summary>
    /// <param name="optimizer">Null where it is not saved.</param>
    public static string? ObjectionToSize(Model model, Optimizer? optimizer)
    {
        int slots = optimizer?.Slots.Count ?? 0;
        long bytes = FlattenedModel
            .Of(model)
            .Weights.Sum(weight => sizeof(float) * (long)weight.Spec.Elements * (weight.Trainable ? 1 + slots : 1));
        return bytes > MostBytes
            ? $"its weights{(slots > 0 ? " and the state of the optimizer" : "")} need {ByteSize.Text(bytes)}, and a file has at most {ByteSize.Text(MostBytes)}"
            : null;
    }

    /// <summary>Why the form of a file cannot hold an optimizer, as a sentence; null where it can.</summary>
    public static string? ObjectionTo(string path, Optimizer optimizer) =>
        OptimizerLayout.Of(optimizer) is not { } layout
            ? "Keras's files hold neither nadam with legacy, nor weight_decay with the legacy formula of rmsprop or adagrad. Leave it out, or change the optimizer."
        : layout.IsLegacy && IsKeras3(path)
            ? $"Keras 3 has no {layout.ClassName} with epsilon outside of the root. Give it a name that ends in .h5, not .keras or .weights.h5, or set legacy of the optimizer to false."
        : null;

    /// <summary>Why the form of a file cannot hold a model, as a clause; null where it can.</summary>
    public static string? ObjectionTo(string path, Model model) =>
        IsKeras3(path) ? Keras3Config.ObjectionTo(model) : ModelWriter.ObjectionTo(model);

    /// <summary>The ending of the files in the other form than that of a file.</summary>
    public static string OtherEnding(string path) => IsKeras3(path) ? Hdf5 : Archive;

    private static bool IsKeras3(string path) =>
        path.EndsWith(Archive, StringComparison.Ordinal) || path.EndsWith(Weights, StringComparison.Ordinal);
}
