using System.Globalization;
using Repro.Claims;
using Repro.Training.Runs;

namespace Repro.Probes;

/// <summary>The quantities of a run's configuration; null where the run has none of that name.</summary>
internal static class ConfigQuantities
{
    public static Value? OfRun(RunConfiguration run, string quantity) => quantity switch
    {
        "model" => Text(run.Model),
        "variant" => Text(run.Variant),
        "base" => Text(run.Base),
        "base_weights" => Text(run.BaseWeights),
        "continues_from" => Text(run.ContinuesFrom),
        "data_set" => Text(run.DataSet),
        "loss" => Text(RunConfigurationJson.LossName(run.Loss)),
        "optimizer" => Text(run.Optimizer.Name),
        "learning_rate" => Number(run.Optimizer.LearningRate),
        "rho" => Number(run.Optimizer.Rho),
        "epsilon" => Number(run.Optimizer.Epsilon),
        "epochs" => Number(run.Epochs),
        "save_as" => Text(run.SaveAs),
        "seeds" => Text(string.Join(' ', run.Seeds)),
        "seed_count" => Number(run.Seeds.Count),
        "steps_per_epoch" => Number(run.Train.Steps),
        _ => null,
    };

    public static Value? OfPart(RunConfiguration run, string part, string quantity) => part switch
    {
        "train" => OfSplit(run, run.Train, quantity),
        "validation" when run.Validation is not null => OfSplit(run, run.Validation, quantity),
        "test" when run.Test is not null => OfSplit(run, run.Test, quantity),
        "features" when run.Extraction is not null => OfExtraction(run.Extraction, quantity),
        _ => null,
    };

    private static Value? OfSplit(RunConfiguration run, SplitConfiguration split, string quantity) => quantity switch
    {
        "split" => Text(split.Split),
        "samples" => Number(split.Samples),
        "batch_size" => Number(split.BatchSize),
        "steps" => Number(split.Steps),
        "target_size" => split.TargetSize is { } size ? Size(size) : OfExtraction(run.Extraction, quantity),
        "class_mode" => Text(split.ClassMode) ?? OfExtraction(run.Extraction, quantity),
        "rescale" => split.Rescale is { } rescale ? Number(rescale) : OfExtraction(run.Extraction, quantity),
        "preprocessing" => Text(split.Preprocessing) ?? OfExtraction(run.Extraction, quantity),
        _ => OfAugmentation(split.Augmentation, quantity),
    };

    // A run on stored features scales and resizes its pictures once, on their way through the base.
    private static Value? OfExtraction(ExtractionConfiguration? extraction, string quantity) => extraction is null ? null : quantity switch
    {
        "batch_size" => Number(extraction.BatchSize),
        "target_size" => Size(extraction.TargetSize),
        "class_mode" => Text(extraction.ClassMode),
        "rescale" => Number(extraction.Rescale),
        "preprocessing" => Text(extraction.Preprocessing),
        _ => null,
    };

    private static Value? OfAugmentation(AugmentationConfiguration? augmentation, string quantity) => quantity switch
    {
        "augmentation" => Text(augmentation is null ? "none" : string.Join(' ', Settings(augmentation).Select(setting => $"{setting.Name} {setting.Value}"))),
        "augmentation_semantics" => Text(augmentation?.Semantics),
        "rotation_range" => Number(augmentation?.RotationRange),
        "width_shift_range" => Number(augmentation?.WidthShiftRange),
        "height_shift_range" => Number(augmentation?.HeightShiftRange),
        "shear_range" => Number(augmentation?.ShearRange),
        "zoom_range" => Number(augmentation?.ZoomRange),
        "horizontal_flip" => augmentation is null ? null : Text(augmentation.HorizontalFlip ? "true" : "false"),
        "fill_mode" => Text(augmentation?.FillMode),
        _ => null,
    };

    private static IEnumerable<(string Name, string Value)> Settings(AugmentationConfiguration augmentation)
    {
        static string Of(double number) => number.ToString("R", CultureInfo.InvariantCulture);
        return
        [
            ("rotation_range", Of(augmentation.RotationRange)),
            ("width_shift_range", Of(augmentation.WidthShiftRange)),
            ("height_shift_range", Of(augmentation.HeightShiftRange)),
            ("shear_range", Of(augmentation.ShearRange)),
            ("zoom_range", Of(augmentation.ZoomRange)),
            ("horizontal_flip", augmentation.HorizontalFlip ? "true" : "false"),
            ("fill_mode", augmentation.FillMode),
            ("semantics", augmentation.Semantics),
        ];
    }

    private static Value.Text? Text(string? text) => text is null ? null : new Value.Text(text);

    private static Value.Number? Number(double? number) => number is null ? null : new Value.Number(number.Value);

    private static Value.Dimensions Size((int Height, int Width) size) => new([size.Height, size.Width]);
}
