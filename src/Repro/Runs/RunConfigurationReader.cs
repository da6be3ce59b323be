using System.Text.Json;
using System.Text.RegularExpressions;
using Repro.Backends;
using Repro.Data.Batches;
using Repro.Data.Catalog;
using Repro.Data.Imaging;
using Repro.Data.Splitting;
using Repro.Inputs;
using Repro.Keras.Catalog;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Project;

namespace Repro.Runs;

/// <summary>Reads a run's file strictly: unknown, missing or ill-typed keys and parts that do not fit together are errors.</summary>
internal static class RunConfigurationReader
{
    /// <summary>The version of the format that this code reads.</summary>
    public const int Schema = 1;

    private const long MaximumBytes = 1 << 20;
    private const string What = "a run's configuration";
    private const int Million = 1_000_000;

    internal const double LeastShare = 1e-6;
    internal const string Grayscale = "grayscale";
    internal const string TensorFlowDecoder = "tensorflow";
    internal static readonly string[] Decoders = ["pillow", TensorFlowDecoder];
    internal static readonly string[] Colors = ["rgb", Grayscale];
    internal static readonly string[] Interpolations = [.. Enum.GetNames<Interpolation>().Select(name => name.ToLowerInvariant())];
    private const string OpenFrom = "open from ";
    private static readonly string[] Variants = ["base frozen", "block5 open"];

    /// <param name="models">The networks that the run names; they are not looked up yet.</param>
    /// <param name="sets">The data sets that the run can name.</param>
    /// <param name="adapt">Sets what follows from the documents of the run, before its rules are checked.</param>
    /// <exception cref="InputException">The file cannot be read or is not a valid run; the message names file and key.</exception>
    public static RunConfiguration Read(
        string file,
        ModelCatalog models,
        DataSetCatalog sets,
        Func<RunConfiguration, RunConfiguration>? adapt = null
    )
    {
        string text = InputFile.ReadText(file, MaximumBytes, What);
        return Parse(Path.GetFileNameWithoutExtension(file), file, text, models, sets, adapt);
    }

    /// <param name="file">How messages call the text's source.</param>
    /// <inheritdoc cref="Read"/>
    public static RunConfiguration Parse(
        string name,
        string file,
        string text,
        ModelCatalog models,
        DataSetCatalog sets,
        Func<RunConfiguration, RunConfiguration>? adapt = null
    )
    {
        using JsonDocument document = InputJson.Parse(text, file, What);
        return Run(name, new JsonFields(file, document.RootElement), models, sets, adapt ?? (run => run));
    }

    private static RunConfiguration Run(
        string name,
        JsonFields fields,
        ModelCatalog models,
        DataSetCatalog sets,
        Func<RunConfiguration, RunConfiguration> adapt
    )
    {
        // For editors.
        fields.OptionalText("$schema");
        if (fields.Count("schema", int.MaxValue) != Schema)
        {
            throw fields.Wrong("schema", $"names a format that this version does not read; it reads {Schema}.");
        }

        RunConfiguration run = new()
        {
            Name = name,
            Documents = [.. fields.List("documents").Select(item => Element(fields, "documents", item))],
            Note = fields.OptionalText("note"),
            Models = models,
            Model = fields.Text("model"),
            Variant = Variant(fields),
            Base = fields.OptionalText("base"),
            BaseWeights = fields.OptionalOneOf("base_weights", "imagenet"),
            ContinuesFrom = OptionalRun(fields, "continues_from"),
            Set = DataSet(fields, sets),
            Extraction = fields.OptionalObject("extraction") is { } extraction ? Extraction(extraction) : null,
            Train = Split(fields.Object("train"), training: true),
            Validation = fields.OptionalObject("validation") is { } validation ? Split(validation, training: false) : null,
            Test = fields.OptionalObject("test") is { } test ? Split(test, training: false) : null,
            Loss = LossKeys.Read(fields, out IReadOnlyList<OutputLoss> outputs),
            Outputs = outputs,
            Optimizer = OptimizerReader.Read(fields.ObjectOrName("optimizer")),
            Epochs = fields.Count("epochs", 100_000),
            Callbacks = [.. fields.OptionalObjects("callbacks").Select(CallbackReader.Read)],
            Keras = Keras(fields),
            SaveAs = SaveAs(fields),
            Observe = fields.OptionalObject("observe") is { } observe ? Observe(observe) : null,
            Seeds = Seeds(fields),
        };
        run = MetricKeys.Read(fields, run with { Optimizer = run.Optimizer.OfKeras(run.Keras) });
        fields.End();
        run = adapt(run);
        RunConfigurationRules.Check(run, fields);
        return run;
    }

    private static DataSetDeclaration DataSet(JsonFields fields, DataSetCatalog sets)
    {
        string name = fields.Text("data_set");
        return sets.Find(name) is { IsTrainable: true } set
            ? set
            : throw fields.Wrong(
                "data_set",
                $"is '{name}', which is not a data set that a run can use.{Spelling.Suggestion(name, sets.Trainable)} {sets.Listed(sets.Trainable)}"
            );
    }

    private static string SplitName(JsonFields fields) =>
        fields.Text("split") is var name && PlainName.IsValid(name) ? name : throw fields.Wrong("split", $"is '{name}'; {PlainName.Rule}.");

    private static SplitConfiguration Split(JsonFields fields, bool training)
    {
        bool ofTensorFlow = fields.OptionalOneOf("decoder", Decoders) == TensorFlowDecoder;
        SplitConfiguration split = new(
            SplitName(fields),
            fields.Count("samples", 100 * Million),
            fields.Count("batch_size", Million),
            fields.OptionalCount("steps", 100 * Million),
            fields.Has("target_size") ? TargetSize(fields) : null,
            fields.OptionalOneOf("class_mode", [.. SplitConfiguration.ClassModes]),
            fields.OptionalNumber("rescale", double.Epsilon, Million),
            training && fields.OptionalObject("augmentation") is { } augmentation ? Augmentation(augmentation) : null
        )
        {
            Preprocessing = fields.OptionalOneOf("preprocessing", CaffePreprocessing.Name),
            Subset = fields.OptionalObject("subset") is { } subset ? Subset(subset) : null,
            IsGray = fields.OptionalOneOf("color_mode", Colors) == Grayscale,
            Interpolation = fields.OptionalOneOf("interpolation", [.. Interpolations]) is { } interpolation
                ? Enum.Parse<Interpolation>(interpolation, ignoreCase: true)
                : DefaultInterpolation(ofTensorFlow),
            KeepsAspectRatio = fields.OptionalSwitch("keep_aspect_ratio") ?? false,
            DecodesAsTensorFlow = ofTensorFlow,
            HasSampleWeights = fields.OptionalSwitch("sample_weight") ?? false,
            ContinuesPass = !training && fields.Has("continues_pass") && fields.Switch("continues_pass"),
        };
        fields.End();
        return split;
    }

    // Those of Keras's flow_from_directory and image_dataset_from_directory.
    private static Interpolation DefaultInterpolation(bool ofTensorFlow) => ofTensorFlow ? Interpolation.Bilinear : Interpolation.Nearest;

    private static SubsetConfiguration Subset(JsonFields fields)
    {
        string part = fields.OneOf("part", SubsetConfiguration.Training, SubsetConfiguration.Validation);
        string loader = fields.OneOf("loader", [.. ValidationSplit.Loaders]);
        double share = fields.Number("validation_split", LeastShare, 1 - LeastShare);
        int? seed = fields.OptionalWhole("seed", 0, int.MaxValue);
        fields.End();
        return seed is null || loader == ValidationSplit.ImageDataset
            ? new SubsetConfiguration(new ValidationSplit(share, loader, (uint?)seed), part == SubsetConfiguration.Validation)
            : throw fields.Wrong("seed", $"belongs to the loader {ValidationSplit.ImageDataset}; {loader} does not shuffle what it cuts.");
    }

    private static ExtractionConfiguration Extraction(JsonFields fields)
    {
        ExtractionConfiguration extraction = new(
            fields.Count("batch_size", Million),
            TargetSize(fields),
            fields.OneOf("class_mode", SplitConfiguration.Binary, SplitConfiguration.Categorical),
            fields.OptionalNumber("rescale", double.Epsilon, Million)
        )
        {
            Preprocessing = fields.OptionalOneOf("preprocessing", CaffePreprocessing.Name),
            Layer = fields.OptionalText("layer"),
            Pooling = fields.OptionalOneOf("pooling", "avg"),
        };
        fields.End();
        return extraction;
    }

    private static ObserveConfiguration Observe(JsonFields fields)
    {
        ObserveConfiguration observe = new(
            fields.Text("picture"),
            [.. fields.List("layers").Select(item => Element(fields, "layers", item))],
            fields.OptionalText("session")
        );
        fields.End();
        return observe;
    }

    private static AugmentationConfiguration Augmentation(JsonFields fields)
    {
        AugmentationConfiguration augmentation = new(
            fields.OneOf("semantics", "keras-2.0", "keras-preprocessing-1.1"),
            fields.Number("rotation_range", 0, 180),
            fields.Number("width_shift_range", 0, 1),
            fields.Number("height_shift_range", 0, 1),
            fields.Number("shear_range", 0, 90),
            fields.Number("zoom_range", 0, 1),
            fields.Switch("horizontal_flip"),
            fields.OneOf("fill_mode", "nearest")
        );
        fields.End();
        return augmentation;
    }

    private static (int Height, int Width) TargetSize(JsonFields fields)
    {
        IReadOnlyList<JsonElement> sides = fields.List("target_size");
        int[] pixels =
        [
            .. sides.Select(side =>
                side.ValueKind == JsonValueKind.Number && side.TryGetInt32(out int value) && value is >= 1 and <= 10_000 ? value : 0
            ),
        ];
        return pixels.Length == 2 && !pixels.Contains(0)
            ? (pixels[0], pixels[1])
            : throw fields.Wrong("target_size", "must be [height, width] in pixels, each from 1 to 10000.");
    }

    private static string? Variant(JsonFields fields) =>
        fields.OptionalText("variant") is { } text
        && text.StartsWith(OpenFrom, StringComparison.Ordinal)
        && text.Trim().Length > OpenFrom.Length
            ? text
        : fields.OptionalText("variant") is null || Variants.Contains(fields.OptionalText("variant")) ? fields.OptionalText("variant")
        : throw fields.Wrong(
            "variant",
            $"is '{fields.OptionalText("variant")}', but must be one of {string.Join(", ", Variants)}, {OpenFrom}LAYER."
        );

    // Written into the run's own folder, beside files of other endings.
    private static string? SaveAs(JsonFields fields)
    {
        string? name = fields.OptionalText("save_as");
        return name is null || IsSavedModelName(name)
            ? name
            : throw fields.Wrong("save_as", $"is '{name}', but must be the name of a file that ends in .h5 or .keras; {PlainName.Rule}.");
    }

    /// <summary>Whether a trained model may be saved under that name in its seed's folder.</summary>
    internal static bool IsSavedModelName(string? name) =>
        PlainName.IsValid(name)
        && (
            name!.EndsWith(SavedModelWriter.Hdf5, StringComparison.Ordinal)
            || name.EndsWith(SavedModelWriter.Archive, StringComparison.Ordinal)
        );

    private static string? Keras(JsonFields fields)
    {
        if (fields.OptionalText("keras") is not { } text)
        {
            return null;
        }

        return
            Regex.IsMatch(text, RunConfiguration.KerasPattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)
            && KerasVersion.TryParse(text, out _)
            ? text
            : throw fields.Wrong("keras", $"is '{text}', which is not a version of Keras such as 2.0.8, 2.15, 3.5 or tf 2.3.");
    }

    private static string? OptionalRun(JsonFields fields, string key) =>
        fields.OptionalText(key) is not { } name || PlainName.IsValid(name)
            ? fields.OptionalText(key)
            : throw fields.Wrong(key, $"is '{name}'; {PlainName.Rule}.");

    private static int[] Seeds(JsonFields fields)
    {
        int[] seeds =
        [
            .. fields.List("seeds").Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out int seed) ? seed : -1),
        ];
        return seeds.Length > 0 && Array.TrueForAll(seeds, seed => seed >= 0) && seeds.Distinct().Count() == seeds.Length
            ? seeds
            : throw fields.Wrong("seeds", "must list different whole numbers from 0 on, at least one.");
    }

    private static string Element(JsonFields fields, string key, JsonElement item) =>
        item.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(item.GetString())
            ? item.GetString()!
            : throw fields.Wrong(key, "must list texts.");
}
