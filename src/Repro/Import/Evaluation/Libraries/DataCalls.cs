using Repro.Import.Evaluation.Libraries.Files;
using Repro.Import.Evaluation.State;
using Repro.Import.Evaluation.Values;
using Repro.Import.Programs;

namespace Repro.Import.Evaluation.Libraries;

/// <summary>Functions that load, split and prepare data: keras.datasets, tensorflow_datasets, train_test_split and the like.</summary>
internal sealed class DataCalls(Context context, ImageLoaders images, ArrayFiles files)
{
    /// <summary>The area of scikit-learn's classes that scale data.</summary>
    public const string Scalers = "scalers";

    private const int CaliforniaSamples = 20_640;
    private const int CaliforniaFeatures = 8;

    /// <returns>Null where the function loads no data.</returns>
    public Value? Call(ApiValue api, CallArguments arguments)
    {
        switch (api.Last)
        {
            case "load_data" when api.IsIn("keras.datasets") || api.Path.Contains(".datasets.", StringComparison.Ordinal):
                return Loaded(api.Path.Split('.')[^2], api.Path);
            case "to_categorical" when api.IsKeras():
                return OneHot(arguments);
            case "ImageDataGenerator":
                return images.Generator(arguments);
            case "image_dataset_from_directory" or "text_dataset_from_directory" or "audio_dataset_from_directory":
                return images.Folder(api, arguments);
            case "from_tensor_slices":
                return DatasetCalls.Slices(arguments);
            case "from_generator":
                return new DatasetValue();
            case "zip" when api.IsIn("tensorflow.data"):
                return arguments.Positional is [SequenceValue { Items: [DatasetValue first, ..] }] ? first.Copy() : new DatasetValue();
            case "range" when api.IsIn("tensorflow.data"):
                return new DatasetValue { Samples = Numbers.Whole(arguments.Get("stop", 0)), HasLabels = false };
            case "train_test_split":
                return Split(arguments);
            case "load" when api.IsIn("tensorflow_datasets"):
                return Tfds(arguments);
            case "pad_sequences":
                return Padded(arguments);
            case "preprocess_input" when arguments.Get("x", 0) is ArrayValue array:
                ImportedStep step = new("preprocess_input", "", context.Inner) { Detail = api.Path.Split('.')[^2] };
                context.Step(array.Facts, step);
                return array.With(array.Shape, step);
            case "img_to_array":
                return new ArrayValue(null, DataFacts.None);
            case "load_img":
                return new UnknownValue("the pixels of an image are not known before the program runs");
            case "fetch_california_housing" when api.IsIn("sklearn.datasets"):
                return CaliforniaHousing(arguments);
            case "StandardScaler" or "MinMaxScaler" or "RobustScaler" or "MaxAbsScaler" or "Normalizer" when api.IsIn("sklearn"):
                return new KerasValue(Scalers, api.Last, new Dictionary<string, Value>(StringComparer.Ordinal));
            case "get_file":
                context.Note("download of a file");
                return Downloaded(arguments);
            case "load" when api.Path == "numpy.load":
                return files.Load(arguments);
            default:
                return null;
        }
    }

    // Data of which no run file knows the source; their shape is that of the inputs of a model.
    private Value CaliforniaHousing(CallArguments arguments)
    {
        const string name = "california_housing";
        context.Keep(new ImportedData(name, "sklearn.datasets.fetch_california_housing", context.Inner));
        DataFacts facts = DataFacts.None.With(
            new ImportedStep("other", "", context.Inner) { Detail = "fetch_california_housing of scikit-learn" }
        );
        ArrayValue samples = new([CaliforniaSamples, CaliforniaFeatures], facts) { Type = "float64" };
        ArrayValue targets = new([CaliforniaSamples], facts with { IsLabels = true }) { Type = "float64" };
        return arguments["return_X_y"]?.Truth == true
            ? SequenceValue.Tuple(samples, targets)
            : new KerasValue(
                "data",
                name,
                new Dictionary<string, Value>(StringComparer.Ordinal) { ["data"] = samples, ["target"] = targets }
            );
    }

    // Keras 3 names the file after its address where no name is given.
    private static Value Downloaded(CallArguments arguments)
    {
        string? url = (arguments.Get("origin", 1) as TextValue)?.Value;
        string? name = arguments.Get("fname", 0) is TextValue file ? file.Value : url?[(url.LastIndexOf('/') + 1)..];
        return name is { Length: > 0 } ? new TextValue(name) { Url = url } : new UnknownValue("a file that is not known");
    }

    private Value Loaded(string name, string path)
    {
        KnownDataSet? known = DataSets.Find(name);
        ImportedData data = new(name, path, context.Inner)
        {
            IsKerasDataset = true,
            Shape = known?.Sample,
            Training = known?.Training,
            Test = known?.Test,
            Classes = known?.Classes,
        };
        context.Keep(data);
        SequenceValue Part(string part, int? count)
        {
            IReadOnlyList<long?>? samples =
                known is null ? null
                : known.Sample is { } sample ? [count, .. sample.Select(axis => (long?)axis)]
                : [count];
            IReadOnlyList<long?>? labels =
                known is null ? null
                : known.LabelAxis ? [count, 1]
                : [count];
            return SequenceValue.Tuple(
                new ArrayValue(samples, new DataFacts { Source = data, Part = part }) { Type = "uint8" },
                new ArrayValue(
                    labels,
                    new DataFacts
                    {
                        Source = data,
                        Part = part,
                        IsLabels = true,
                    }
                )
                {
                    Type = "uint8",
                }
            );
        }

        return SequenceValue.Tuple(Part("train", known?.Training), Part("test", known?.Test));
    }

    private Value OneHot(CallArguments arguments)
    {
        if (arguments.Get("y", 0) is not ArrayValue array)
        {
            return arguments.Get("y", 0) as UnknownValue ?? new UnknownValue("labels that are not known");
        }

        int? classes = Numbers.Count(arguments.Get("num_classes", 1) ?? arguments["nb_classes"]) ?? array.Facts.Source?.Classes;
        ImportedStep step = new("one-hot", "", context.Inner) { Shape = classes is { } count ? [count] : null };
        context.Step(array.Facts with { IsLabels = true }, step);
        IReadOnlyList<long?>? shape = array.Shape is { Count: > 0 } axes
            ? [.. axes.Count > 1 && axes[^1] == 1 ? axes.Take(axes.Count - 1) : axes, classes]
            : null;
        return array.With(shape, step);
    }

    private SequenceValue Split(CallArguments arguments)
    {
        List<Value> parts = [];
        foreach (Value value in arguments.Positional)
        {
            if (value is not ArrayValue array)
            {
                UnknownValue unknown = value as UnknownValue ?? new UnknownValue("data that is not known");
                parts.AddRange([unknown, unknown]);
                continue;
            }

            long? test =
                Numbers.Of(arguments["test_size"] ?? new FloatValue(0.25)) is { } share && array.Samples is { } samples
                    ? share < 1
                        ? (long)Math.Ceiling(samples * share)
                        : (long)share
                    : null;
            long? train = array.Samples - test;
            ArrayValue Part(long? count, string part)
            {
                ImportedStep step = new("slice", array.Facts.Part, context.Inner) { Detail = $"train_test_split: {part}" };
                return new ArrayValue(array.Shape is { Count: > 0 } shape ? [count, .. shape.Skip(1)] : null, array.Facts.With(step))
                {
                    Type = array.Type,
                };
            }

            parts.AddRange([Part(train, "training"), Part(test, "test")]);
        }

        context.Note("data: split at random");
        return SequenceValue.Tuple(parts);
    }

    private Value Tfds(CallArguments arguments)
    {
        string name = arguments.Get("name", 0) is TextValue text ? text.Value : "";
        KnownDataSet? known = DataSets.Find(name);
        ImportedData data = new(name, "tensorflow_datasets.load", context.Inner)
        {
            Shape = known?.Sample is { Length: 2 } gray ? [.. gray, 1] : known?.Sample,
            Training = known?.Training,
            Test = known?.Test,
            Classes = known?.Classes,
        };
        context.Keep(data);
        bool labels = arguments["as_supervised"]?.Truth == true;
        DatasetValue Part(string part) =>
            new()
            {
                Facts = new DataFacts { Source = data, Part = part },
                Samples =
                    part == "train" ? known?.Training
                    : part == "test" ? known?.Test
                    : null,
                SampleShape = data.Shape is { } shape ? [.. shape.Select(axis => (long?)axis)] : null,
                LabelShape = [],
                HasLabels = labels,
                Classes = known?.Classes,
            };
        Value sets = arguments["split"] switch
        {
            SequenceValue { IsOpen: false } list => SequenceValue.List(
                list.Items.Select(Value (item) => Part(item is TextValue part ? part.Value : ""))
            ),
            TextValue single => Part(single.Value),
            _ => new UnknownValue("the parts of a data set"),
        };
        return arguments["with_info"]?.Truth == true
            ? SequenceValue.Tuple(sets, new UnknownValue("the description of a data set is not known before the program runs"))
            : sets;
    }

    private Value Padded(CallArguments arguments)
    {
        if (arguments.Get("sequences", 0) is not ArrayValue array)
        {
            return arguments.Get("sequences", 0) as UnknownValue ?? new UnknownValue("sequences that are not known");
        }

        long? length = Numbers.Whole(arguments.Get("maxlen", 1));
        ImportedStep step = new("pad", "", context.Inner) { Shape = length is > 0 and < int.MaxValue ? [(int)length] : null };
        context.Step(array.Facts, step);
        return array.With([array.Samples, length], step);
    }
}
