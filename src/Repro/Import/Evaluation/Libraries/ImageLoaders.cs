using Repro.Data.Splitting;
using Repro.Import.Evaluation.State;
using Repro.Import.Evaluation.Values;
using Repro.Import.Programs;
using Repro.Runs;

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
        "save_to_dir",
        "save_prefix",
        "save_format",
        "follow_links",
        "subset",
        "interpolation",
        "keep_aspect_ratio",
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
        "follow_links",
        "crop_to_aspect_ratio",
        "pad_to_aspect_ratio",
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

    /// <returns>One data set, or the two of <c>subset="both"</c>.</returns>
    public Value Folder(ApiValue api, CallArguments arguments)
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
        bool isImages = api.Last.StartsWith("image", StringComparison.Ordinal);
        FolderReader reader = new(api.Last, folder, settings, isImages ? size : null, gray ? 1 : 3, mode);
        if (settings.GetValueOrDefault("subset") is not TextValue { Value: DataCuts.Both })
        {
            return FromFolder(reader, DataCuts.OfFiles(settings), null);
        }

        DatasetValue training = FromFolder(reader, DataCuts.OfFiles(settings, new TextValue(SubsetConfiguration.Training)), null);
        return SequenceValue.Tuple(
            training,
            OtherPart(training, DataCuts.OfFiles(settings, new TextValue(SubsetConfiguration.Validation)))
        );
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
        FolderReader reader = new(
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
            }
        );
        return FromFolder(
            reader,
            DataCuts.OfGenerator(ValidationSplit.FlowFromDirectory, generator, settings.GetValueOrDefault("subset")),
            generator
        );
    }

    // What a call that reads a folder says.
    private sealed record FolderReader(
        string Loader,
        string Folder,
        Dictionary<string, Value> Settings,
        IReadOnlyList<long?>? Size,
        int Channels,
        string Mode
    );

    private DatasetValue FromFolder(FolderReader call, ImportedCut? cut, GeneratorValue? generator)
    {
        (string loader, string folder, Dictionary<string, Value> settings, IReadOnlyList<long?>? size, int channels, string mode) = call;
        (int Samples, IReadOnlyList<int> Classes)? count = context.Files.Count(folder);
        (int? samples, int? classes) = (count?.Samples, count is { Classes.Count: > 0 } counted ? (int?)counted.Classes.Count : null);
        KerasObject reader = Resolved(loader, settings);
        Value? named = settings.GetValueOrDefault("classes") ?? settings.GetValueOrDefault("class_names");
        IReadOnlyList<string>? names =
            named is SequenceValue { IsOpen: false } list && list.Items.TrueForAll(item => item is TextValue)
                ? [.. list.Items.Cast<TextValue>().Select(name => name.Value)]
                : null;
        classes = names?.Count ?? classes;
        ImportedData data = new(folder, loader, context.Inner)
        {
            Reader = reader,
            Classes = classes,
            ClassNames = names,
            HasUnknownClasses = names is null && named is not (null or NoneValue),
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
        return new DatasetValue
        {
            Facts = new DataFacts
            {
                Source = data,
                Part = cut is null ? LastFolder(folder) : PartOf(cut),
                Steps = steps,
                Cut = cut,
            },
            Samples = cut is null ? samples : cut.SamplesOf(count?.Classes ?? []),
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

    private static DatasetValue OtherPart(DatasetValue training, ImportedCut cut)
    {
        int all = training.Facts.Source?.Training ?? 0;
        return training.Copy(
            facts: training.Facts with
            {
                Part = PartOf(cut),
                Cut = cut,
            },
            samples: cut.SamplesOf(all > 0 ? [all] : []),
            newSamples: true
        );
    }

    private static string PartOf(ImportedCut cut) => cut.IsValidation ? SubsetConfiguration.Validation : SubsetConfiguration.Training;

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

        ImportedCut? cut = DataCuts.OfGenerator(ValidationSplit.Flow, generator, arguments["subset"]);
        return new DatasetValue
        {
            Facts = array.Facts with { Steps = steps, Cut = DataCuts.PartOf(array.Facts.Cut, cut) },
            LabelSteps = y?.Facts.Steps ?? [],
            LabelFacts = y?.Facts ?? DataFacts.None,
            Samples = cut is null ? array.Samples : cut.SamplesOf(array.Samples is { } rows and <= int.MaxValue ? [(int)rows] : []),
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
