using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Repro.Keras.Optimizers;

namespace Repro.Runs;

/// <summary>
/// Writes a parsed configuration back, with defaults filled in: for records, and to tell whether two trainings are the same.
/// </summary>
internal static class RunConfigurationJson
{
    // These say where a run comes from and how often it is repeated, not what one training computes.
    private static readonly string[] NotArithmetic = ["documents", "note", "save_as", "observe", "seeds"];

    public static JsonObject Write(RunConfiguration run)
    {
        JsonObject json = WriteTraining(run);
        MetricKeys.Write(json, run);
        if (run.Observe is { } observe)
        {
            json["observe"] = new JsonObject
            {
                ["picture"] = observe.Image,
                ["layers"] = new JsonArray([.. observe.Layers.Select(layer => JsonValue.Create(layer))]),
                ["session"] = observe.Session,
            };
        }

        return json;
    }

    private static JsonObject WriteTraining(RunConfiguration run) =>
        new()
        {
            ["schema"] = RunConfigurationReader.Schema,
            ["documents"] = new JsonArray([.. run.Documents.Select(document => JsonValue.Create(document))]),
            ["note"] = run.Note,
            ["model"] = run.Model,
            ["variant"] = run.Variant,
            ["base"] = run.Base,
            ["base_weights"] = run.BaseWeights,
            ["continues_from"] = run.ContinuesFrom,
            ["data_set"] = run.DataSet,
            ["extraction"] = run.Extraction is { } extraction ? Extraction(extraction) : null,
            ["train"] = Split(run.Train),
            ["validation"] = run.Validation is { } validation ? Split(validation) : null,
            ["test"] = run.Test is { } test ? Split(test) : null,
            ["loss"] = run.Outputs.Count == 0 ? LossKeys.Write(run.Loss) : OutputKeys.WriteLosses(run.Outputs),
            ["optimizer"] = OptimizerJson.Write(run.Optimizer),
            ["epochs"] = run.Epochs,
            ["save_as"] = run.SaveAs,
            ["seeds"] = new JsonArray([.. run.Seeds.Select(seed => JsonValue.Create(seed))]),
        };

    /// <summary>
    /// SHA-256 of what one training computes. Seeds, documents, notes, the saved file's name and what is observed are left out: declaring
    /// another seed
    /// or mending a note does not make recorded trainings stale.
    /// </summary>
    public static string Digest(RunConfiguration run) => DigestOfRecorded(Write(run));

    /// <summary>The same of a configuration as a record holds it; what does not count is taken out of <paramref name="json"/>.</summary>
    internal static string DigestOfRecorded(JsonObject json)
    {
        foreach (string key in NotArithmetic)
        {
            json.Remove(key);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json.ToJsonString())));
    }

    private static JsonObject Split(SplitConfiguration split)
    {
        JsonObject json = Fed(split);

        // Later than the first records: a key that is not set must not change their digest.
        if (split.ContinuesPass)
        {
            json["continues_pass"] = true;
        }

        if (split.KeepsAspectRatio)
        {
            json["keep_aspect_ratio"] = true;
        }

        if (split.HasSampleWeights)
        {
            json["sample_weight"] = true;
        }

        AddIfSet(json, "decoder", split.DecodesAsTensorFlow ? RunConfigurationReader.TensorFlowDecoder : null);

        // The first runs with this decoder were resized by Pillow's filters, whose names are the same.
        AddIfSet(json, "resized_by", split.DecodesAsTensorFlow ? RunConfigurationReader.TensorFlowDecoder : null);
        AddIfSet(json, "preprocessing", split.Preprocessing);
        AddIfSet(json, "color_mode", split.IsGray ? RunConfigurationReader.Grayscale : null);
        AddIfSet(
            json,
            "interpolation",
            split.Interpolation == default && !split.DecodesAsTensorFlow ? null : split.Interpolation.ToString().ToLowerInvariant()
        );
        if (split.Subset is { } subset)
        {
            json["subset"] = new JsonObject
            {
                ["part"] = subset.IsValidation ? SubsetConfiguration.Validation : SubsetConfiguration.Training,
                ["validation_split"] = subset.Cut.Share,
                ["loader"] = subset.Cut.Loader,
                ["seed"] = subset.Cut.Seed,
            };
        }

        return json;
    }

    private static JsonObject Extraction(ExtractionConfiguration extraction)
    {
        JsonObject json = new()
        {
            ["batch_size"] = extraction.BatchSize,
            ["target_size"] = Size(extraction.TargetSize),
            ["class_mode"] = extraction.ClassMode,
            ["rescale"] = extraction.Rescale,
        };
        AddIfSet(json, "preprocessing", extraction.Preprocessing);
        AddIfSet(json, "layer", extraction.Layer);
        AddIfSet(json, "pooling", extraction.Pooling);
        return json;
    }

    private static void AddIfSet(JsonObject json, string key, string? value)
    {
        if (value is not null)
        {
            json[key] = value;
        }
    }

    private static JsonObject Fed(SplitConfiguration split) =>
        new()
        {
            ["split"] = split.Split,
            ["samples"] = split.Samples,
            ["batch_size"] = split.BatchSize,
            ["steps"] = split.Steps,
            ["target_size"] = split.TargetSize is { } size ? Size(size) : null,
            ["class_mode"] = split.ClassMode,
            ["rescale"] = split.Rescale,
            ["augmentation"] = split.Augmentation is { } augmentation
                ? new JsonObject
                {
                    ["semantics"] = augmentation.Semantics,
                    ["rotation_range"] = augmentation.RotationRange,
                    ["width_shift_range"] = augmentation.WidthShiftRange,
                    ["height_shift_range"] = augmentation.HeightShiftRange,
                    ["shear_range"] = augmentation.ShearRange,
                    ["zoom_range"] = augmentation.ZoomRange,
                    ["horizontal_flip"] = augmentation.HorizontalFlip,
                    ["fill_mode"] = augmentation.FillMode,
                }
                : null,
        };

    private static JsonArray Size((int Height, int Width) size) => [size.Height, size.Width];
}
