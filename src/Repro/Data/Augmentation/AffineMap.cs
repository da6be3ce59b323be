using Repro.Numerics;

namespace Repro.Data.Augmentation;

/// <summary>Where in the image each cell of the changed image is read: row = M00 r + M01 c + T0, column = M10 r + M11 c + T1.</summary>
internal readonly record struct AffineMap(double M00, double M01, double T0, double M10, double M11, double T1)
{
    /// <summary>
    /// Rotation, shift, shear and zoom multiplied in this order about the point n/2 + 0.5, as Keras and Keras-Preprocessing do.
    /// </summary>
    public static AffineMap Of(ImageTransform transform, int height, int width)
    {
        (double sine, double cosine) = Trigonometry.SinCos(transform.Rotation);
        AffineMap rotation = new(cosine, -sine, 0, sine, cosine, 0);
        AffineMap shift = new(1, 0, transform.RowShift, 0, 1, transform.ColumnShift);
        (double shearSine, double shearCosine) = Trigonometry.SinCos(transform.Shear);
        AffineMap shear = new(1, -shearSine, 0, 0, shearCosine, 0);
        AffineMap zoom = new(transform.RowZoom, 0, 0, 0, transform.ColumnZoom, 0);
        double row = (height / 2.0) + 0.5;
        double column = (width / 2.0) + 0.5;
        AffineMap there = new(1, 0, row, 0, 1, column);
        AffineMap back = new(1, 0, -row, 0, 1, -column);
        return there.After(rotation.After(shift).After(shear).After(zoom)).After(back);
    }

    // The matrix product this x first; each sum from left to right, nothing fused.
    private AffineMap After(AffineMap first) =>
        new(
            (M00 * first.M00) + (M01 * first.M10),
            (M00 * first.M01) + (M01 * first.M11),
            (M00 * first.T0) + (M01 * first.T1) + T0,
            (M10 * first.M00) + (M11 * first.M10),
            (M10 * first.M01) + (M11 * first.M11),
            (M10 * first.T0) + (M11 * first.T1) + T1
        );
}
