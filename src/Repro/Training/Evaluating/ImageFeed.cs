using Repro.Data;
using Repro.Models;
using Repro.Training.Runs;

namespace Repro.Training.Evaluating;

/// <summary>How images were preprocessed for an evaluation, as its result says it.</summary>
/// <param name="Scale">What was done to the pixels.</param>
/// <param name="IsScaleAssumed">Nobody said so: it is the default.</param>
/// <param name="Resize">How they were resized; null where they were not.</param>
/// <param name="Gray">One channel per image.</param>
/// <param name="Input">What the model takes.</param>
/// <param name="Reshaped">The pixels are fed in another shape than the images have.</param>
public sealed record ImageFeed(PixelScale Scale, bool IsScaleAssumed, Interpolation? Resize, bool IsResizeAssumed, bool Gray, Shape Input, bool Reshaped)
{
    /// <summary><c>rgb</c> or <c>grayscale</c>.</summary>
    public string Color => Gray ? "grayscale" : "rgb";

    /// <summary><c>nearest</c>; null where images were not resized.</summary>
    public string? ResizeName => Resize is { } resize ? ImageOptions.NameOf(resize) : null;

    /// <summary>How a run feeds the images that it is tested on.</summary>
    public static ImageFeed Of(RunConfiguration run)
    {
        SplitConfiguration split = run.Test ?? run.Train;
        (int Height, int Width)? size = run.Extraction?.TargetSize ?? split.TargetSize;
        string? preprocessing = run.Extraction is { } extraction ? extraction.Preprocessing : split.Preprocessing;
        double rescale = (run.Extraction is { } features ? features.Rescale : split.Rescale) ?? 1;
        PixelScale scale = preprocessing is null ? PixelScale.Of(rescale) : PixelScale.Named(preprocessing);
        return size is { } fixedSize
            ? new ImageFeed(scale, false, Interpolation.Nearest, false, false, new Shape(fixedSize.Height, fixedSize.Width, RgbPicture.Channels), false)
            : new ImageFeed(scale, false, null, false, true, RunInputs.Model(run).InputShape, false);
    }

    /// <summary>The same as options for other data.</summary>
    public ImageOptions ToOptions() => new(Scale, Resize, null);

    public override string ToString()
    {
        List<string> parts = [];
        if (ResizeName is not null) parts.Add($"resized to {Input[0]}x{Input[1]} by {ResizeName}{(IsResizeAssumed ? " (assumed; --resize)" : "")}");
        if (Reshaped) parts.Add($"reshaped to {Input}");
        parts.Add(Color);
        parts.Add(Scale.Meaning + (IsScaleAssumed ? " (assumed; --scale)" : ""));
        return "images " + string.Join(", ", parts);
    }
}
