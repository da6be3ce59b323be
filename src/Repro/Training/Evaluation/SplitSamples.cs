using Repro.Backends;
using Repro.Data.Arrays;
using Repro.Data.Catalog;
using Repro.Data.Folders;
using Repro.Data.Imaging;
using Repro.Models;
using Repro.Project;
using Repro.Training.Feeding;

namespace Repro.Training.Evaluation;

/// <summary>A split of a data set, <c>SET/SPLIT</c>, as a model takes it: its size, its pixels, labels for its outputs.</summary>
internal sealed class SplitSamples : ISampleSource, IDisposable
{
    // Every sample is kept once as bytes; a model file could ask for any size of image.
    private const long MostBytes = 2L << 30;

    private readonly Action<int, Span<float>> _write;
    private readonly Func<int, int> _label;
    private readonly IDisposable? _owned;
    private readonly int _outputs;

    // Of a model with several outputs, in place of labels.
    private readonly Tensor? _targets;

    private SplitSamples(
        int samples,
        Model model,
        string called,
        int classes,
        ImageFeed images,
        Action<int, Span<float>> write,
        Func<int, int> label,
        IDisposable? owned,
        Tensor? targets = null
    )
    {
        Samples = samples;
        Images = images;
        _outputs = targets?.Shape[1] ?? model.OutputShapes[0].Elements;
        _targets = targets;
        _write = write;
        _label = label;
        _owned = owned;
        int wanted = _outputs == 1 ? 2 : _outputs;
        if (targets is null && classes != wanted)
        {
            throw new InputException(
                $"{called} tells {wanted} classes apart, but the data has {classes}. Choose the data set that it was trained for."
            );
        }
    }

    public int Samples { get; }

    /// <summary>Whether labels are numbers to predict, which have no accuracy.</summary>
    public bool HasNumbers => _targets is not null;

    /// <summary>How the images are preprocessed.</summary>
    public ImageFeed Images { get; }

    /// <param name="root">The data root, or null where none is named.</param>
    /// <param name="name"><c>SET/SPLIT</c> of a declared or built-in set, or of a folder of the data root; or the path of a folder of class
    /// folders.</param>
    /// <param name="sets">The data sets that can be named.</param>
    /// <param name="called">How messages call the model; by its name where nothing else is said.</param>
    /// <param name="losses">Of a model with several outputs: their losses in its order, which say what the targets of the set must be.
    /// Null or empty for a model with one.</param>
    /// <param name="loss">Of a model with one output: a loss that takes numbers to predict takes those of the data.</param>
    /// <param name="options">How images are preprocessed; see <see cref="PixelScale.AssumedFor"/>; resized by the nearest neighbor by default.</param>
    /// <exception cref="InputException">The name, the data or the model's input or output do not fit together, or data is
    /// missing.</exception>
    public static SplitSamples Open(
        string? root,
        string name,
        Model model,
        DataSetCatalog sets,
        string? called = null,
        ImageOptions? options = null,
        IReadOnlyList<OutputLoss>? losses = null,
        Loss? loss = null
    )
    {
        called ??= $"Model '{model.Name}'";
        options ??= ImageOptions.None;
        (root, DataSetDeclaration set, string split) = Named(root, name, sets);
        if (losses is { Count: > 0 })
        {
            return set.Kind is DataSetKind.Npz or DataSetKind.Csv
                ? Arrays(root, set, split, model, called, options, losses, null)
                : throw new InputException(
                    $"{called} has several outputs, which need a data set of the kind npz or csv with 'targets', but '{set.Name}' is of another kind."
                );
        }

        if (model.OutputShapes is not [{ Rank: 1, IsKnown: true }])
        {
            throw new InputException(
                $"{called} has the output {string.Join(", ", model.OutputShapes)}; only a model with one flat output can be evaluated on classes."
            );
        }

        return set.IsImageFolder
            ? ImageFolder(root, set, split, model, called, options)
            : Arrays(root, set, split, model, called, options, [], loss);
    }

    public (Tensor X, Tensor Y) Batch(ReadOnlySpan<int> numbers)
    {
        Tensor x = new([numbers.Length, .. Images.Input.Axes.Select(axis => axis!.Value)]);
        Tensor y = new(numbers.Length, _outputs);
        int length = Images.Input.Elements;
        for (int index = 0; index < numbers.Length; index++)
        {
            _write(numbers[index], x.Values.AsSpan(index * length, length));
            if (_targets is not null)
            {
                _targets.Values.AsSpan(numbers[index] * _outputs, _outputs).CopyTo(y.Values.AsSpan(index * _outputs, _outputs));
                continue;
            }

            int label = _label(numbers[index]);
            y.Values[index * _outputs + (_outputs == 1 ? 0 : label)] = _outputs == 1 ? label : 1;
        }

        return (x, y);
    }

    public void Dispose() => _owned?.Dispose();

    private static (string? Root, DataSetDeclaration Set, string Split) Named(string? root, string name, DataSetCatalog sets)
    {
        IReadOnlyList<string> known = sets.Trainable;
        bool isSplit = name.Split('/') is [{ Length: > 0 }, { Length: > 0 }];
        bool isDeclared = isSplit && sets.Find(name.Split('/')[0]) is { IsTrainable: true };
        if (!isDeclared && isSplit && root is not null && Directory.Exists(Path.Combine(root, name)))
        {
            return OfFolder(Path.Combine(root, name));
        }

        if (!isDeclared && Directory.Exists(name))
        {
            return OfFolder(Path.GetFullPath(name));
        }

        if (name.Split('/') is not [{ Length: > 0 } wanted, { Length: > 0 } split])
        {
            throw new InputException(
                $"--data '{name}': the folder does not exist. Give a folder of class folders, or SET/SPLIT, e.g. mnist/test. {sets.Listed(known)}"
            );
        }

        if (sets.Find(wanted) is not { IsTrainable: true } set)
        {
            throw InputException.UnknownName(
                $"--data '{name}': there is no data set '{wanted}'.{Nearest(sets, wanted, split)}",
                sets.Listed(known)
            );
        }

        return set.Splits.Count == 0 || set.Splits.Contains(split, StringComparer.Ordinal)
            ? (root, set, split)
            : throw new InputException(
                $"--data '{name}': the data set '{wanted}' has no split '{split}'.{Spelling.Suggestion(name, set.Splits.Select(one => $"{wanted}/{one}"))} Its splits are {string.Join(", ", set.Splits)}."
            );
    }

    // A folder about which nothing is declared: its parent stands for the set.
    private static (string? Root, DataSetDeclaration Set, string Split) OfFolder(string path)
    {
        string folder = Path.TrimEndingDirectorySeparator(path);
        string? parent = Path.GetDirectoryName(folder);
        return parent is not null && Path.GetDirectoryName(parent) is { } root
            ? (
                root,
                new DataSetDeclaration(Path.GetFileName(parent), DataSetKind.ImageFolder) { Folder = Path.GetFileName(parent) },
                Path.GetFileName(folder)
            )
            : throw new InputException($"--data '{path}': name a folder of class folders that is inside another folder.");
    }

    // The nearest set, and its split of that name or the nearest one.
    private static string Nearest(DataSetCatalog sets, string wanted, string split)
    {
        string found = Spelling.Suggestion(wanted, sets.Trainable);
        DataSetDeclaration? set = sets.All.FirstOrDefault(set =>
            set.IsTrainable && found.Contains($"'{set.Name}'", StringComparison.Ordinal)
        );
        string? near =
            set?.Splits.FirstOrDefault(one => one == split)
            ?? set?.Splits.FirstOrDefault(one => Spelling.Suggestion(split, [one]).Length > 0);
        return near is null ? found : $" Did you mean '{set!.Name}/{near}'?";
    }

    private static SplitSamples Arrays(
        string? root,
        DataSetDeclaration set,
        string split,
        Model model,
        string called,
        ImageOptions options,
        IReadOnlyList<OutputLoss> losses,
        Loss? loss
    )
    {
        // What the options exclude is told before any file is read.
        if (model.InputShape is { Rank: 3, IsKnown: true } expected && (expected[2] is 1 or RgbImage.Channels))
        {
            ImageFeed.Of(options, model, called, gray: expected[2] == 1);
        }

        if (options.Resize is not null)
        {
            throw new InputException($"--resize: the samples of '{set.Name}' are not resized; they have the model's size.");
        }

        ArraySet arrays = ArraySet.Load(set, root);
        ArraySplit source = arrays.Split(split);
        Tensor? targets =
            losses.Count > 0
                ? TargetColumns.Of(called, model, losses, source, set.Name)
                : Numbers(called, source, arrays, model.OutputShapes[0].Elements, loss);
        Shape input = model.InputShape;
        int channels = source.Shape.Count > 2 ? source.Shape[2] : 1;
        bool isImage = source.Shape.Count is 2 or 3 && channels is 1 or RgbImage.Channels;
        int[] image = isImage ? [source.Shape[0], source.Shape[1], channels] : [.. source.Shape];
        bool colored = isImage && channels == 1 && input.Equals(new Shape(image[0], image[1], RgbImage.Channels));
        bool direct = input.Equals(new Shape([.. image.Select(axis => (int?)axis)]));
        bool reshaped =
            !direct
            && !colored
            && (input.Equals(new Shape([.. source.Shape.Select(axis => (int?)axis)])) || input.Equals(new Shape(source.Length)));
        if (!direct && !colored && !reshaped)
        {
            throw new InputException($"{called} takes {input}, but the samples of '{set.Name}' are {string.Join('x', image)}.");
        }

        if (!source.Values.AreBytes && options.Scale is { RunFactor: null })
        {
            throw new InputException($"--scale: '{set.Name}' has numbers that are not pixels of 0 to 255. They are not scaled.");
        }

        ImageFeed images = ImageFeed.Of(options, model, called, gray: !colored && channels == 1) with { Reshaped = reshaped };
        if (!source.Values.AreBytes)
        {
            double factor = options.Scale?.RunFactor ?? 1;
            float[] numbers = source.Values.Times(factor);
            void WriteNumbers(int number, Span<float> x)
            {
                ReadOnlySpan<float> sample = numbers.AsSpan(number * source.Length, source.Length);
                for (int index = 0; index < x.Length; index++)
                {
                    x[index] = sample[colored ? index / RgbImage.Channels : index];
                }
            }

            return new SplitSamples(
                source.Samples,
                model,
                called,
                arrays.Classes,
                images with
                {
                    Scale = PixelScale.NumbersTimes(factor),
                    IsScaleAssumed = false,
                },
                WriteNumbers,
                number => source.Labels[number],
                null,
                targets
            );
        }

        byte[] rgb = colored ? new byte[source.Length * RgbImage.Channels] : [];
        void Write(int number, Span<float> x)
        {
            ReadOnlySpan<byte> pixels = source.Values.Bytes(number * source.Length, source.Length);
            for (int index = 0; index < rgb.Length; index++)
            {
                rgb[index] = pixels[index / RgbImage.Channels];
            }

            images.Scale.Write(colored ? rgb : pixels, x);
        }

        return new SplitSamples(
            source.Samples,
            model,
            called,
            arrays.Classes,
            images,
            Write,
            number => source.Labels[number],
            null,
            targets
        );
    }

    // Numbers to predict; null for labels of classes.
    private static Tensor? Numbers(string called, ArraySplit source, ArraySet set, int outputs, Loss? loss)
    {
        bool takesNumbers = loss is { IsCrossentropy: false };
        if (source.HasLabels && !(takesNumbers && outputs == 1 && set.Classes != 2))
        {
            return null;
        }

        if (!takesNumbers)
        {
            if (source.Target is { } labels && LabelForm.IsOneHot(labels))
            {
                throw new InputException(
                    $"{called} is evaluated by {loss?.Name ?? "a loss of classes"} with the number of a class for each sample, but '{set.Name}' has {LabelForm.Of(labels, source.Samples)}. Save numbers of classes, y.argmax(axis=1), whether the loss takes them or one-hot labels."
                );
            }

            throw new InputException(
                $"{called} is evaluated by {loss?.Name ?? "a loss of classes"}, but the labels of '{set.Name}' are numbers to predict, not numbers of classes. Name the loss with --loss, for example --loss mse, a file that was compiled with such a loss, or the training."
            );
        }

        return source.Target is { } target && target.Width == outputs
            ? new Tensor([.. target.Values], source.Samples, outputs)
            : throw new InputException(
                $"{called} gives {Counted.Of(outputs, "number")}, but '{set.Name}' has {source.Target?.Width ?? 0} to predict for each sample."
            );
    }

    private static SplitSamples ImageFolder(
        string? root,
        DataSetDeclaration set,
        string split,
        Model model,
        string called,
        ImageOptions options
    )
    {
        ImageFeed images = ImageFeed.Resized(options, model, called);
        Shape shape = images.Input;
        ImageSplit files = ImageSplit.Open(root, set, split);
        if ((long)shape.Elements * files.Files.Count > MostBytes)
        {
            throw new InputException($"{called} takes images of {shape}; {files.Files.Count} of them need more than {MostBytes >> 30} GB.");
        }

        DecodedImages decoded = new(files, shape[0]!.Value, shape[1]!.Value, images.Form);
        try
        {
            SplitSamples samples = new(
                decoded.Count,
                model,
                called,
                files.Classes.Count,
                images,
                (number, x) => images.Write(decoded.Pixels(number), x),
                number => files.Labels[number],
                decoded
            );
            decoded.DecodeAll();
            return samples;
        }
        catch
        {
            decoded.Dispose();
            throw;
        }
    }
}
