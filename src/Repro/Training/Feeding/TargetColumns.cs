using Repro.Backends;
using Repro.Data.Arrays;
using Repro.Models;

namespace Repro.Training.Feeding;

/// <summary>
/// The labels of a model with a loss for each of several outputs: beside each other, each as its loss takes it. Sparse categorical
/// cross-entropy takes numbers of classes, other losses of classes take one-hot labels, which are made of numbers of classes, and all other
/// losses take as many numbers as the output has.
/// </summary>
internal static class TargetColumns
{
    /// <param name="called">How messages call the run or the model.</param>
    /// <param name="losses">One for each output, in the order of the model.</param>
    /// <returns>(samples, all columns)</returns>
    /// <exception cref="InputException">The data has no numbers for an output, or others than its loss takes.</exception>
    public static Tensor Of(string called, Model model, IReadOnlyList<OutputLoss> losses, ArraySplit source, string set)
    {
        long numbers = losses
            .Zip(model.OutputShapes)
            .Where(one => !one.First.Loss.IsSparse && one.Second is { Rank: 1, IsKnown: true })
            .Sum(one => (long)one.Second.Elements);
        if (numbers * source.Samples > ArrayData.MostLabels)
        {
            throw new InputException(
                FormattableString.Invariant(
                    $"{called}: the labels of its outputs are {numbers} numbers for each of the {source.Samples} samples of '{set}', which is too many. Use the loss sparse_categorical_crossentropy for outputs with many classes."
                )
            );
        }

        float[][] columns = [.. losses.Select((loss, index) => Column(called, source, set, loss, model.OutputShapes[index]))];
        int[] widths = [.. columns.Select(column => column.Length / source.Samples)];
        Tensor labels = new(source.Samples, widths.Sum());
        for (int sample = 0; sample < source.Samples; sample++)
        {
            Span<float> row = labels.Values.AsSpan(sample * labels.Shape[1], labels.Shape[1]);
            for (int output = 0; output < columns.Length; output++)
            {
                columns[output].AsSpan(sample * widths[output], widths[output]).CopyTo(row);
                row = row[widths[output]..];
            }
        }

        return labels;
    }

    private static float[] Column(string called, ArraySplit source, string set, OutputLoss loss, Shape output)
    {
        if (!source.Outputs.TryGetValue(loss.Output!, out ArrayTarget? target))
        {
            string known = source.Outputs.Count == 0 ? "has no targets" : $"has targets for {string.Join(", ", source.Outputs.Keys)}";
            throw new InputException(
                $"{called} has a loss for the output '{loss.Output}', but the data set '{set}' {known}. Declare its numbers under 'targets' of the data set in {Project.ProjectFile.Name}."
            );
        }

        if (output is not { Rank: 1, IsKnown: true })
        {
            throw new InputException(
                $"{called}: the output '{loss.Output}' is {output}; only flat outputs can have targets of a data set."
            );
        }

        int width = output.Elements;
        bool areClasses = loss.Loss.IsOfClasses && target.Width == 1;
        if (!areClasses && (target.Width != width || loss.Loss.IsSparse))
        {
            string wanted =
                loss.Loss.IsSparse ? "the number of a class"
                : loss.Loss.IsOfClasses ? $"the number of a class, or {width} numbers"
                : Counted.Of(width, "number");
            throw new InputException(
                $"{called}: the loss {loss.Loss.Name} of the output '{loss.Output}' takes {wanted} for each sample, but '{set}' has {(target.Width == 1 ? "one number" : LabelForm.Of(target, source.Samples))}.{(loss.Loss.IsSparse && LabelForm.IsOneHot(target) ? " Use the loss categorical_crossentropy, or save numbers of classes, y.argmax(axis=1)." : "")}"
            );
        }

        return areClasses ? Classes(called, set, loss, target, width) : [.. target.Values];
    }

    private static float[] Classes(string called, string set, OutputLoss loss, ArrayTarget target, int classes)
    {
        for (int sample = 0; sample < target.Values.Count; sample++)
        {
            float number = target.Values[sample];
            if (number < 0 || number >= classes || number != MathF.Floor(number))
            {
                throw new InputException(
                    FormattableString.Invariant(
                        $"{called}: '{set}' has {number} at sample {sample} of the target '{loss.Output}', but that output has {classes} classes, numbered from 0."
                    )
                );
            }
        }

        if (loss.Loss.IsSparse)
        {
            return [.. target.Values];
        }

        float[] oneHot = new float[(long)target.Values.Count * classes];
        for (int sample = 0; sample < target.Values.Count; sample++)
        {
            oneHot[sample * classes + (int)target.Values[sample]] = 1;
        }

        return oneHot;
    }
}
