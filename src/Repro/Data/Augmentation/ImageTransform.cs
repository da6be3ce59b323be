using Repro.Numerics;
using Repro.Randomness;

namespace Repro.Data.Augmentation;

/// <summary>One change of one image, as Keras's <c>get_random_transform</c> draws it.</summary>
/// <param name="Rotation">Radians.</param>
/// <param name="RowShift">Pixels along the rows, Keras's <c>tx</c>.</param>
/// <param name="ColumnShift">Pixels along the columns, Keras's <c>ty</c>.</param>
/// <param name="Shear">Radians.</param>
/// <param name="RowZoom">Factor on the sampling grid: above 1 shrinks the image. Keras's <c>zx</c>.</param>
/// <param name="ColumnZoom">Keras's <c>zy</c>.</param>
/// <param name="Flip">Left and right exchanged, after all else.</param>
internal readonly record struct ImageTransform(
    double Rotation,
    double RowShift,
    double ColumnShift,
    double Shear,
    double RowZoom,
    double ColumnZoom,
    bool Flip
)
{
    /// <summary>How many numbers a transform is made of.</summary>
    public const int Draws = 9;

    public static ImageTransform Identity { get; } = new(0, 0, 0, 0, 1, 1, false);

    /// <summary>The change of one image in one pass, whatever else is drawn: its stream is named by seed, image and pass.</summary>
    public static ImageTransform Draw(AugmentationSettings settings, int seed, int number, long pass, int height, int width)
    {
        RandomStream stream = new(seed, FormattableString.Invariant($"augmentation/{number}"), pass);
        Span<float> draws = stackalloc float[Draws];
        for (int index = 0; index < Draws; index++)
        {
            draws[index] = stream.NextSingle();
        }

        return Of(settings, draws, height, width);
    }

    /// <summary>
    /// From nine numbers in [0, 1): rotation, row shift and its sign, column shift and its sign, shear, row zoom, column zoom, flip. Each
    /// has its place
    /// whether it is used or not, so switching one range off leaves the others' draws as they were.
    /// </summary>
    public static ImageTransform Of(AugmentationSettings settings, ReadOnlySpan<float> draws, int height, int width)
    {
        bool old = settings.Semantics == AugmentationSemantics.Keras20;
        double shear = Uniform(settings.ShearRange, draws[5]);
        return new ImageTransform(
            Trigonometry.Radians(Uniform(settings.RotationRange, draws[0])),
            Shift(settings.HeightShiftRange, height, old, draws[1], draws[2]),
            Shift(settings.WidthShiftRange, width, old, draws[3], draws[4]),
            old ? shear : Trigonometry.Radians(shear),
            1 + Uniform(settings.ZoomRange, draws[6]),
            1 + Uniform(settings.ZoomRange, draws[7]),
            settings.HorizontalFlip && draws[8] < 0.5f
        );
    }

    // From -range, included, to range, excluded, as NumPy's uniform.
    private static double Uniform(double range, float draw) => -range + 2 * range * draw;

    private static double Shift(ShiftRange range, int side, bool old, float draw, float sign)
    {
        if (old)
        {
            return Uniform(range.Value, draw) * side;
        }

        if (range.IsInteger)
        {
            // One of 0 .. n - 1 with either sign; so 0 is twice as likely as any other.
            return Math.Floor(range.Value * draw) * (sign < 0.5f ? -1 : 1);
        }

        double shift = Uniform(range.Value, draw);
        return range.Value < 1 ? shift * side : shift;
    }
}
