using Repro.Data.Folders;
using Repro.Models;
using Repro.Runs;

namespace Repro.Training.Feeding;

/// <summary>Whether a model's outputs fit the classes of the data.</summary>
internal static class ClassCheck
{
    /// <summary>The same for images in folders, whose splits must have one list of classes: labels are places in it.</summary>
    /// <inheritdoc cref="Require"/>
    public static void RequireFolders(RunConfiguration run, Shape output, string? dataRoot)
    {
        IReadOnlyList<string> classes = ImageSplit.Open(dataRoot, run.Set, run.Train.Split).Classes;
        Require(run, output, classes.Count);
        foreach (SplitConfiguration split in new[] { run.Validation, run.Test }.OfType<SplitConfiguration>())
        {
            IReadOnlyList<string> others = ImageSplit.Open(dataRoot, run.Set, split.Split).Classes;
            if (!others.SequenceEqual(classes, StringComparer.Ordinal))
            {
                throw new InputException(
                    $"Run '{run.Name}': '{split.Split}' has the classes {string.Join(", ", others)}, but '{run.Train.Split}' has {string.Join(", ", classes)}. Both need the same class folders."
                );
            }
        }
    }

    /// <param name="output">What the model puts out.</param>
    /// <param name="numbers">Of <c>class_mode</c> <c>raw</c>: the numbers to predict of a sample.</param>
    /// <param name="hint">A sentence on the labels that may explain another number of classes; begins with a space.</param>
    /// <exception cref="InputException">One-hot labels have another number of columns, or labels of 0 and 1 meet several
    /// outputs.</exception>
    public static void Require(RunConfiguration run, Shape output, int classes, int numbers = 1, string hint = "")
    {
        string mode = (run.Extraction?.ClassMode ?? run.Train.ClassMode)!;
        int wanted =
            mode == SplitConfiguration.Binary ? 1
            : mode == SplitConfiguration.Raw ? numbers
            : classes;
        if (output.Rank != 1 || !output.IsKnown || output.Elements != wanted)
        {
            string labels = mode switch
            {
                SplitConfiguration.Binary => "labels of 0 and 1 (class_mode 'binary')",
                SplitConfiguration.Raw => $"{Counted.Of(numbers, "number")} to predict (class_mode 'raw')",
                SplitConfiguration.Sparse => $"labels of {classes} classes (class_mode 'sparse')",
                _ => $"one-hot labels of {classes} classes (class_mode 'categorical')",
            };
            throw new InputException(
                $"Run '{run.Name}' has {labels} from '{run.DataSet}', but its model '{run.Model}' puts out {output}; it must put out {wanted} number{(wanted == 1 ? "" : "s")}.{hint}"
            );
        }

        if (run.ClassWeights is { } weights && weights.Count != classes)
        {
            throw new InputException(
                $"Run '{run.Name}' lists {weights.Count} numbers in 'class_weight', but '{run.DataSet}' has {classes} classes. List one for each."
            );
        }
    }
}
