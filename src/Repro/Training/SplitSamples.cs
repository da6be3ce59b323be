using Repro.Backends;
using Repro.Data;
using Repro.Models;

namespace Repro.Training;

/// <summary>A part of a data set, <c>cats_and_dogs_small/validation</c>, as a model takes it: its size, values of 0 to 1, labels for its outputs.</summary>
public sealed class SplitSamples : ISampleSource, IDisposable
{
    // Every sample is kept once as bytes; a model file could ask for any size of picture.
    private const long MostBytes = 2L << 30;
    private const double Rescale = 1.0 / 255;

    private readonly Func<int, ReadOnlySpan<byte>> _pixels;
    private readonly Func<int, int> _label;
    private readonly IDisposable? _owned;
    private readonly Shape _input;
    private readonly int _outputs;
    private readonly float[] _scale = MnistData.Scale(Rescale);

    private SplitSamples(int samples, Model model, string called, int classes, Func<int, ReadOnlySpan<byte>> pixels, Func<int, int> label, IDisposable? owned)
    {
        Samples = samples;
        _input = model.InputShape;
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

    /// <param name="root">The data root, or null where none is named.</param>
    /// <param name="name"><c>SET/SPLIT</c>.</param>
    /// <param name="called">How messages call the model; by its name where nothing else is said.</param>
    /// <exception cref="InputException">The name, the data or the model's input or output do not fit together, or data is missing.</exception>
    public static SplitSamples Open(string? root, string name, Model model, string? called = null)
    {
        called ??= $"Model '{model.Name}'";
        if (name.Split('/') is not [{ Length: > 0 } set, { Length: > 0 } split])
        {
            throw new InputException($"--data '{name}': write SET/SPLIT, like {DataSets.CatsAndDogsSmall}/validation or {DataSets.Mnist}/test.");
        }

        if (model.OutputShapes is not [{ Rank: 1, IsKnown: true }])
        {
            throw new InputException($"{called} has the output {string.Join(", ", model.OutputShapes)}; only a model with one flat output can be evaluated on classes.");
        }

        return set == DataSets.Mnist ? Digits(root, split, model, called) : Pictures(root, set, split, model, called);
    }

    public (Tensor X, Tensor Y) Batch(ReadOnlySpan<int> numbers)
    {
        Tensor x = new([numbers.Length, .. _input.Axes.Select(axis => axis!.Value)]);
        Tensor y = new(numbers.Length, _outputs);
        int length = _input.Elements;
        for (int index = 0; index < numbers.Length; index++)
        {
            Span<float> sample = x.Values.AsSpan(index * length, length);
            ReadOnlySpan<byte> pixels = _pixels(numbers[index]);
            for (int pixel = 0; pixel < length; pixel++) sample[pixel] = _scale[pixels[pixel]];

            int label = _label(numbers[index]);
            y.Values[index * _outputs + (_outputs == 1 ? 0 : label)] = _outputs == 1 ? label : 1;
        }

        return (x, y);
    }

    public void Dispose() => _owned?.Dispose();

    private static SplitSamples Digits(string? root, string split, Model model, string called)
    {
        if (!model.InputShape.Equals(new Shape(28, 28, 1)))
        {
            throw new InputException($"{called} takes {model.InputShape}, but MNIST's pictures are 28x28x1.");
        }

        Mnist mnist = Mnist.Load(root);
        MnistSplit source = split switch
        {
            "train" => mnist.Train,
            "test" => mnist.Test,
            _ => throw new InputException($"--data mnist/{split}: MNIST has the splits train and test, but no '{split}'."),
        };
        int length = source.Height * source.Width;
        return new SplitSamples(
            source.Samples, model, called, Mnist.Classes, number => source.Pixels.AsSpan(number * length, length), number => source.Labels[number], null);
    }

    private static SplitSamples Pictures(string? root, string set, string split, Model model, string called)
    {
        if (model.InputShape is not { Rank: 3, IsKnown: true } shape || shape[2] != RgbPicture.Channels)
        {
            throw new InputException($"{called} takes {model.InputShape}, but pictures have a fixed height and width, and three channels.");
        }

        PictureSplit files = PictureSplit.Open(root, set, split);
        if ((long)shape.Elements * files.Files.Count > MostBytes)
        {
            throw new InputException($"{called} takes pictures of {shape}; {files.Files.Count} of them need more than {MostBytes >> 30} GB.");
        }

        DecodedPictures pictures = new(files, shape[0]!.Value, shape[1]!.Value);
        try
        {
            SplitSamples samples = new(pictures.Count, model, called, files.Classes.Count, pictures.Pixels, number => files.Labels[number], pictures);
            pictures.DecodeAll();
            return samples;
        }
        catch
        {
            pictures.Dispose();
            throw;
        }
    }
}
