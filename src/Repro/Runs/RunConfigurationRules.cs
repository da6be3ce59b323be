using Repro.Data.Imaging;
using Repro.Data.Splitting;
using Repro.Inputs;
using Repro.Keras.Files;
using Repro.Project;

namespace Repro.Runs;

/// <summary>What must hold between the keys of a run.</summary>
internal static class RunConfigurationRules
{
    public static void Check(RunConfiguration run, JsonFields fields)
    {
        RequireTogether(run.Base, run.BaseWeights, "base", "base_weights", fields);
        if (run.Extraction is not null && run.Base is null)
        {
            throw fields.Wrong("extraction", "needs the key 'base': whose features are extracted?");
        }

        if (run.Extraction is { } extraction)
        {
            RequireOneOf(extraction.Rescale, extraction.Preprocessing, "extraction", fields);
            RequireMode(run, extraction.ClassMode, "extraction", fields);

            if (!run.Set.IsImageFolder)
            {
                throw fields.Wrong("extraction", $"needs a data set of images in folders, but '{run.DataSet}' has arrays.");
            }
        }

        if (run.Variant is not null && run.Base is null)
        {
            throw fields.Wrong("variant", "needs the key 'base': what is frozen?");
        }

        if (run.ContinuesFrom == run.Name)
        {
            throw fields.Wrong("continues_from", "names the run itself.");
        }

        if (run.SaveAs is { } file && SavedModelWriter.ObjectionTo(file, run.Optimizer.ToOptimizer()) is { } objection)
        {
            throw fields.Wrong("save_as", $"cannot be used with this optimizer: {objection}");
        }

        CallbackRules.Check(run, fields);
        OutputRules.Check(run, fields);
        if (
            run.Observe is { } observe
            && !new[] { run.Validation, run.Test }.Any(split =>
                split?.TargetSize is not null && observe.Image.StartsWith(split.Split + "/", StringComparison.Ordinal)
            )
        )
        {
            throw fields.Wrong(
                "observe.picture",
                $"is '{observe.Image}', but must be SPLIT/CLASS/FILE of the images that the run validates or tests on."
            );
        }

        foreach (
            (string key, SplitConfiguration? split) in new[] { ("train", run.Train), ("validation", run.Validation), ("test", run.Test) }
        )
        {
            if (split is not null)
            {
                CheckSplit(run, key, split, fields);
            }
        }
    }

    private static void CheckSplit(RunConfiguration run, string key, SplitConfiguration split, JsonFields fields)
    {
        if (run.Set.Splits.Count > 0 && !run.Set.Splits.Contains(split.Split, StringComparer.Ordinal))
        {
            throw fields.Wrong(
                $"{key}.split",
                $"is '{split.Split}', but the data set '{run.DataSet}' has the splits {string.Join(", ", run.Set.Splits)}.{Spelling.Suggestion(split.Split, run.Set.Splits)}"
            );
        }

        // Features come out of the extraction already scaled and labelled; every other split says how it is fed.
        bool fed = run.Extraction is null;
        if (fed)
        {
            // Numbers of arrays and tables are often scaled in the file already.
            bool optional = run.Set.Kind is DataSetKind.Npz or DataSetKind.Csv;
            if (!optional || split.Preprocessing is not null)
            {
                RequireOneOf(split.Rescale, split.Preprocessing, key, fields);
            }
        }
        else if (split.Rescale is not null || split.Preprocessing is not null)
        {
            throw fields.Wrong(
                split.Rescale is not null ? $"{key}.rescale" : $"{key}.preprocessing",
                "belongs in 'extraction' where a run trains on features."
            );
        }

        bool hasMode = fed && run.Outputs.Count == 0;
        if (hasMode != (split.ClassMode is not null))
        {
            throw fields.Wrong(
                $"{key}.class_mode",
                hasMode ? $"is missing; it must be one of {string.Join(", ", SplitConfiguration.ClassModes)}."
                    : fed ? "does not apply: with several losses, labels are given as each loss takes them."
                    : "belongs in 'extraction' where a run trains on features."
            );
        }

        bool images = fed && run.Set.IsImageFolder;
        if (images != (split.TargetSize is not null))
        {
            throw fields.Wrong(
                $"{key}.target_size",
                images ? "is missing; it must be [height, width]." : "does not apply: nothing is resized here."
            );
        }

        if (fed && !images && split.Preprocessing is not null)
        {
            throw fields.Wrong($"{key}.preprocessing", "does not apply: only colour images read from folders are preprocessed.");
        }

        if (!images && split.Augmentation is not null)
        {
            throw fields.Wrong($"{key}.augmentation", "does not apply: only images read from folders are augmented.");
        }

        if (!images && split.Form != default)
        {
            string set =
                split.IsGray ? "color_mode"
                : split.KeepsAspectRatio ? "keep_aspect_ratio"
                : split.DecodesAsTensorFlow ? "decoder"
                : "interpolation";
            throw fields.Wrong($"{key}.{set}", "does not apply: only images read from folders have it.");
        }

        if (split.DecodesAsTensorFlow && split.Interpolation is not (Interpolation.Nearest or Interpolation.Bilinear))
        {
            throw fields.Wrong(
                $"{key}.interpolation",
                $"is '{split.Interpolation.ToString().ToLowerInvariant()}', but with decoder 'tensorflow' it must be bilinear or nearest."
            );
        }

        if (split.DecodesAsTensorFlow && split.Augmentation is not null)
        {
            throw fields.Wrong(
                $"{key}.decoder",
                "is 'tensorflow', but 'augmentation' is that of ImageDataGenerator, which reads images with Pillow. Remove 'decoder', or augment the images by layers of the model."
            );
        }

        if (split.IsGray && (split.Preprocessing is not null || split.Augmentation is not null))
        {
            throw fields.Wrong($"{key}.color_mode", "is 'grayscale', but preprocessing and augmentation need color images.");
        }

        CheckSubset(split, key, images, fed, fields);
        if (!hasMode)
        {
            return;
        }

        RequireMode(run, split.ClassMode!, key, fields);
        if (split.ClassMode == SplitConfiguration.Raw && (images || run.ClassWeights is not null))
        {
            throw fields.Wrong(
                images ? $"{key}.class_mode" : "class_weight",
                images
                    ? "is 'raw', which needs a data set of the kind csv or npz, not images."
                    : "does not apply: numbers to predict have no classes."
            );
        }

        if (split.ClassMode != run.Train.ClassMode)
        {
            throw fields.Wrong(
                $"{key}.class_mode",
                $"is '{split.ClassMode}', but that of 'train' is '{run.Train.ClassMode}'; all parts need the same."
            );
        }
    }

    private static void CheckSubset(SplitConfiguration split, string key, bool images, bool fed, JsonFields fields)
    {
        if (split.Subset is not { } subset)
        {
            return;
        }

        if (!fed)
        {
            throw fields.Wrong($"{key}.subset", "does not apply: a run on stored features takes whole splits.");
        }

        bool ofImages = subset.Cut.Loader is ValidationSplit.FlowFromDirectory or ValidationSplit.ImageDataset;
        if (ofImages != images)
        {
            string loaders = images
                ? $"{ValidationSplit.FlowFromDirectory} or {ValidationSplit.ImageDataset}"
                : $"{ValidationSplit.Fit} or {ValidationSplit.Flow}";
            throw fields.Wrong(
                $"{key}.subset.loader",
                $"is '{subset.Cut.Loader}', which cuts {(ofImages ? "image folders" : "arrays")}; use {loaders}."
            );
        }
    }

    // Binary cross-entropy and the losses of differences take one column of 0 and 1, or a column per class.
    private static void RequireMode(RunConfiguration run, string mode, string key, JsonFields fields)
    {
        string[] allowed = run.Loss switch
        {
            { IsSparse: true } => [SplitConfiguration.Sparse],
            { IsOfClasses: true } => [SplitConfiguration.Categorical],
            { IsCrossentropy: true } => [SplitConfiguration.Binary, SplitConfiguration.Categorical],
            _ => [SplitConfiguration.Binary, SplitConfiguration.Categorical, SplitConfiguration.Raw],
        };
        if (!allowed.Contains(mode))
        {
            throw fields.Wrong($"{key}.class_mode", $"is '{mode}', but the loss {run.Loss.Name} needs '{string.Join("' or '", allowed)}'.");
        }
    }

    private static void RequireOneOf(double? rescale, string? preprocessing, string key, JsonFields fields)
    {
        if (rescale is null == preprocessing is null)
        {
            throw fields.Wrong(
                $"{key}.rescale",
                rescale is null ? "is missing; it must be a number." : "and 'preprocessing' exclude each other: give one."
            );
        }
    }

    private static void RequireTogether(string? one, string? other, string oneKey, string otherKey, JsonFields fields)
    {
        if (one is null != other is null)
        {
            throw fields.Wrong(one is null ? oneKey : otherKey, $"is missing; '{oneKey}' and '{otherKey}' go together.");
        }
    }
}
