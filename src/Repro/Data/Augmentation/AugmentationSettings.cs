namespace Repro.Data.Augmentation;

/// <summary>Which generation of Keras's <c>ImageDataGenerator</c> is followed.</summary>
internal enum AugmentationSemantics
{
    /// <summary>Keras 2.0: nearest neighbour, shear in radians, shifts always a fraction of the side.</summary>
    Keras20,

    /// <summary>Keras-Preprocessing 1.1 (and tf.keras): bilinear, shear in degrees, shifts of 1 and more in pixels.</summary>
    KerasPreprocessing11,
}

/// <summary>What stands in cells that lay outside the image.</summary>
internal enum FillMode
{
    /// <summary>The nearest cell of the border: aaaa|abcd|dddd.</summary>
    Nearest,

    /// <summary>A fixed value: kkkk|abcd|kkkk.</summary>
    Constant,

    /// <summary>The image mirrored at its border: dcba|abcd|dcba.</summary>
    Reflect,

    /// <summary>
    /// The image again. SciPy's <c>wrap</c>, which Keras used, repeats with a period of one cell less than the side: first and last cell
    /// coincide.
    /// </summary>
    Wrap,
}

/// <summary>How far an image may be shifted along one side, as Keras takes the number.</summary>
/// <param name="Value">At least 0.</param>
/// <param name="IsInteger">Written as an integer in Python's sense: 2 is one, 2.0 is not.</param>
internal readonly record struct ShiftRange(double Value, bool IsInteger = false)
{
    public static implicit operator ShiftRange(double value) => new(value);

    public static implicit operator ShiftRange(int value) => new(value, IsInteger: true);
}

/// <summary>The random changes of <c>ImageDataGenerator</c>; a range of 0 changes nothing.</summary>
internal sealed record AugmentationSettings(AugmentationSemantics Semantics)
{
    /// <summary>Degrees to either side.</summary>
    public double RotationRange { get; init; }

    public ShiftRange WidthShiftRange { get; init; }

    public ShiftRange HeightShiftRange { get; init; }

    /// <summary>
    /// Radians in <see cref="AugmentationSemantics.Keras20"/>, degrees in <see cref="AugmentationSemantics.KerasPreprocessing11"/>.
    /// </summary>
    public double ShearRange { get; init; }

    /// <summary>Factors from 1 - z to 1 + z, rows and columns drawn apart.</summary>
    public double ZoomRange { get; init; }

    public bool HorizontalFlip { get; init; }

    public FillMode FillMode { get; init; } = FillMode.Nearest;

    /// <summary>Grey level of <see cref="FillMode.Constant"/>, before rescaling.</summary>
    public float FillValue { get; init; }

    /// <summary>The semantics as run files call them: <c>keras-2.0</c>, <c>keras-preprocessing-1.1</c>.</summary>
    /// <exception cref="InputException">There is no such name.</exception>
    public static AugmentationSemantics SemanticsNamed(string name) =>
        name switch
        {
            "keras-2.0" => AugmentationSemantics.Keras20,
            "keras-preprocessing-1.1" => AugmentationSemantics.KerasPreprocessing11,
            _ => throw new InputException($"Augmentation semantics '{name}' are unknown; there are keras-2.0 and keras-preprocessing-1.1."),
        };

    /// <summary>The fill mode as Keras calls it.</summary>
    /// <exception cref="InputException">There is no such name.</exception>
    public static FillMode FillModeNamed(string name) =>
        name switch
        {
            "nearest" => FillMode.Nearest,
            "constant" => FillMode.Constant,
            "reflect" => FillMode.Reflect,
            "wrap" => FillMode.Wrap,
            _ => throw new InputException($"The fill mode '{name}' is unknown; there are nearest, constant, reflect and wrap."),
        };
}
