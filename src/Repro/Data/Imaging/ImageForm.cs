namespace Repro.Data.Imaging;

/// <summary>How image files become pixels.</summary>
/// <param name="Interpolation">The filter of Pillow with which images are resized.</param>
/// <param name="IsGray">One channel per image instead of three.</param>
internal readonly record struct ImageForm(Interpolation Interpolation = Interpolation.Nearest, bool IsGray = false)
{
    /// <summary>
    /// Whether an image of another aspect ratio is cropped before it is resized, as Keras's <c>keep_aspect_ratio</c>.
    /// </summary>
    public bool KeepsAspectRatio { get; init; }

    /// <summary>
    /// Whether files are decoded as <c>tf.io.decode_image</c> does, by the fast inverse transform and with the file's own luma as gray,
    /// and not as Pillow does.
    /// </summary>
    public bool IsOfTensorFlow { get; init; }

    /// <summary>The settings, for keys of caches.</summary>
    internal string Key =>
        Interpolation.ToString().ToLowerInvariant()
        + (IsGray ? " gray" : "")
        + (KeepsAspectRatio ? " aspect" : "")
        + (IsOfTensorFlow ? " tensorflow" : "");
}
