using Repro.Data.Batches;

namespace Repro.Data.Augmentation;

/// <summary>
/// Pictures changed at random, then rescaled: what a training generator feeds. Every draw is named by seed, picture and pass, so a picture's
/// change is the same whichever batch or thread makes it.
/// </summary>
/// <param name="seed">The run's seed.</param>
/// <param name="rescale">Keras's <c>rescale</c>; the product is rounded to float32 once.</param>
public sealed class AugmentedPictures(AugmentationSettings settings, int seed, double rescale) : IPictureFeed
{
    /// <summary>Raised when a change of the arithmetic moves a bit of an augmented picture.</summary>
    public const int Version = 1;

    private readonly PictureSampler _sampler = new(settings.Semantics == AugmentationSemantics.KerasPreprocessing11, settings.FillMode, settings.FillValue, rescale);

    public void Write(ReadOnlySpan<byte> pixels, int height, int width, int number, long pass, Span<float> x)
    {
        PictureTransform transform = PictureTransform.Draw(settings, seed, number, pass, height, width);
        _sampler.Write(pixels, height, width, transform, x);
    }
}
