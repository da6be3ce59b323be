using Repro.Data.Batches;

namespace Repro.Data.Augmentation;

/// <summary>
/// Images changed at random, then rescaled: what a training generator feeds. Every draw is named by seed, image and pass, so an image's
/// change is the same whichever batch or thread makes it.
/// </summary>
/// <param name="seed">The run's seed.</param>
/// <param name="rescale">Keras's <c>rescale</c>; the product is rounded to float32 once.</param>
internal sealed class AugmentedImages(AugmentationSettings settings, int seed, double rescale) : IImagePreprocessor
{
    /// <summary>Raised when a change of the arithmetic moves a bit of an augmented image.</summary>
    public const int Version = 1;

    private readonly ImageSampler _sampler = new(
        settings.Semantics == AugmentationSemantics.KerasPreprocessing11,
        settings.FillMode,
        settings.FillValue,
        rescale
    );

    public void Write(ReadOnlySpan<byte> pixels, int height, int width, int number, long pass, Span<float> x)
    {
        ImageTransform transform = ImageTransform.Draw(settings, seed, number, pass, height, width);
        _sampler.Write(pixels, height, width, transform, x);
    }

    public void Write(ReadOnlySpan<float> pixels, Span<float> x) =>
        throw new NotSupportedException("Augmented images are of bytes; run files with other pixels are rejected.");
}
