using Repro.Data;
using Repro.Data.Augmentation;
using Repro.Training.Runs;

namespace Repro.Training;

/// <summary>How a run's configuration says that pictures are fed.</summary>
public static class PictureFeeds
{
    /// <summary>Rescaled, and changed at random where the part declares it: training alone does.</summary>
    public static IPictureFeed Of(SplitConfiguration split, int seed) => split.Augmentation is { } augmentation
        ? new AugmentedPictures(Settings(augmentation), seed, split.Rescale!.Value)
        : new RescaledPictures(split.Rescale!.Value);

    public static AugmentationSettings Settings(AugmentationConfiguration augmentation) => new(AugmentationSettings.SemanticsNamed(augmentation.Semantics))
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
