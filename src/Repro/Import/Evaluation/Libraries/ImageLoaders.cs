using Repro.Import.Evaluation.State;
using Repro.Import.Evaluation.Values;
using Repro.Import.Programs;

namespace Repro.Import.Evaluation.Libraries;

/// <summary>Readers of class folders, and ImageDataGenerator.</summary>
internal sealed class ImageLoaders(Context context)
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

    public GeneratorValue Generator(CallArguments arguments)
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

    public DatasetValue Folder(ApiValue api, CallArguments arguments)
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
        context.Keep(data);
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
}
