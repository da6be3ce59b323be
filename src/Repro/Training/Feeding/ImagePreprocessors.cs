using Repro.Data.Augmentation;
using Repro.Data.Batches;
using Repro.Runs;

namespace Repro.Training.Feeding;

/// <summary>How a run's configuration says that images are fed.</summary>
internal static class ImagePreprocessors
{
    /// <summary>Rescaled or preprocessed, and changed at random where the part declares it: training alone does.</summary>
    public static IImagePreprocessor Of(SplitConfiguration split, int seed)
    {
        // Whoever preprocesses starts from pixels of 0 to 255.
        double rescale = split.Rescale ?? 1;
        IImagePreprocessor images = split.Augmentation is { } augmentation
            ? new AugmentedImages(Settings(augmentation), seed, rescale)
            : new RescaledImages(rescale);
        return split.Preprocessing is null ? images : new CaffePreprocessing(images);
    }

    /// <summary>Describes a part's feed where it never changes an image at random; null where it does.</summary>
    public static string? Fixed(SplitConfiguration split) =>
        split.Augmentation is not null ? null : FormattableString.Invariant($"rescale {split.Rescale ?? 1:R} {split.Preprocessing}");

    /// <summary>As every image goes through the base for its features: never changed at random.</summary>
    public static IImagePreprocessor Of(ExtractionConfiguration extraction) =>
        extraction.Preprocessing is null ? new RescaledImages(extraction.Rescale!.Value) : new CaffePreprocessing();

    public static AugmentationSettings Settings(AugmentationConfiguration augmentation) =>
        new(AugmentationSettings.SemanticsNamed(augmentation.Semantics))
        {
            RotationRange = augmentation.RotationRange,
            WidthShiftRange = augmentation.WidthShiftRange,
            HeightShiftRange = augmentation.HeightShiftRange,
            ShearRange = augmentation.ShearRange,
            ZoomRange = augmentation.ZoomRange,
            HorizontalFlip = augmentation.HorizontalFlip,
            FillMode = AugmentationSettings.FillModeNamed(augmentation.FillMode),
        };
}
