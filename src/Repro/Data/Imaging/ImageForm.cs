namespace Repro.Data.Imaging;

/// <summary>How image files become pixels.</summary>
/// <param name="Interpolation">The filter with which images are resized: Pillow's, or <c>tf.image.resize</c>'s.</param>
/// <param name="IsGray">One channel per image instead of three.</param>
internal readonly record struct ImageForm(Interpolation Interpolation = Interpolation.Nearest, bool IsGray = false)
{
    /// <summary>1 or 3.</summary>
    public int Channels => IsGray ? 1 : RgbImage.Channels;

    /// <summary>
    /// Whether an image of another aspect ratio is cropped before it is resized, as Keras's <c>keep_aspect_ratio</c>.
    /// </summary>
    public bool KeepsAspectRatio { get; init; }

    /// <summary>
    /// Whether files are read as <c>image_dataset_from_directory</c> reads them, and not as Pillow does: decoded as
    /// <c>tf.io.decode_image</c> does, by the fast inverse transform and with the file's own luma as gray, and resized as
    /// <c>tf.image.resize</c> does.
    /// </summary>
    public bool IsOfTensorFlow { get; init; }

    /// <summary>Whether resized pixels are float32, and not bytes: TensorFlow does not round them.</summary>
    public bool IsFloat => IsOfTensorFlow && Interpolation == Interpolation.Bilinear;

    /// <summary>The settings, for keys of caches.</summary>
    internal string Key =>
        Interpolation.ToString().ToLowerInvariant()
        + (IsGray ? " gray" : "")
        + (KeepsAspectRatio ? " aspect" : "")
        + (IsOfTensorFlow ? " read by tensorflow" : "");
}
