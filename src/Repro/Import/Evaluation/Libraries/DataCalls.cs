using Repro.Import.Evaluation.State;
using Repro.Import.Evaluation.Values;
using Repro.Import.Programs;

namespace Repro.Import.Evaluation.Libraries;

/// <summary>Loaders of data, generators of images, and chains of tf.data.</summary>
internal sealed class DataCalls(Context context, IProgram program)
{
    private const int DefaultBatch = 32;

    private static readonly string[] GeneratorArguments =
    [
        "featurewise_center",
        "samplewise_center",
        "featurewise_std_normalization",
        "samplewise_std_normalization",
        "zca_whitening",
        "zca_epsilon",
        "rotation_range",
        "width_shift_range",
        "height_shift_range",
        "brightness_range",
        "shear_range",
        "zoom_range",
        "channel_shift_range",
        "fill_mode",
        "cval",
        "horizontal_flip",
        "vertical_flip",
        "rescale",
        "preprocessing_function",
        "data_format",
        "validation_split",
        "dtype",
    ];

    private static readonly string[] Random =
    [
        "rotation_range",
        "width_shift_range",
        "height_shift_range",
        "brightness_range",
        "shear_range",
        "zoom_range",
        "channel_shift_range",
        "horizontal_flip",
        "vertical_flip",
    ];
    private static readonly string[] FlowOrder =
    [
        "directory",
        "target_size",
        "color_mode",
        "classes",
        "class_mode",
        "batch_size",
        "shuffle",
        "seed",
    ];
    private static readonly string[] FolderOrder =
    [
        "directory",
        "labels",
        "label_mode",
        "class_names",
        "color_mode",
        "batch_size",
        "image_size",
        "shuffle",
        "seed",
        "validation_split",
        "subset",
        "interpolation",
    ];

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
                return Generator(arguments);
            case "image_dataset_from_directory" or "text_dataset_from_directory" or "audio_dataset_from_directory":
                return Folder(api, arguments);
            case "from_tensor_slices":
                return Slices(arguments);
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
            case "get_file":
                context.Note("download of a file");
                return arguments.Get("fname", 0) is TextValue file
                    ? new TextValue(file.Value) { IsPath = false }
                    : new UnknownValue("a file that is not known");
            default:
                return null;
        }
    }

    public void Named(GeneratorValue generator)
    {
        if (generator.Entry is not { } entry)
        {
            return;
        }

        int at = context.Results.Augmentations.IndexOf(entry);
        generator.Entry = entry with { Variable = generator.Variable };
        if (at >= 0)
        {
            context.Results.Augmentations[at] = generator.Entry;
        }
    }

    public Value Member(DatasetValue dataset, string name)
    {
        switch (name)
        {
            case "samples" or "n":
                return dataset.Samples is { } samples
                    ? new IntValue(samples)
                    : new UnknownValue("the number of files is not known before the program runs");
            case "batch_size":
                return dataset.BatchSize is > 0
                    ? new IntValue(dataset.BatchSize.Value)
                    : new UnknownValue("a batch size that is not known");
            case "num_classes":
                return dataset.Classes is { } classes
                    ? new IntValue(classes)
                    : new UnknownValue("the number of classes is not known before the program runs");
            case "image_shape":
                return dataset.SampleShape is { } shape && shape.All(axis => axis is not null)
                    ? SequenceValue.Tuple(shape.Select(Value (axis) => new IntValue(axis!.Value)))
                    : new UnknownValue("the shape of an image is not known");
            case "class_names" or "class_indices" or "classes" or "filenames" or "labels" or "element_spec" or "file_paths":
                return new UnknownValue($"'{name}' of a data set is not known before the program runs");
            default:
                return new MethodValue(dataset, name);
        }
    }

    public Value Item(DatasetValue dataset, Value index)
    {
        _ = index;
        return Element(dataset);
    }

    /// <summary>A batch, or a sample where the data set is not in batches.</summary>
    public Value Element(DatasetValue dataset)
    {
        bool batched = dataset.BatchSize is not null;
        long? batch = dataset.BatchSize is > 0 ? dataset.BatchSize : null;
        ArrayValue samples = new(
            dataset.SampleShape is { } shape
                ? batched
                    ? [batch, .. shape]
                    : shape
                : null,
            dataset.Facts
        )
        {
            IsBatch = true,
            BatchOf = dataset.Samples,
        };
        if (!dataset.HasLabels)
        {
            return samples;
        }

        return SequenceValue.Tuple(
            samples,
            new ArrayValue(
                dataset.LabelShape is { } labels
                    ? batched
                        ? [batch, .. labels]
                        : labels
                    : null,
                dataset.Facts with
                {
                    IsLabels = true,
                    Steps = dataset.LabelSteps,
                }
            )
            {
                IsBatch = true,
                BatchOf = dataset.Samples,
            }
        );
    }

    public Value Method(DatasetValue dataset, string name, CallArguments arguments)
    {
        switch (name)
        {
            case "batch" or "padded_batch":
                return dataset.Copy(batch: Numbers.Whole(arguments.Get("batch_size", 0)) ?? 0, newBatch: true);
            case "cache" or "prefetch" or "with_options" or "apply" or "as_numpy_iterator" or "enumerate" or "ignore_errors":
                return dataset.Copy();
            case "shuffle":
                return dataset.Copy();
            case "repeat":
                return arguments.Get("count", 0) is { } count && Numbers.Whole(count) is { } times and > 0
                    ? dataset.Copy(samples: dataset.Samples * times, newSamples: true)
                    : dataset.Copy(endless: true);
            case "take":
                return dataset.Copy(samples: Units(dataset, Numbers.Whole(arguments.Get("count", 0)), take: true), newSamples: true);
            case "skip":
                return dataset.Copy(samples: Units(dataset, Numbers.Whole(arguments.Get("count", 0)), take: false), newSamples: true);
            case "unbatch":
                return dataset.Copy(newBatch: true);
            case "map":
                return Mapped(dataset, arguments.Get("map_func", 0) ?? new UnknownValue("no function"));
            case "cardinality" or "__len__":
                return Length(dataset) is { } length ? new IntValue(length) : new UnknownValue("the number of batches is not known");
            case "next" or "__next__" or "get_next":
                return Element(dataset);
            case "reset":
                return NoneValue.Instance;
            case "filter" or "concatenate" or "zip" or "flat_map" or "interleave":
                return dataset.Copy(newSamples: true);
            default:
                return new UnknownValue($"the method '{name}' of a data set is not evaluated");
        }
    }

    public Value GeneratorMethod(GeneratorValue generator, string name, CallArguments arguments)
    {
        switch (name)
        {
            case "flow_from_directory" or "flow_from_dataframe":
                return FlowFromFolder(generator, name, arguments);
            case "flow":
                return FlowOf(generator, arguments);
            case "fit":
                context.Note("statistics of the data for the generator");
                return NoneValue.Instance;
            default:
                return new UnknownValue($"the method '{name}' of a generator is not evaluated");
        }
    }

    /// <summary>The number of items of a data set: batches where it is in batches.</summary>
    public static long? Length(DatasetValue dataset) =>
        dataset.IsEndless ? null
        : dataset.BatchSize is null ? dataset.Samples
        : dataset.Steps;

    private static long? Units(DatasetValue dataset, long? count, bool take)
    {
        if (count is not { } units || dataset.BatchSize is 0)
        {
            return null;
        }

        long samples = units > int.MaxValue ? int.MaxValue : units * (dataset.BatchSize ?? 1);
        if (dataset.Samples is not { } all)
        {
            return take ? samples : null;
        }

        return take ? Math.Min(samples, all) : Math.Max(0, all - samples);
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
        Keep(data);
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

    private void Keep(ImportedData data)
    {
        context.Note($"data: {(data.Name.Length > 0 ? data.Name : "a folder that is not known")}");
        if (context.Results.Data.Count < EvaluationLimits.MostEntries && !context.Results.Data.Contains(data))
        {
            context.Results.Data.Add(data);
        }
    }

    private Value OneHot(CallArguments arguments)
    {
        if (arguments.Get("y", 0) is not ArrayValue array)
        {
            return new UnknownValue("labels that are not known");
        }

        int? classes = Numbers.Count(arguments.Get("num_classes", 1) ?? arguments["nb_classes"]) ?? array.Facts.Source?.Classes;
        ImportedStep step = new("one-hot", "", context.Inner) { Shape = classes is { } count ? [count] : null };
        context.Step(array.Facts with { IsLabels = true }, step);
        IReadOnlyList<long?>? shape = array.Shape is { Count: > 0 } axes
            ? [.. axes.Count > 1 && axes[^1] == 1 ? axes.Take(axes.Count - 1) : axes, classes]
            : null;
        return array.With(shape, step);
    }

    private GeneratorValue Generator(CallArguments arguments)
    {
        Dictionary<string, Value> settings = Named(GeneratorArguments, arguments);
        GeneratorValue generator = new("ImageDataGenerator", context.Inner, settings);
        generator.Entry = new ImportedAugmentation("", context.Inner, Resolved("ImageDataGenerator", settings))
        {
            Rescale = Numbers.Of(settings.GetValueOrDefault("rescale")),
            IsRandom = settings.Any(setting => Random.Contains(setting.Key) && setting.Value.Truth != false),
        };
        if (context.Results.Augmentations.Count < EvaluationLimits.MostEntries)
        {
            context.Results.Augmentations.Add(generator.Entry);
        }

        context.Note(generator.Entry.IsRandom ? "augmentation of images" : "generator of images");
        return generator;
    }

    private DatasetValue FlowFromFolder(GeneratorValue generator, string name, CallArguments arguments)
    {
        Dictionary<string, Value> settings = Named(FlowOrder, arguments);
        string folder = settings.GetValueOrDefault("directory") is TextValue text ? text.Value : "";
        IReadOnlyList<long?> size = Size(settings.GetValueOrDefault("target_size"), 256);
        bool gray = settings.GetValueOrDefault("color_mode") is TextValue { Value: "grayscale" };
        string mode = settings.GetValueOrDefault("class_mode") switch
        {
            TextValue given => given.Value,
            NoneValue => "none",
            _ => "categorical",
        };
        return FromFolder(
            generator.ClassName + "." + name,
            folder,
            settings,
            size,
            gray ? 1 : 3,
            mode switch
            {
                "binary" or "sparse" => "index",
                "none" or "input" => "none",
                _ => "one-hot",
            },
            generator
        );
    }

    private DatasetValue Folder(ApiValue api, CallArguments arguments)
    {
        Dictionary<string, Value> settings = Named(FolderOrder, arguments);
        string folder = settings.GetValueOrDefault("directory") is TextValue text ? text.Value : "";
        IReadOnlyList<long?> size = Size(settings.GetValueOrDefault("image_size"), 256);
        bool gray = settings.GetValueOrDefault("color_mode") is TextValue { Value: "grayscale" };
        string mode =
            settings.GetValueOrDefault("labels") is NoneValue
                ? "none"
                : settings.GetValueOrDefault("label_mode") switch
                {
                    TextValue { Value: "categorical" } => "one-hot",
                    NoneValue => "none",
                    _ => "index",
                };
        return api.Last.StartsWith("image", StringComparison.Ordinal)
            ? FromFolder(api.Last, folder, settings, size, gray ? 1 : 3, mode, null)
            : FromFolder(api.Last, folder, settings, null, 0, mode, null);
    }

    private DatasetValue FromFolder(
        string loader,
        string folder,
        Dictionary<string, Value> settings,
        IReadOnlyList<long?>? size,
        int channels,
        string mode,
        GeneratorValue? generator
    )
    {
        (int? samples, int? classes) = context.Files.Count(folder);
        KerasObject reader = Resolved(loader, settings);
        ImportedData data = new(folder, loader, context.Inner)
        {
            Reader = reader,
            Classes = classes,
            Shape = size is not null && size.All(axis => axis is not null) ? [.. size.Select(axis => (int)axis!.Value), channels] : null,
            Training = samples,
        };
        Keep(data);
        List<ImportedStep> steps = [];
        if (size is not null)
        {
            steps.Add(
                new ImportedStep("resize", folder, context.Inner)
                {
                    Shape = size.All(axis => axis is not null) ? [.. size.Select(axis => (int)axis!.Value)] : null,
                }
            );
        }

        if (Numbers.Of(generator?.Settings.GetValueOrDefault("rescale")) is { } factor)
        {
            steps.Add(new ImportedStep("scale", folder, context.Inner) { Factor = factor });
        }

        if (generator?.Settings.GetValueOrDefault("preprocessing_function") is ApiValue { Last: "preprocess_input" } function)
        {
            steps.Add(new ImportedStep("preprocess_input", folder, context.Inner) { Detail = function.Path.Split('.')[^2] });
        }

        context.Results.Preprocessing.AddRange(steps);
        Value? split = generator is not null
            ? generator.Settings.GetValueOrDefault("validation_split")
            : settings.GetValueOrDefault("validation_split");
        string subset = settings.GetValueOrDefault("subset") is TextValue part ? part.Value : "";
        long? own =
            subset.Length == 0 || Numbers.Of(split) is not { } share || samples is not { } all
                ? subset.Length > 0 && split is not null
                    ? null
                    : samples
                : subset == "validation"
                    ? (long)(share * all)
                    : all - (long)(share * all);
        return new DatasetValue
        {
            Facts = new DataFacts
            {
                Source = data,
                Part = subset.Length > 0 ? subset : LastFolder(folder),
                Steps = steps,
            },
            Samples = own,
            BatchSize = settings.GetValueOrDefault("batch_size") is { } batch
                ? batch is NoneValue
                    ? null
                    : Numbers.Whole(batch) ?? 0
                : DefaultBatch,
            SampleShape = size is null ? null : [.. size, channels],
            LabelShape = mode == "one-hot" ? [classes] : [],
            HasLabels = mode != "none",
            Reader = reader,
            Generator = generator,
            Classes = classes,
            IsEndless = generator is not null,
        };
    }

    private static string LastFolder(string folder) =>
        folder.TrimEnd('/') is var path && path.Length > 0 ? path[(path.LastIndexOf('/') + 1)..] : "";

    private Value FlowOf(GeneratorValue generator, CallArguments arguments)
    {
        Value? x = arguments.Get("x", 0);
        if (x is not ArrayValue array)
        {
            return new DatasetValue
            {
                Generator = generator,
                BatchSize = Numbers.Whole(arguments.Get("batch_size", 2)) ?? (arguments.Get("batch_size", 2) is null ? DefaultBatch : 0),
                IsEndless = true,
            };
        }

        ArrayValue? y = arguments.Get("y", 1) as ArrayValue;
        context.Note("batches of images");
        List<ImportedStep> steps = [.. array.Facts.Steps];
        if (Numbers.Of(generator.Settings.GetValueOrDefault("rescale")) is { } factor)
        {
            steps.Add(new ImportedStep("scale", array.Facts.Part, context.Inner) { Factor = factor });
        }

        return new DatasetValue
        {
            Facts = array.Facts with { Steps = steps },
            LabelSteps = y?.Facts.Steps ?? [],
            Samples = array.Samples,
            BatchSize = arguments.Get("batch_size", 2) is { } batch ? Numbers.Whole(batch) ?? 0 : DefaultBatch,
            SampleShape = array.Shape is { Count: > 0 } shape ? [.. shape.Skip(1)] : null,
            LabelShape = y?.Shape is { Count: > 0 } labels ? [.. labels.Skip(1)] : null,
            HasLabels = y is not null,
            Generator = generator,
            IsEndless = true,
        };
    }

    private static DatasetValue Slices(CallArguments arguments)
    {
        Value? value = arguments.Get("tensors", 0);
        ArrayValue? x = value as ArrayValue ?? (value as SequenceValue)?.Items.FirstOrDefault() as ArrayValue;
        ArrayValue? y = value is SequenceValue { Items: [_, ArrayValue labels, ..] } ? labels : null;
        return new DatasetValue
        {
            Facts = x?.Facts ?? DataFacts.None,
            LabelSteps = y?.Facts.Steps ?? [],
            Samples = x?.Samples ?? (value is SequenceValue { IsOpen: false, Kind: SequenceKind.List } list ? list.Items.Count : null),
            SampleShape = x?.Shape is { Count: > 0 } shape ? [.. shape.Skip(1)] : null,
            LabelShape = y?.Shape is { Count: > 0 } axes ? [.. axes.Skip(1)] : null,
            HasLabels = value is SequenceValue { Kind: SequenceKind.Tuple },
        };
    }

    // A function of the program is evaluated once, on what is known of a sample.
    private DatasetValue Mapped(DatasetValue dataset, Value function)
    {
        Value element = Element(dataset);
        Value result =
            element is SequenceValue pair && dataset.HasLabels
                ? program.Call(function, CallArguments.Of([.. pair.Items]))
                : program.Call(function, CallArguments.Of(element));
        (Value? first, Value? second) = result is SequenceValue { Kind: SequenceKind.Tuple, Items: [var one, var two, ..] }
            ? (one, two)
            : (result, null);
        if (first is not ArrayValue samples)
        {
            string reason = "a function that tf.data maps is not known";
            context.Gap(reason);
            ImportedStep step = new("other", "", context.Inner) { Detail = reason };
            return dataset.Copy(facts: dataset.Facts.With(step), newShape: true);
        }

        int batchAxes = dataset.BatchSize is null ? 0 : 1;
        return new DatasetValue
        {
            Facts = samples.Facts with { IsLabels = false },
            LabelSteps = (second as ArrayValue)?.Facts.Steps ?? dataset.LabelSteps,
            Samples = dataset.Samples,
            BatchSize = dataset.BatchSize,
            IsEndless = dataset.IsEndless,
            SampleShape = samples.Shape is { } shape && shape.Count >= batchAxes ? [.. shape.Skip(batchAxes)] : null,
            LabelShape =
                second is ArrayValue { Shape: { } labels } && labels.Count >= batchAxes ? [.. labels.Skip(batchAxes)] : dataset.LabelShape,
            HasLabels = second is not null,
            Reader = dataset.Reader,
            Generator = dataset.Generator,
            Classes = dataset.Classes,
        };
    }

    private SequenceValue Split(CallArguments arguments)
    {
        List<Value> parts = [];
        foreach (Value value in arguments.Positional)
        {
            if (value is not ArrayValue array)
            {
                parts.AddRange([new UnknownValue("data that is not known"), new UnknownValue("data that is not known")]);
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
        Keep(data);
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
            return new UnknownValue("sequences that are not known");
        }

        long? length = Numbers.Whole(arguments.Get("maxlen", 1));
        ImportedStep step = new("pad", "", context.Inner) { Shape = length is > 0 and < int.MaxValue ? [(int)length] : null };
        context.Step(array.Facts, step);
        return array.With([array.Samples, length], step);
    }

    private static Dictionary<string, Value> Named(string[] order, CallArguments arguments)
    {
        Dictionary<string, Value> settings = new(StringComparer.Ordinal);
        for (int at = 0; at < arguments.Positional.Count && at < order.Length; at++)
        {
            settings[order[at]] = arguments.Positional[at];
        }

        foreach ((string name, Value value) in arguments.Named)
        {
            settings[name] = value;
        }

        return settings;
    }

    private static KerasObject Resolved(string name, Dictionary<string, Value> settings) =>
        new(
            name,
            settings
                .Where(setting => setting.Value is not UnknownValue)
                .ToDictionary(setting => setting.Key, setting => KerasObjects.Plain(setting.Value), StringComparer.Ordinal)
        )
        {
            Given = [.. settings.Keys],
            Unknown = [.. settings.Where(setting => setting.Value is UnknownValue).Select(setting => setting.Key)],
        };

    private static IReadOnlyList<long?> Size(Value? value, long otherwise) =>
        value is null ? [otherwise, otherwise]
        : Numbers.List(value) is { Count: 2 } size ? size
        : [null, null];
}
