using Repro.Data.Imaging;
using Repro.Models;
using Repro.Runs;
using Repro.Training.Feeding;

namespace Repro.Training.Evaluation;

/// <summary>How images are preprocessed for an evaluation; part of its result.</summary>
/// <param name="Scale">How pixel values are scaled.</param>
/// <param name="IsScaleAssumed">Whether the scale is the default, and neither the user nor a run chose it.</param>
/// <param name="Resize">The interpolation; null if images are not resized.</param>
/// <param name="IsResizeAssumed">Whether the interpolation is the default.</param>
/// <param name="Gray">Whether images have one channel instead of three.</param>
/// <param name="Input">The input shape of the model.</param>
/// <param name="Reshaped">Whether the model's input shape differs from the images' shape.</param>
internal sealed record ImageFeed(
    PixelScale Scale,
    bool IsScaleAssumed,
    Interpolation? Resize,
    bool IsResizeAssumed,
    bool Gray,
    Shape Input,
    bool Reshaped
)
{
    /// <summary>How image files become pixels. Its filter is <see cref="Resize"/> where images are resized.</summary>
    public ImageForm Form { get; init; }

    /// <summary><c>rgb</c> or <c>grayscale</c>.</summary>
    public string Color => Gray ? "grayscale" : "rgb";

    /// <summary><c>nearest</c>; null if images are not resized.</summary>
    public string? ResizeName => Resize is { } resize ? ImageOptions.NameOf(resize) : null;

    /// <summary>The preprocessing of a run's test images.</summary>
    public static ImageFeed Of(RunConfiguration run)
    {
        SplitConfiguration split = run.Test ?? run.Train;
        (int Height, int Width)? size = run.Extraction?.TargetSize ?? split.TargetSize;
        string? preprocessing = run.Extraction is { } extraction ? extraction.Preprocessing : split.Preprocessing;
        double rescale = (run.Extraction is { } features ? features.Rescale : split.Rescale) ?? 1;
        PixelScale scale = preprocessing is null ? PixelScale.Of(rescale) : PixelScale.Named(preprocessing);
        if (size is { } fixedSize)
        {
            bool gray = run.Extraction is null && split.IsGray;
            Shape fed = new(fixedSize.Height, fixedSize.Width, gray ? 1 : RgbImage.Channels);
            return new ImageFeed(scale, false, split.Interpolation, false, gray, fed, false) { Form = split.Form };
        }

        Shape input = RunInputs.Model(run).InputShape;
        return new ImageFeed(scale, false, null, false, input.Rank != 3 || input[2] != RgbImage.Channels, input, false);
    }

    /// <summary>The same preprocessing as options, to be applied to other data.</summary>
    public ImageOptions ToOptions() => new(Scale, Resize, null) { Form = Form };

    public override string ToString()
    {
        List<string> parts = [];
        if (ResizeName is not null)
        {
            parts.Add($"resized to {Input[0]}x{Input[1]} by {ResizeName}{(IsResizeAssumed ? " (assumed; --resize)" : "")}");
        }

        if (Form.KeepsAspectRatio)
        {
            parts.Add("cropped to that aspect ratio before");
        }

        if (Form.IsOfTensorFlow)
        {
            parts.Add("decoded as by TensorFlow");
        }

        if (Reshaped)
        {
            parts.Add($"reshaped to {Input}");
        }

        parts.Add(Color);
        parts.Add(Scale.Meaning + (IsScaleAssumed ? " (assumed; --scale)" : ""));
        return "images " + string.Join(", ", parts);
    }
}
