using System.Security.Cryptography;
using Repro.Backends;
using Repro.Data.Arrays;
using Repro.Models;
using Repro.Numerics;
using Repro.Runs;

namespace Repro.Training.Feeding;

/// <summary>
/// Sets that are stored as arrays, as a run feeds them: numbers times the run's <c>rescale</c>, and labels of 0 and 1 or one-hot, behind
/// which the weights of samples are a column of their own.
/// </summary>
internal static class ArrayData
{
    internal const long MostLabels = 1L << 29;

    /// <param name="model">The run's model, which takes the samples' own shape, or another one of as many numbers.</param>
    /// <exception cref="InputException">The set lacks a split, has other samples than the run declares, or does not fit the
    /// model.</exception>
    public static TrainingData Of(RunConfiguration run, Model model, ArraySet set)
    {
        ArraySamples train = Samples(run, run.Train, model, set);
        return new TrainingData(
            train,
            run.Validation is { } validation ? Samples(run, validation, model, set) : null,
            run.Test is { } test ? Samples(run, test, model, set) : null,
            set.Checksums,
            Digest(train)
        );
    }

    private static ArraySamples Samples(RunConfiguration run, SplitConfiguration split, Model model, ArraySet set)
    {
        Shape input = model.InputShape;
        ArraySplit source = set.Split(split.Split);
        if (split.Subset is { } subset)
        {
            source = source.Part(subset.Numbers(source.Labels));
        }

        if (source.Samples != split.Samples)
        {
            throw new InputException(
                $"Run '{run.Name}' declares {split.Samples} samples in '{split.Split}'{split.Subset}, but the data set '{set.Name}' has {source.Samples}. A run takes all samples of a split: correct 'samples' in the run file."
            );
        }

        if (!input.IsKnown || input.Elements != source.Length)
        {
            throw new InputException(
                $"Run '{run.Name}' is fed with samples of {string.Join('x', source.Shape)} from '{set.Name}', but its model '{run.Model}' takes {input}."
            );
        }

        int[] shape = [source.Samples, .. input.Axes.Select(axis => axis!.Value)];
        Tensor labels =
            run.Outputs.Count > 0
                ? TargetColumns.Of($"Run '{run.Name}'", model, RunLosses.InOrder(run, model), source, set.Name)
                : Labels(run, split, source, set, model);
        return new ArraySamples(
            new Tensor(source.Values.Times(split.Rescale ?? 1), shape),
            run.HasSampleWeights ? WithWeights(run, split, source, labels, set.Name) : labels
        );
    }

    // Keras gives samples without weights the weight 1.
    private static Tensor WithWeights(RunConfiguration run, SplitConfiguration split, ArraySplit source, Tensor labels, string set)
    {
        if (split.HasSampleWeights && source.SampleWeights is null)
        {
            throw new InputException(
                $"Run '{run.Name}' weights the samples of '{split.Split}', but the data set '{set}' has no weights. Declare them as 'sample_weight' of the data set in {Project.ProjectFile.Name}."
            );
        }

        int width = labels.Shape[1];
        Tensor table = new(source.Samples, width + 1);
        for (int sample = 0; sample < source.Samples; sample++)
        {
            labels.Values.AsSpan(sample * width, width).CopyTo(table.Values.AsSpan(sample * (width + 1), width));
            table.Values[sample * (width + 1) + width] = split.HasSampleWeights ? source.SampleWeights![sample] : 1;
        }

        return table;
    }

    /// <summary>Refuses other labels than numbers of classes, where the run takes these.</summary>
    /// <exception cref="InputException">They are others; the message has their shape, and what takes them.</exception>
    public static void RequireLabels(RunConfiguration run, SplitConfiguration split, ArraySplit source, ArraySet set)
    {
        if (run.Outputs.Count == 0 && source.Outputs.Count == 0 && split.ClassMode != SplitConfiguration.Raw && !source.HasLabels)
        {
            throw new InputException(
                $"Run '{run.Name}': class_mode '{split.ClassMode}' with the loss {run.Loss.Name} takes the number of a class for each sample, but '{split.Split}' of '{set.Name}' has {LabelForm.Of(source.Target, source.Samples)}. {LabelForm.Remedy(source.Target)}"
            );
        }
    }

    private static Tensor Labels(RunConfiguration run, SplitConfiguration split, ArraySplit source, ArraySet set, Model model)
    {
        if (source.Outputs.Count > 0)
        {
            throw new InputException(
                $"Run '{run.Name}' has one loss, but '{set.Name}' has targets for {string.Join(", ", source.Outputs.Keys)}. Give 'loss' as an object with a loss for each output."
            );
        }

        if (split.ClassMode == SplitConfiguration.Raw)
        {
            if (source.Target is { } numbers && numbers.Width != model.OutputShapes[0].Elements)
            {
                throw new InputException(
                    $"Run '{run.Name}': '{split.Split}' of '{set.Name}' has {Counted.Of(numbers.Width, "number")} to predict for each sample, but the model '{run.Model}' puts out {model.OutputShapes[0]}."
                );
            }

            return source.Target is { } target
                ? new Tensor([.. target.Values], source.Samples, target.Width)
                : throw new InputException(
                    $"Run '{run.Name}': class_mode 'raw' takes numbers to predict of a data set of the kind csv or npz, but '{set.Name}' has labels of classes."
                );
        }

        RequireLabels(run, split, source, set);
        if (split.ClassMode == SplitConfiguration.Binary)
        {
            return set.Classes == 2
                ? new Tensor([.. source.Labels.Select(label => (float)label)], source.Samples, 1)
                : throw new InputException(
                    $"Run '{run.Name}': class_mode 'binary' needs exactly two classes, but '{set.Name}' has {set.Classes}. Use 'categorical' with the loss categorical_crossentropy."
                );
        }

        if (split.ClassMode == SplitConfiguration.Sparse)
        {
            return new Tensor([.. source.Labels.Select(label => (float)label)], source.Samples, 1);
        }

        if ((long)source.Samples * set.Classes > MostLabels)
        {
            throw new InputException(
                $"The data set '{set.Name}' has {set.Classes} classes for {source.Samples} samples of '{split.Split}', too many for one-hot labels. List its 'classes' in {Project.ProjectFile.Name}."
            );
        }

        float[] y = new float[source.Samples * set.Classes];
        for (int sample = 0; sample < source.Samples; sample++)
        {
            y[sample * set.Classes + source.Labels[sample]] = 1f;
        }

        return new Tensor(y, source.Samples, set.Classes);
    }

    private static string Digest(ArraySamples samples)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(LittleEndian.Bytes(samples.X.Values));
        hash.AppendData(LittleEndian.Bytes(samples.Y.Values));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
