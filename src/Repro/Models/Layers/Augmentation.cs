namespace Repro.Models.Layers;

/// <summary>How an image that a random layer has moved is completed.</summary>
internal enum FillMode
{
    Reflect,
    Wrap,
    Constant,
    Nearest,
}

/// <summary>A layer that changes images at random in training, and passes them on otherwise.</summary>
internal abstract record Augmentation : Layer
{
    public override bool IsRandom => true;

    /// <summary>Random numbers that one image takes, each uniform in 0..1.</summary>
    public abstract int Draws { get; }

    /// <summary>Whether the numbers of the first image serve for the whole batch.</summary>
    public virtual bool IsShared => false;

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs, rank: 3, takesFewer: true);
}

/// <summary>Mirrors each image with probability 1/2, in each of the two directions that are set.</summary>
internal sealed record RandomFlip(bool Horizontal = true, bool Vertical = true) : Augmentation
{
    public override string TypeName => "RandomFlip";

    /// <summary>Whether one coin decides for both directions, as in Keras 3.</summary>
    public bool OneCoin { get; init; }

    public override int Draws => OneCoin ? 1 : 2;
}

/// <summary>
/// Moves the pixels of an image by a matrix that is drawn; numbers between pixels are read with or without interpolation.
/// </summary>
internal abstract record RandomAffine : Augmentation
{
    public FillMode FillMode { get; init; } = FillMode.Reflect;

    /// <summary>Whether four pixels are blended; otherwise the nearest one is taken.</summary>
    public bool IsBilinear { get; init; } = true;

    /// <summary>What is beyond the image with <see cref="FillMode.Constant"/>.</summary>
    public float FillValue { get; init; }
}

/// <summary>Turns each image by a part of a full turn, counterclockwise where positive.</summary>
internal sealed record RandomRotation(float Low, float High) : RandomAffine
{
    public override string TypeName => "RandomRotation";

    public override int Draws => 1;
}

/// <summary>Zooms each image: out where positive. Without a range for the width, the width is zoomed like the height.</summary>
internal sealed record RandomZoom(float Low, float High, float? WidthLow = null, float? WidthHigh = null) : RandomAffine
{
    public override string TypeName => "RandomZoom";

    public override int Draws => WidthLow is null ? 1 : 2;
}

/// <summary>Shifts each image by a part of its height down and a part of its width to the right.</summary>
internal sealed record RandomTranslation(float Low, float High, float WidthLow, float WidthHigh) : RandomAffine
{
    public override string TypeName => "RandomTranslation";

    public override int Draws => 2;
}

/// <summary>
/// clip((x - m) f + m, 0, 255) with m the mean of each channel of the image and f from 1 - <paramref name="Lower"/> to 1 +
/// <paramref name="Upper"/>.
/// </summary>
internal sealed record RandomContrast(float Lower, float Upper) : Augmentation
{
    public override string TypeName => "RandomContrast";

    /// <summary>Whether each image has a factor of its own, as in Keras 3; before, one served for the whole batch.</summary>
    public bool PerImage { get; init; }

    public override int Draws => 1;

    public override bool IsShared => !PerImage;
}

/// <summary>Images of another size.</summary>
internal sealed record Resizing(int Height, int Width) : Layer
{
    public override string TypeName => "Resizing";

    public ResizeMethod Method { get; init; } = ResizeMethod.Bilinear;

    /// <summary>Whether the filter is stretched where an image shrinks.</summary>
    public bool Antialias { get; init; }

    /// <summary>How an image of another aspect ratio is made to fit; by default it is stretched.</summary>
    public AspectRatio AspectRatio { get; init; }

    /// <summary>The part of the input that is resized: larger than the input where zeros are added around it.</summary>
    public (int Top, int Left, Shape Shape) WindowOf(Shape input)
    {
        (int height, int width) = (input[0]!.Value, input[1]!.Value);
        int fittingHeight = (int)((double)width * Height / Width);
        int fittingWidth = (int)((double)height * Width / Height);
        (int newHeight, int newWidth) = AspectRatio switch
        {
            AspectRatio.Cropped => (Math.Min(height, fittingHeight), Math.Min(width, fittingWidth)),
            AspectRatio.Padded => (Math.Max(height, fittingHeight), Math.Max(width, fittingWidth)),
            _ => (height, width),
        };
        return ((height - newHeight) / 2, (width - newWidth) / 2, new Shape(newHeight, newWidth, input[2]));
    }

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => new(Height, Width, Single(inputs, rank: 3, takesFewer: true)[2]);
}

/// <summary>The middle of an image.</summary>
internal sealed record CenterCrop(int Height, int Width) : Layer
{
    public override string TypeName => "CenterCrop";

    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = Single(inputs, rank: 3, takesFewer: true);
        return new Shape(Height, Width, input[2]);
    }

    /// <summary>
    /// What a smaller image goes through: of its middle the largest part of this layer's aspect ratio is enlarged. Null for an image that
    /// is large enough.
    /// </summary>
    public Resizing? EnlargementOf(Shape input) =>
        input[0] < Height || input[1] < Width ? new Resizing(Height, Width) { Name = Name, AspectRatio = AspectRatio.Cropped } : null;
}

/// <summary>How the pixels of a resized image are made of those before.</summary>
internal enum ResizeMethod
{
    Bilinear,
    Nearest,
    Bicubic,
    Area,
    Lanczos3,
    Lanczos5,
    Gaussian,
    MitchellCubic,
}

/// <summary>What becomes of the aspect ratio of a resized image.</summary>
internal enum AspectRatio
{
    Changed,

    /// <summary>Only the middle of the image is used.</summary>
    Cropped,

    /// <summary>Zeros are added on both sides.</summary>
    Padded,
}
