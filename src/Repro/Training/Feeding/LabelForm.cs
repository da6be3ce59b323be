using Repro.Data.Arrays;
using Repro.Runs;

namespace Repro.Training.Feeding;

/// <summary>What a data set has in place of numbers of classes, and what to do about it, for messages.</summary>
internal static class LabelForm
{
    /// <summary>The labels with their shape: <c>one-hot labels (shape 120x3)</c>.</summary>
    /// <param name="target">What the set has for each sample; null for nothing.</param>
    public static string Of(ArrayTarget? target, int samples)
    {
        if (target is null)
        {
            return "no labels";
        }

        string shape = FormattableString.Invariant($"{samples}{(target.Width == 1 ? "" : $"x{target.Width}")}");
        return target.Width == 1 ? $"numbers that are not whole numbers from 0 to 99999 (shape {shape})"
            : IsOneHot(target) ? $"one-hot labels (shape {shape})"
            : FormattableString.Invariant($"{target.Width} numbers for each sample, which are not one-hot (shape {shape})");
    }

    /// <summary>A sentence on which labels, class modes and losses belong together.</summary>
    public static string Remedy(ArrayTarget? target) =>
        target is not null && IsOneHot(target)
            ? $"Save numbers of classes, y.argmax(axis=1): class_mode '{SplitConfiguration.Categorical}' with categorical_crossentropy makes them one-hot, and '{SplitConfiguration.Sparse}' with sparse_categorical_crossentropy takes them as they are."
            : $"Use class_mode '{SplitConfiguration.Raw}' with a loss such as mean_squared_error to predict numbers. For classes, save numbers of classes, or list the 'classes' of a table in {Project.ProjectFile.Name}.";

    /// <summary>Whether every sample has a 1 and otherwise zeros, in two columns or more.</summary>
    public static bool IsOneHot(ArrayTarget target)
    {
        if (target.Width < 2)
        {
            return false;
        }

        for (int start = 0; start < target.Values.Count; start += target.Width)
        {
            int ones = 0;
            for (int column = 0; column < target.Width; column++)
            {
                float value = target.Values[start + column];
                if (value is not (0 or 1))
                {
                    return false;
                }

                ones += value == 1 ? 1 : 0;
            }

            if (ones != 1)
            {
                return false;
            }
        }

        return true;
    }
}
