using System.Globalization;
using System.Text;
using Repro.Data.Augmentation;
using Repro.Data.Batches;
using Repro.Data.Folders;
using Repro.Data.Imaging;
using Repro.Models;
using Repro.Runs;
using Repro.Training.State;
using Repro.Training.Weights;

namespace Repro.Training.Feeding;

/// <summary>
/// Image folders as a run feeds them: all decoded before the first step, so that a file that cannot be used is found before anything is
/// written.
/// </summary>
internal static class ImageData
{
    /// <param name="input">What the run's model takes.</param>
    /// <exception cref="InputException">The set is missing, or not what the run declares, or an image cannot be used; the message names
    /// it.</exception>
    /// <exception cref="Native.MissingNativeException">libjpeg-turbo is not installed.</exception>
    /// <exception cref="OperationCanceledException">Stopped on request.</exception>
    public static TrainingData Of(RunConfiguration run, Shape input, string? dataRoot, Decoding? decoding = null)
    {
        StringBuilder fed = new();
        Dictionary<string, string> checksums = [];
        Observed? observed = null;
        IReadOnlyList<string>? classes = null;
        ImageSamples Open(SplitConfiguration split)
        {
            DecodedImages images = Decode(run, split, input, split.TargetSize!.Value, dataRoot, decoding ?? new Decoding());
            classes ??= images.Split.Classes;
            if (!images.Split.Classes.SequenceEqual(classes))
            {
                throw new InputException(
                    $"Run '{run.Name}': '{split.Split}' has the classes {string.Join(", ", images.Split.Classes)}, but '{run.Train.Split}' has {string.Join(", ", classes)}. Both need the same class folders."
                );
            }

            checksums.TryAdd($"{run.DataSet}/{split.Split}{split.Subset}", images.FilesSha256());
            fed.Append(
                CultureInfo.InvariantCulture,
                $"{split.Split}{split.Subset} {images.Height}x{images.Width} {images.PixelsSha256()}\n"
            );
            if (split.Augmentation is not null)
            {
                fed.Append(CultureInfo.InvariantCulture, $"augmentation {AugmentedImages.Version}\n");
            }

            if (run.Observe is { } observe && split != run.Train && observe.Image.StartsWith(split.Split + "/", StringComparison.Ordinal))
            {
                observed = Observed.Of(run, observe, split, images);
            }

            return new ImageSamples(images, seed => ImagePreprocessors.Of(split, seed), ImagePreprocessors.Fixed(split), split.Labels);
        }

        PretrainedWeights? weights = run.Base is null ? null : PretrainedWeights.Load(run.RequireWeights(), dataRoot, run.Models);
        if (weights is not null)
        {
            fed.Append(CultureInfo.InvariantCulture, $"base {weights.Origin.Model} {weights.Identity}\n");
        }

        ImageSamples train = Open(run.Train);
        ImageSamples? validation = run.Validation is null ? null : Open(run.Validation);
        ImageSamples? test = run.Test is null ? null : Open(run.Test);
        return new TrainingData(train, validation, test, checksums, Digests.OfText(fed.ToString())) { Observed = observed, Base = weights };
    }

    /// <summary>The files of a split, or of the part of it that is fed.</summary>
    /// <exception cref="InputException">Set or split is not there.</exception>
    public static ImageSplit Files(RunConfiguration run, SplitConfiguration split, string? dataRoot)
    {
        ImageSplit files = ImageSplit.Open(dataRoot, run.Set, split.Split);
        return split.Subset is { } subset ? files.Part(subset.Numbers(files.Labels)) : files;
    }

    /// <summary>A part's images, all decoded and resized to what a model takes.</summary>
    /// <param name="input">What that model takes.</param>
    internal static DecodedImages Decode(
        RunConfiguration run,
        SplitConfiguration split,
        Shape input,
        (int Height, int Width) size,
        string? dataRoot,
        Decoding decoding
    )
    {
        (int height, int width) = size;
        if (!input.Equals(new Shape(height, width, split.IsGray ? 1 : RgbImage.Channels)))
        {
            throw new InputException(
                $"Run '{run.Name}' resizes the images of '{split.Split}' to {height}x{width}, but its {(run.Extraction is null ? $"model '{run.Model}'" : $"base '{run.Base}'")} takes {input}. Make target_size and color_mode fit the model."
            );
        }

        ImageSplit files = Files(run, split, dataRoot);
        if ((run.Extraction?.Labels ?? split.Labels) == ClassLabels.Binary)
        {
            files.RequireBinary();
        }

        if (files.Files.Count != split.Samples)
        {
            // Only where images are missing can it help to fetch or copy the set again.
            string remedy = files.Files.Count < split.Samples ? $" {run.Set.Remedy}" : "";
            throw new InputException(
                $"Run '{run.Name}' declares {split.Samples} samples in '{split.Split}'{split.Subset}, but '{files.Folder}' has {files.Files.Count}. A run uses all images of a split. Correct 'samples' in the run file, or the folder.{remedy}"
            );
        }

        // What is decoded stays; only the decoders are given back.
        using DecodedImages images = new(files, height, width, split.Form);
        if (decoding.Folder is null)
        {
            images.DecodeAll(cancellation: decoding.Cancellation);
        }
        else
        {
            DecodedCache.Fill(images, decoding.Folder, say: decoding.Say, cancellation: decoding.Cancellation);
        }

        return images;
    }
}
