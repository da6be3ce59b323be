using Repro.Models.Layers;
using Repro.Numerics;

namespace Repro.Backends.Imaging;

/// <summary>
/// What random layers make of a batch, the same for all backends: maps are computed in float64 and rounded to float32, as are blends.
/// </summary>
internal static class AugmentedBatch
{
    /// <param name="draws">For each image the layer's <see cref="Models.Layers.Augmentation.Draws"/> numbers in 0..1.</param>
    /// <param name="size">Height, width and channels.</param>
    public static void Apply(
        Models.Layers.Augmentation layer,
        ReadOnlySpan<float> draws,
        ReadOnlySpan<float> x,
        Span<float> y,
        (int Height, int Width, int Channels) size
    )
    {
        int image = size.Height * size.Width * size.Channels;
        for (int sample = 0; sample < x.Length / image; sample++)
        {
            ReadOnlySpan<float> own = draws.Slice(layer.IsShared ? 0 : sample * layer.Draws, layer.Draws);
            ReadOnlySpan<float> from = x.Slice(sample * image, image);
            Span<float> to = y.Slice(sample * image, image);
            switch (layer)
            {
                case RandomFlip flip:
                    Flip(flip.Horizontal && own[0] < 0.5f, flip.Vertical && own[^1] < 0.5f, from, to, size);
                    break;
                case RandomContrast contrast:
                    Contrast((float)(1.0 - contrast.Lower + ((double)contrast.Lower + contrast.Upper) * own[0]), from, to, size.Channels);
                    break;
                case RandomAffine affine:
                    AffineSampler.Apply(AffineMatrix.Of(affine, own, size.Height, size.Width), affine, from, to, size);
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(layer), layer, "A random layer without a rule.");
            }
        }
    }

    private static void Flip(bool columns, bool rows, ReadOnlySpan<float> from, Span<float> to, (int Height, int Width, int Channels) size)
    {
        for (int y = 0; y < size.Height; y++)
        {
            for (int x = 0; x < size.Width; x++)
            {
                int source = (rows ? size.Height - 1 - y : y) * size.Width + (columns ? size.Width - 1 - x : x);
                from.Slice(source * size.Channels, size.Channels).CopyTo(to[((y * size.Width + x) * size.Channels)..]);
            }
        }
    }

    private static void Contrast(float factor, ReadOnlySpan<float> from, Span<float> to, int channels)
    {
        for (int c = 0; c < channels; c++)
        {
            double sum = 0;
            for (int at = c; at < from.Length; at += channels)
            {
                sum += from[at];
            }

            float mean = (float)(sum / (from.Length / channels));
            for (int at = c; at < from.Length; at += channels)
            {
                to[at] = Math.Clamp(MathF.FusedMultiplyAdd(from[at] - mean, factor, mean), 0f, 255f);
            }
        }
    }
}

/// <summary>Output (column x, row y) reads column A0 x + A1 y + A2 and row B0 x + B1 y + B2 of the input.</summary>
internal readonly record struct AffineMatrix(float A0, float A1, float A2, float B0, float B1, float B2)
{
    /// <param name="draws">One image's numbers in 0..1.</param>
    public static AffineMatrix Of(RandomAffine layer, ReadOnlySpan<float> draws, int height, int width) =>
        layer switch
        {
            RandomRotation rotation => Rotation(Between(rotation.Low, rotation.High, draws[0]), height, width),
            RandomZoom { WidthLow: { } low, WidthHigh: { } high } zoom => Zoom(
                Between(zoom.Low, zoom.High, draws[0]),
                Between(low, high, draws[1]),
                height,
                width
            ),
            RandomZoom zoom => Zoom(Between(zoom.Low, zoom.High, draws[0]), Between(zoom.Low, zoom.High, draws[0]), height, width),
            RandomTranslation shift => Translation(
                Between(shift.Low, shift.High, draws[0]),
                Between(shift.WidthLow, shift.WidthHigh, draws[1]),
                height,
                width
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(layer), layer, "A random layer without a matrix."),
        };

    /// <param name="turns">Counterclockwise, about the middle of the pixels.</param>
    public static AffineMatrix Rotation(double turns, int height, int width)
    {
        (double sine, double cosine) = Trigonometry.SinCos(2 * Math.PI * turns);
        double x = (width - 1 - (cosine * (width - 1) - sine * (height - 1))) / 2;
        double y = (height - 1 - (sine * (width - 1) + cosine * (height - 1))) / 2;
        return new AffineMatrix((float)cosine, (float)-sine, (float)x, (float)sine, (float)cosine, (float)y);
    }

    public static AffineMatrix Zoom(double height, double width, int rows, int columns) =>
        new((float)(1 + width), 0, (float)((columns - 1) / 2.0 * -width), 0, (float)(1 + height), (float)((rows - 1) / 2.0 * -height));

    public static AffineMatrix Translation(double height, double width, int rows, int columns) =>
        new(1, 0, (float)(-width * columns), 0, 1, (float)(-height * rows));

    private static double Between(float low, float high, float draw) => low + ((double)high - low) * draw;
}
