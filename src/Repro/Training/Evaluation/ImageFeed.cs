using System.Runtime.InteropServices;
using Repro.Data.Batches;
using Repro.Data.Imaging;
using Repro.Models;
using Repro.Project;
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

    /// <summary>Of image files that are resized to the input of a model.</summary>
    /// <param name="called">The model, for messages.</param>
    /// <exception cref="InputException">The model takes no images of a fixed size, or an option does not fit it.</exception>
    public static ImageFeed Resized(ImageOptions options, Model model, string called)
    {
        if (model.InputShape is not { Rank: 3, IsKnown: true } shape || shape[2] is not (1 or RgbImage.Channels))
        {
            throw new InputException(
                $"{called} takes {model.InputShape}. Image files need a model whose input is height x width x channels, with a fixed height and width and 1 or 3 channels."
            );
        }

        if (options is { Form.IsOfTensorFlow: true, Resize: not (null or Interpolation.Nearest or Interpolation.Bilinear) })
        {
            throw new InputException(
                $"--resize {ImageOptions.NameOf(options.Resize.Value)}: the run reads images with the decoder tensorflow, which resizes by bilinear or nearest."
            );
        }

        Interpolation resize = options.Resize ?? Interpolation.Nearest;
        return Of(options, model, called, gray: shape[2] == 1) with
        {
            Resize = resize,
            IsResizeAssumed = options.Resize is null,
            Form = options.Form with { Interpolation = resize, IsGray = shape[2] == 1 },
        };
    }

    /// <summary>Of images that have the size of the model's input.</summary>
    /// <param name="gray">Whether they have one channel: the model's channels say so, and an option may only confirm it.</param>
    /// <inheritdoc cref="Resized"/>
    public static ImageFeed Of(ImageOptions options, Model model, string called, bool gray)
    {
        PixelScale scale = options.Scale ?? PixelScale.AssumedFor(model);
        if (options.Gray is { } wanted && wanted != gray)
        {
            throw new InputException(
                $"--color {(wanted ? "grayscale" : "rgb")}: {called} takes {model.InputShape}, which is {(gray ? "grayscale" : "rgb")}."
            );
        }

        if (scale.NeedsColor && gray)
        {
            throw new InputException(
                $"--scale {scale.Name}: {called} takes {model.InputShape}, but these means are those of red, green and blue."
            );
        }

        return new ImageFeed(scale, options.Scale is null, null, false, gray, model.InputShape, false);
    }

    /// <summary>What the weights of Keras's VGG16, ResNet50 and SqueezeNet require: caffe's preprocessing, nearest neighbors.</summary>
    public static ImageFeed OfImageNet(Model model) =>
        Resized(new ImageOptions(PixelScale.Named(CaffePreprocessing.Name), Interpolation.Nearest, null), model, $"Model '{model.Name}'");

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
        if (input.Rank == 1 && preprocessing is null && rescale == 1 && run.Set.Kind is DataSetKind.Csv or DataSetKind.Npz)
        {
            scale = PixelScale.Numbers;
        }

        return new ImageFeed(scale, false, null, false, input.Rank != 3 || input[2] != RgbImage.Channels, input, false);
    }

    /// <summary>The same preprocessing as options, to be applied to other data.</summary>
    public ImageOptions ToOptions() => new(Scale, Resize, null) { Form = Form };

    /// <summary>Writes what the model is fed of an image.</summary>
    /// <param name="pixels">(height, width, channels), read in this <see cref="Form"/></param>
    /// <param name="x">As many numbers.</param>
    internal void Write(ReadOnlySpan<byte> pixels, Span<float> x)
    {
        if (Form.IsFloat)
        {
            Scale.Write(MemoryMarshal.Cast<byte, float>(pixels), x);
        }
        else
        {
            Scale.Write(pixels, x);
        }
    }

    /// <summary>Whether samples are rows of a table, or vectors: they have no colors and no pixels.</summary>
    public bool AreNumbers => Input.Rank == 1 && !Reshaped && Scale.AreNumbers;

    public override string ToString()
    {
        if (AreNumbers)
        {
            return Scale.Meaning;
        }

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
            parts.Add("decoded and resized as by TensorFlow");
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
