using Repro.Data.Batches;
using Repro.Data.Splitting;
using Repro.Inputs;
using Repro.Keras.Optimizers;
using static Repro.Inputs.JsonType;

namespace Repro.Runs;

/// <summary>The keys of a run file.</summary>
internal static class RunFileKeys
{
    private const int Million = 1_000_000;

    private static readonly JsonType Pixels = new List(new Integer(1, 10_000), Fewest: 2, Most: 2);
    private static readonly JsonKey Preprocessing = new(
        "preprocessing",
        new Choice(CaffePreprocessing.Name),
        "Preprocessing of color images, in place of rescale."
    );

    private static readonly JsonKey Rescale = new(
        "rescale",
        new Number(0, Million, IsAbove: true),
        "Factor that pixels are multiplied with: 0.00392156862745098 is 1/255. For images, one of rescale and preprocessing is required. For .npz arrays and CSV tables the default is 1."
    );

    private static JsonKey[] Split(params JsonKey[] more) =>
        [
            JsonKey.Required("split", Name, "Split of the data set."),
            JsonKey.Required(
                "samples",
                new Integer(1, 100 * Million),
                "Number of samples of the split. A run takes all of them; another number than the split has is an error."
            ),
            JsonKey.Required("batch_size", new Integer(1, Million), "Samples of a batch."),
            new("steps", new Integer(1, 100 * Million), "Number of batches.", "as many as the samples need, the last one smaller"),
            new(
                "target_size",
                Pixels,
                "Height and width that images are resized to. Required for image folders, not allowed for arrays and stored features."
            ),
            new(
                "class_mode",
                new Choice([.. SplitConfiguration.ClassModes]),
                "How labels are given. It must fit the loss. Required, except where a run trains on stored features or has several losses, whose labels are given as each loss takes them."
            ),
            Rescale,
            Preprocessing,
            new(
                "color_mode",
                new Choice([.. RunConfigurationReader.Colors]),
                "Whether images have three channels or one. Only for image folders.",
                "rgb"
            ),
            new(
                "interpolation",
                new Choice([.. RunConfigurationReader.Interpolations]),
                "How images are resized: with decoder pillow, a filter of Pillow; with decoder tensorflow, bilinear or nearest of tf.image.resize. Only for image folders.",
                "nearest; bilinear with decoder tensorflow"
            ),
            new(
                "keep_aspect_ratio",
                new Flag(),
                "Whether images are cropped around the center to the aspect ratio of target_size before they are resized, as Keras's load_img does. Only for image folders.",
                "false"
            ),
            new(
                "decoder",
                new Choice([.. RunConfigurationReader.Decoders]),
                "Which library's pixels the model is fed: pillow, as flow_from_directory and load_img read files, or tensorflow, as image_dataset_from_directory does (fast inverse transform; grayscale is the luma of the file; resized by tf.image.resize, whose bilinear values are not rounded). Not with augmentation. Only for image folders.",
                "pillow"
            ),
            new(
                "subset",
                new JsonType.Object([
                    JsonKey.Required("part", new Choice(SubsetConfiguration.Training, SubsetConfiguration.Validation), "Part that is fed."),
                    JsonKey.Required(
                        "validation_split",
                        new Number(RunConfigurationReader.LeastShare, 1 - RunConfigurationReader.LeastShare),
                        "Share of the samples that is for validation."
                    ),
                    JsonKey.Required(
                        "loader",
                        new Choice([.. ValidationSplit.Loaders]),
                        "Whose rule cuts the split. fit and flow for arrays: the last, or the first, rows validate. flow_from_directory: the first files of each class. image_dataset_from_directory: the last files of the list of all classes."
                    ),
                    new(
                        "seed",
                        new Integer(0, int.MaxValue),
                        "Seed of the order in which image_dataset_from_directory cuts the files.",
                        "the order of the files"
                    ),
                ]),
                "Part of the split, as Keras's validation_split cuts it. samples is the number of samples of the part.",
                "the whole split"
            ),
            new(
                "sample_weight",
                new Flag(),
                "Whether samples count by the weights that the data set declares, in the loss and in weighted_metrics: one weight per sample, not per position. Only for arrays and tables.",
                "false"
            ),
            .. more,
        ];

    private static readonly JsonKey ContinuesPass = new(
        "continues_pass",
        new Flag(),
        "Whether each evaluation continues the pass over the samples where the last one stopped, as a Keras generator does.",
        "false"
    );

    private static readonly JsonKey Augmentation = new(
        "augmentation",
        new JsonType.Object([
            JsonKey.Required("semantics", new Choice("keras-2.0", "keras-preprocessing-1.1"), "Whose ImageDataGenerator it is."),
            JsonKey.Required("rotation_range", new Number(0, 180), "Largest rotation in degrees."),
            JsonKey.Required("width_shift_range", new Number(0, 1), "Largest shift of columns, as a share of the width."),
            JsonKey.Required("height_shift_range", new Number(0, 1), "Largest shift of rows, as a share of the height."),
            JsonKey.Required("shear_range", new Number(0, 90), "Largest shear: radians in keras-2.0, degrees in keras-preprocessing-1.1."),
            JsonKey.Required("zoom_range", new Number(0, 1), "Largest change of the zoom factor from 1."),
            JsonKey.Required("horizontal_flip", new Flag(), "Whether images are flipped at random."),
            JsonKey.Required("fill_mode", new Choice("nearest"), "How points outside of the image are filled."),
        ]),
        "Random changes of the training images. Only for image folders.",
        "none"
    );

    /// <summary>The name of a saved model.</summary>
    internal static JsonType SavedModel { get; } =
        new Text("file name that ends in .h5 or .keras", @"^([A-Za-z0-9][A-Za-z0-9._-]{0,96}\.h5|[A-Za-z0-9][A-Za-z0-9._-]{0,93}\.keras)$");

    public static IReadOnlyList<JsonKey> All { get; } =
    [
        new("$schema", new Text(), "JSON Schema of this file, for editors. It is not read."),
        JsonKey.Required("schema", new Integer(RunConfigurationReader.Schema, RunConfigurationReader.Schema), "Version of the format."),
        JsonKey.Required("documents", Texts, "Ids of the documents that describe this training."),
        new("note", new Text(), "A note for readers."),
        JsonKey.Required("model", new Text(), "Model that is trained: its name, or its path in the project."),
        new(
            "variant",
            new Text("base frozen, block5 open or open from LAYER", "^(base frozen|block5 open|open from .*\\S.*)$"),
            "What of the base is trained. Requires base."
        ),
        new("base", new Text(), "Pretrained base inside the model. Requires base_weights."),
        new(
            "base_weights",
            new Choice("imagenet"),
            "Pretrained weights of the base: imagenet means the built-in weights, or those that reprosuite.json declares for the base. Requires base."
        ),
        new("continues_from", Name, "Run whose trained weights, of the same seed, this run starts with.", "initial weights of the seed"),
        JsonKey.Required("data_set", new Text(), "Data set: one that is built in, or one of data_sets in reprosuite.json."),
        new(
            "extraction",
            new JsonType.Object([
                JsonKey.Required("batch_size", new Integer(1, Million), "Samples of a batch in the pass through the base."),
                JsonKey.Required("target_size", Pixels, "Height and width that images are resized to."),
                JsonKey.Required(
                    "class_mode",
                    new Choice(SplitConfiguration.Binary, SplitConfiguration.Categorical),
                    "How labels are given."
                ),
                Rescale,
                Preprocessing,
                new("layer", new Text(), "Layer of the base whose output is stored.", "the last layer"),
                new("pooling", new Choice("avg"), "Pooling of the stored output over rows and columns.", "none"),
            ]),
            "Stores what the base gives for each image once, and trains on that. Requires base."
        ),
        JsonKey.Required("train", new JsonType.Object(Split(Augmentation)), "How training is fed."),
        new("validation", new JsonType.Object(Split(ContinuesPass)), "How the validation after each epoch is fed.", "no validation"),
        new("test", new JsonType.Object(Split(ContinuesPass)), "How the test after the last epoch is fed.", "no test"),
        JsonKey.Required(
            "loss",
            OutputKeys.Type,
            "Loss, by its name or with its arguments. For a model with several outputs: a list in the order of the outputs, or an object by the names of the layers that make them."
        ),
        OutputKeys.Weights,
        .. MetricKeys.All,
        JsonKey.Required("optimizer", OptimizerKeys.Type, "Optimizer, by its name or with its parameters."),
        JsonKey.Required("epochs", new Integer(1, 100_000), "Number of epochs."),
        new("callbacks", CallbackKeys.Type, "Callbacks of Keras, in their order.", "none"),
        new(
            "keras",
            new Text("version of Keras, such as 2.15 or tf 2.3", RunConfiguration.KerasPattern),
            "Version of Keras whose behavior applies.",
            "keras of the documents in reprosuite.json, else 2.15"
        ),
        new(
            "save_as",
            SavedModel,
            "Name of the file, in the folder of the seed, that the trained model is saved in: .keras is an archive of Keras 3, .weights.h5 its weights and the optimizer's state alone, any other .h5 a file of Keras 2.15.",
            "it is not saved"
        ),
        new(
            "observe",
            new JsonType.Object([
                JsonKey.Required("picture", new Text(), "Image of the validation or test split, as SPLIT/CLASS/FILE."),
                JsonKey.Required("layers", Texts, "Layers whose outputs for the image are recorded after training."),
                new("session", new Text(), "Variant that names the layers, such as after MODEL.", "the names of the model"),
            ]),
            "What is recorded of trained layers."
        ),
        JsonKey.Required(
            "seeds",
            new List(new Integer(0, int.MaxValue), Fewest: 1, IsUnique: true),
            "Declared seeds: all of them count for verdicts. List them before the first is trained."
        ),
    ];

    /// <summary>The JSON Schema of run files.</summary>
    public static string Schema => JsonSchemaText.Of("A training of a ReproSuite project: configs/runs/NAME.json", All);
}
