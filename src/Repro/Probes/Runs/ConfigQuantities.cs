using Repro.Claims;
using Repro.Runs;
using static Repro.Probes.Runs.ConfigValues;

namespace Repro.Probes.Runs;

/// <summary>The quantities of a run's configuration; null where the run has none of that name.</summary>
internal static class ConfigQuantities
{
    private static readonly ConfigQuantity<RunConfiguration>[] Run =
    [
        new("model", "Name of the model that is trained.", run => Text(run.Model)),
        new("variant", "Variant of the model: what is frozen.", run => Text(run.Variant)),
        new("base", "Name of the pretrained base.", run => Text(run.Base)),
        new("base_weights", "Pretrained weights of the base: imagenet.", run => Text(run.BaseWeights)),
        new("continues_from", "Name of the run whose trained weights this run starts with.", run => Text(run.ContinuesFrom)),
        new("data_set", "Name of the data set.", run => Text(run.DataSet)),
        new("loss", "Name of the loss, as Keras spells it.", run => Text(run.Loss.Name)),
        new("from_logits", "Whether the loss takes logits: true or false.", run => Flag(run.Loss.FromLogits)),
        new("label_smoothing", "Label smoothing of the loss.", run => Number(run.Loss.LabelSmoothing)),
        new("optimizer", "Name of the optimizer, as Keras spells it.", run => Text(run.Optimizer.Name)),
        new(
            "learning_rate",
            "Learning rate of the optimizer; of a schedule, that of the first step.",
            run => Number(run.Optimizer.LearningRate)
        ),
        new("rho", "Decay of the optimizer's mean of squared gradients.", run => Number(run.Optimizer.Number("rho"))),
        new("epsilon", "The optimizer's epsilon.", run => Number(run.Optimizer.Number("epsilon"))),
        new("momentum", "The optimizer's momentum.", run => Number(run.Optimizer.Number("momentum"))),
        new("beta_1", "Decay of the optimizer's mean of gradients.", run => Number(run.Optimizer.Number("beta_1"))),
        new(
            "beta_2",
            "Decay of the optimizer's mean of squared gradients, where it is called so.",
            run => Number(run.Optimizer.Number("beta_2"))
        ),
        new("weight_decay", "The optimizer's weight decay.", run => Number(run.Optimizer.Number("weight_decay"))),
        new("epochs", "Number of epochs.", run => Number(run.Epochs)),
        new("save_as", "Name of the file that the trained model is saved in.", run => Text(run.SaveAs)),
        new("seeds", "Declared seeds, separated by spaces.", run => Text(string.Join(' ', run.Seeds))),
        new("seed_count", "Number of declared seeds.", run => Number(run.Seeds.Count)),
        new("steps_per_epoch", "Number of training steps of an epoch.", run => Number(run.Train.Steps)),
    ];

    // A run on stored features scales and resizes its images once, on their way through the base.
    private static readonly ConfigQuantity<ExtractionConfiguration>[] Extraction =
    [
        new("batch_size", "Samples of a batch.", extraction => Number(extraction.BatchSize)),
        new("target_size", "Rows and columns that images are resized to, like 150x150.", extraction => Size(extraction.TargetSize)),
        new("class_mode", "How labels are given: binary, categorical or sparse.", extraction => Text(extraction.ClassMode)),
        new("rescale", "Factor that pixels are multiplied with.", extraction => Number(extraction.Rescale)),
        new("preprocessing", "Name of the preprocessing of images.", extraction => Text(extraction.Preprocessing)),
    ];

    private static readonly ConfigQuantity<SplitConfiguration>[] Split =
    [
        new("split", "Split of the data set that the part is fed with.", split => Text(split.Split)),
        new("samples", "Number of samples.", split => Number(split.Samples)),
        new("batch_size", "Samples of a batch.", split => Number(split.BatchSize)),
        new("steps", "Number of batches.", split => Number(split.Steps)),
        new("target_size", "Rows and columns that images are resized to, like 150x150.", split => Size(split.TargetSize)),
        new("class_mode", "How labels are given: binary, categorical or sparse.", split => Text(split.ClassMode)),
        new("rescale", "Factor that pixels are multiplied with.", split => Number(split.Rescale)),
        new("preprocessing", "Name of the preprocessing of images.", split => Text(split.Preprocessing)),
        new(
            "augmentation",
            "Parameters of the augmentation with their values, separated by spaces, or none.",
            split => Text(split.Augmentation is { } augmentation ? Listed(augmentation) : "none")
        ),
        new(
            "augmentation_semantics",
            "Whose augmentation it is: keras-2.0 or keras-preprocessing-1.1.",
            split => Text(split.Augmentation?.Semantics)
        ),
        new("rotation_range", "Largest rotation of the augmentation, in degrees.", split => Number(split.Augmentation?.RotationRange)),
        new(
            "width_shift_range",
            "Largest shift of columns, as a share of the width.",
            split => Number(split.Augmentation?.WidthShiftRange)
        ),
        new(
            "height_shift_range",
            "Largest shift of rows, as a share of the height.",
            split => Number(split.Augmentation?.HeightShiftRange)
        ),
        new(
            "shear_range",
            "Largest shear: radians in keras-2.0, degrees in keras-preprocessing-1.1.",
            split => Number(split.Augmentation?.ShearRange)
        ),
        new("zoom_range", "Largest change of the zoom factor from 1.", split => Number(split.Augmentation?.ZoomRange)),
        new("horizontal_flip", "Whether images are flipped at random: true or false.", split => Flag(split.Augmentation?.HorizontalFlip)),
        new("fill_mode", "How the augmentation fills points outside of the image.", split => Text(split.Augmentation?.FillMode)),
    ];

    /// <summary>What addresses can ask for. Parts: train, validation, test and features, the pass through the base.</summary>
    public static IReadOnlyList<QuantityDescription> All { get; } =
    [
        .. Run.Select(quantity => new QuantityDescription($"config:RUN/{quantity.Name}", quantity.Meaning)),
        .. Split.Select(quantity => new QuantityDescription(
            $"config:RUN[PART]/{quantity.Name}",
            $"{quantity.Meaning} PART is train, validation or test; without it, train."
        )),
        .. Extraction.Select(quantity => new QuantityDescription(
            $"config:RUN[features]/{quantity.Name}",
            $"{quantity.Meaning} Of the pass through the base that stores features."
        )),
        new(
            "config:RUN/PART_QUANTITY",
            "The same as [PART]/QUANTITY: train_samples, validation_steps, test_batch_size, extraction_batch_size."
        ),
    ];

    public static Value? OfRun(RunConfiguration run, string quantity) => Find(Run, quantity)?.Read(run);

    public static Value? OfPart(RunConfiguration run, string part, string quantity) =>
        part switch
        {
            "train" => OfSplit(run, run.Train, quantity),
            "validation" when run.Validation is not null => OfSplit(run, run.Validation, quantity),
            "test" when run.Test is not null => OfSplit(run, run.Test, quantity),
            "features" when run.Extraction is not null => Find(Extraction, quantity)?.Read(run.Extraction),
            _ => null,
        };

    private static Value? OfSplit(RunConfiguration run, SplitConfiguration split, string quantity) =>
        Find(Split, quantity)?.Read(split) ?? (run.Extraction is { } extraction ? Find(Extraction, quantity)?.Read(extraction) : null);

    private static ConfigQuantity<T>? Find<T>(ConfigQuantity<T>[] quantities, string name) =>
        Array.Find(quantities, quantity => quantity.Name == name);

    private static string Listed(AugmentationConfiguration augmentation) =>
        string.Join(
            ' ',
            $"rotation_range {Of(augmentation.RotationRange)}",
            $"width_shift_range {Of(augmentation.WidthShiftRange)}",
            $"height_shift_range {Of(augmentation.HeightShiftRange)}",
            $"shear_range {Of(augmentation.ShearRange)}",
            $"zoom_range {Of(augmentation.ZoomRange)}",
            $"horizontal_flip {(augmentation.HorizontalFlip ? "true" : "false")}",
            $"fill_mode {augmentation.FillMode}",
            $"semantics {augmentation.Semantics}"
        );
}
