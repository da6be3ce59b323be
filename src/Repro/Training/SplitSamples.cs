using Repro.Backends;
using Repro.Data;
using Repro.Models;
using Repro.Training.Evaluating;

namespace Repro.Training;

/// <summary>A part of a data set, <c>cats_and_dogs_small/validation</c>, as a model takes it: its size, its pixels, labels for its outputs.</summary>
public sealed class SplitSamples : ISampleSource, IDisposable
{
    // Every sample is kept once as bytes; a model file could ask for any size of picture.
    private const long MostBytes = 2L << 30;

    // Of MNIST.
    private const int Side = 28;

    private readonly Func<int, ReadOnlySpan<byte>> _pixels;
    private readonly Func<int, int> _label;
    private readonly IDisposable? _owned;
    private readonly int _outputs;

    private SplitSamples(int samples, Model model, string called, int classes, ImageFeed images, Func<int, ReadOnlySpan<byte>> pixels, Func<int, int> label, IDisposable? owned)
    {
        Samples = samples;
        Images = images;
        _outputs = model.OutputShapes[0].Elements;
        _pixels = pixels;
        _label = label;
        _owned = owned;
        int wanted = _outputs == 1 ? 2 : _outputs;
        if (classes != wanted)
        {
            throw new InputException($"{called} tells {wanted} classes apart, but the data has {classes}. Choose the data set that it was trained for.");
        }
    }

    public int Samples { get; }

    /// <summary>How the images are preprocessed.</summary>
    public ImageFeed Images { get; }

    /// <param name="root">The data root, or null where none is named.</param>
    /// <param name="name"><c>SET/SPLIT</c>.</param>
    /// <param name="called">How messages call the model; by its name where nothing else is said.</param>
    /// <param name="options">How images are preprocessed; by default pixels times 1/255, resized by the nearest neighbor.</param>
    /// <exception cref="InputException">The name, the data or the model's input or output do not fit together, or data is missing.</exception>
    public static SplitSamples Open(string? root, string name, Model model, string? called = null, ImageOptions? options = null)
    {
        called ??= $"Model '{model.Name}'";
        options ??= ImageOptions.None;
        if (name.Split('/') is not [{ Length: > 0 } set, { Length: > 0 } split])
        {
            throw new InputException($"--data '{name}': write SET/SPLIT, like {DataSets.CatsAndDogsSmall}/validation or {DataSets.Mnist}/test.");
        }

        if (model.OutputShapes is not [{ Rank: 1, IsKnown: true }])
        {
            throw new InputException($"{called} has the output {string.Join(", ", model.OutputShapes)}; only a model with one flat output can be evaluated on classes.");
        }

        return set == DataSets.Mnist ? Digits(root, split, model, called, options) : Pictures(root, set, split, model, called, options);
    }

    public (Tensor X, Tensor Y) Batch(ReadOnlySpan<int> numbers)
    {
        Tensor x = new([numbers.Length, .. Images.Input.Axes.Select(axis => axis!.Value)]);
        Tensor y = new(numbers.Length, _outputs);
        int length = Images.Input.Elements;
        for (int index = 0; index < numbers.Length; index++)
        {
            Images.Scale.Write(_pixels(numbers[index]), x.Values.AsSpan(index * length, length));
            int label = _label(numbers[index]);
            y.Values[index * _outputs + (_outputs == 1 ? 0 : label)] = _outputs == 1 ? label : 1;
        }

        return (x, y);
    }

    public void Dispose() => _owned?.Dispose();

    private static SplitSamples Digits(string? root, string split, Model model, string called, ImageOptions options)
    {
        Shape input = model.InputShape;
        bool colored = input.Equals(new Shape(Side, Side, RgbPicture.Channels));
        bool reshaped = input.Equals(new Shape(Side, Side)) || input.Equals(new Shape(Side * Side));
        if (!colored && !reshaped && !input.Equals(new Shape(Side, Side, 1)))
        {
            throw new InputException($"{called} takes {input}, but MNIST's pictures are 28x28x1.");
        }

        if (options.Resize is not null)
        {
            throw new InputException("--resize: MNIST's pictures are not resized; they have the model's size.");
        }

        ImageFeed images = Feed(options, input, called, gray: !colored) with { Reshaped = reshaped };
        Mnist mnist = Mnist.Load(root);
        MnistSplit source = split switch
        {
            "train" => mnist.Train,
            "test" => mnist.Test,
            _ => throw new InputException($"--data mnist/{split}: MNIST has the splits train and test, but no '{split}'."),
        };
        int length = source.Height * source.Width;
        byte[] rgb = colored ? new byte[length * RgbPicture.Channels] : [];
        ReadOnlySpan<byte> Pixels(int number)
        {
            ReadOnlySpan<byte> gray = source.Pixels.AsSpan(number * length, length);
            for (int index = 0; index < rgb.Length; index++) rgb[index] = gray[index / RgbPicture.Channels];
            return colored ? rgb : gray;
        }

        return new SplitSamples(source.Samples, model, called, Mnist.Classes, images, Pixels, number => source.Labels[number], null);
    }

    private static SplitSamples Pictures(string? root, string set, string split, Model model, string called, ImageOptions options)
    {
        if (model.InputShape is not { Rank: 3, IsKnown: true } shape || shape[2] is not (1 or RgbPicture.Channels))
        {
            throw new InputException($"{called} takes {model.InputShape}, but pictures have a fixed height and width, and three channels or one.");
        }

        ImageFeed images = Feed(options, shape, called, gray: shape[2] == 1) with { Resize = options.Resize ?? Interpolation.Nearest, IsResizeAssumed = options.Resize is null };
        PictureSplit files = PictureSplit.Open(root, set, split);
        if ((long)shape.Elements * files.Files.Count > MostBytes)
        {
            throw new InputException($"{called} takes pictures of {shape}; {files.Files.Count} of them need more than {MostBytes >> 30} GB.");
        }

        DecodedPictures pictures = new(files, shape[0]!.Value, shape[1]!.Value, images.Resize!.Value, images.Gray);
        try
        {
            SplitSamples samples = new(pictures.Count, model, called, files.Classes.Count, images, pictures.Pixels, number => files.Labels[number], pictures);
            pictures.DecodeAll();
            return samples;
        }
        catch
        {
            pictures.Dispose();
            throw;
        }
    }

    // The model's channels say what color is; an option may only confirm it.
    private static ImageFeed Feed(ImageOptions options, Shape input, string called, bool gray)
    {
        PixelScale scale = options.Scale ?? PixelScale.Unit;
        if (options.Gray is { } wanted && wanted != gray)
        {
            throw new InputException($"--color {(wanted ? "grayscale" : "rgb")}: {called} takes {input}, which is {(gray ? "grayscale" : "rgb")}.");
        }

        if (scale.NeedsColor && gray)
        {
            throw new InputException($"--scale {scale.Name}: {called} takes {input}, but these means are those of red, green and blue.");
        }

        return new ImageFeed(scale, options.Scale is null, null, false, gray, input, false);
    }
}
