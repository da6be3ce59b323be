using Repro.Inputs;
using static Repro.Inputs.JsonType;

namespace Repro.Project;

/// <summary>The keys of declared data sets, weights and images.</summary>
internal static class DataSetKeys
{
    private const string InRoot = "relative to the data root (REPRO_DATA), with / between the parts";

    private static readonly JsonType Path = new Text("relative path with /");

    private static readonly JsonKey[] OfFile =
    [
        new("url", WebAddress, "Address that repro data fetch downloads the file from."),
        new("sha256", Hexadecimal(64), "SHA-256 of the file."),
        new(
            "md5",
            Hexadecimal(32),
            "MD5 of the file, for files of which nothing else is published. It identifies a file and does not protect against a changed one."
        ),
        new(
            "content_sha256",
            Hexadecimal(64),
            "SHA-256 of the uncompressed content of a compressed file, so that the file may also be stored uncompressed."
        ),
        new("bytes", new Integer(1, 1L << 40), "Length of the file."),
    ];

    private static readonly JsonKey Folder = new("folder", Path, $"Folder of the set, {InRoot}.", "the name of the set");
    private static readonly JsonKey Classes = new(
        "classes",
        new List(new Text(), Fewest: 2, IsUnique: true),
        "Names of the classes in the order of their labels.",
        "what the data gives"
    );
    private static readonly JsonKey Remedy = new(
        "remedy",
        new Text(),
        "What messages tell the user to do when the data is missing.",
        "a sentence that depends on what can be fetched"
    );
    private static readonly JsonKey Files = new(
        "files",
        new Map("FILE", new JsonType.Object(OfFile)),
        "Files of the folder, each with how it is fetched and identified."
    );

    /// <summary>The separators of tables, by the names that declarations give.</summary>
    public static IReadOnlyDictionary<string, string> Separators { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["comma"] = ",",
            ["semicolon"] = ";",
            ["tab"] = "\t",
        };

    private static readonly JsonKey Inputs = JsonKey.Required("x", Name, "Name of the inputs.");
    private static readonly JsonKey Labels = JsonKey.Required("y", Name, "Name of the labels.");
    private static readonly JsonKey SampleWeight = new(
        "sample_weight",
        Name,
        "Name of the array of weights, one number per sample. Weights per position (an array of two axes in Keras's fit) are not supported.",
        "no weights"
    );

    private static JsonKey Arrays(string otherwise, JsonType ofSplit) =>
        new("arrays", new Map("SPLIT", ofSplit), "Where the inputs and the labels of each split are.", otherwise);

    private static JsonKey File(string otherwise) => new("file", Path, $"The file, {InRoot}.", otherwise);

    public static JsonType DataSets { get; } =
        new Map(
            "SET",
            new Cases(
                "kind",
                "How the set is stored.",
                [
                    new(
                        "idx",
                        "Images and labels in IDX files, plain or compressed with gzip, as MNIST has them.",
                        [
                            Folder,
                            Arrays("train and test, with the file names of MNIST", new JsonType.Object([Inputs, Labels])),
                            Classes,
                            Files,
                            Remedy,
                        ]
                    ),
                    new(
                        "npz",
                        "NumPy arrays in one .npz file, as keras.datasets has them.",
                        [
                            Arrays(
                                "train and test, as x_train, y_train, x_test and y_test",
                                new Either(
                                    new JsonType.Object([Inputs, Labels, SampleWeight]),
                                    new JsonType.Object([
                                        Inputs,
                                        JsonKey.Required(
                                            "targets",
                                            new Map("OUTPUT", Name, Fewest: 1),
                                            "Name of the array of each output, for models with several outputs. In place of y."
                                        ),
                                        SampleWeight,
                                    ])
                                )
                            ),
                            Classes,
                            File("SET.npz"),
                            .. OfFile,
                            Remedy,
                        ]
                    ),
                    new(
                        "cifar_binary",
                        "The binary version of CIFAR: a .tar.gz of records of labels and pixels.",
                        [
                            Classes,
                            new(
                                "label_bytes",
                                new Integer(1, 4),
                                "Bytes of labels in front of each image; the last of them is the label.",
                                "1"
                            ),
                            File("SET.tar.gz"),
                            .. OfFile,
                            Remedy,
                        ]
                    ),
                    new(
                        "csv",
                        "A table in a text file, a row per sample. Its only split is train.",
                        [
                            new(
                                "header",
                                new Flag(),
                                "Whether the first line names the columns. Otherwise they are called 1, 2 and so on.",
                                "true"
                            ),
                            new(
                                "label",
                                new Text(),
                                "Column of the labels, or of the numbers to predict (class_mode raw).",
                                "the last column"
                            ),
                            new("inputs", new List(new Text()), "Columns of the inputs, which are numbers, in order.", "all other columns"),
                            new(
                                "targets",
                                new Map("OUTPUT", new List(new Text(), Fewest: 1), Fewest: 1),
                                "Columns of each output, for models with several outputs. Not with label."
                            ),
                            new("sample_weight", new Text(), "Column of the weights of the samples.", "no weights"),
                            new("separator", new Choice([.. Separators.Keys]), "What is between two cells.", "comma"),
                            Classes,
                            File("SET.csv"),
                            .. OfFile,
                            Remedy,
                        ]
                    ),
                    new(
                        "image_folder",
                        "Images as SPLIT/CLASS/FILE, as Keras's flow_from_directory takes them.",
                        [
                            Folder,
                            new(
                                "splits",
                                new List(Name, IsUnique: true),
                                "Names of the splits, in the order in which they are listed.",
                                "the subfolders"
                            ),
                            Classes,
                            new(
                                "names",
                                new Map("SPLIT", new Map("CLASS", Numbered)),
                                "File names of each split and class, which differ in one number: cat.{0..999}.jpg."
                            ),
                            new(
                                "counts",
                                new Map("SPLIT", new Map("CLASS", new Integer(1, 100_000_000))),
                                "Number of images of each split and class.",
                                "what names gives, else what the folder has"
                            ),
                            new(
                                "files_sha256",
                                new Map("SPLIT", Hexadecimal(64)),
                                "Digest of the file names and contents of a split, as records of trainings have it."
                            ),
                            new(
                                "archive",
                                new JsonType.Object([
                                    new(
                                        "top",
                                        Path,
                                        "Folder of the archive that becomes the folder of the set; . for an archive that begins with the splits.",
                                        "the folder of the set"
                                    ),
                                    new("file", Path, $"The archive, {InRoot}.", "FOLDER.zip"),
                                    .. OfFile,
                                ]),
                                "Zip archive that repro data fetch unpacks."
                            ),
                            Remedy,
                        ]
                    ),
                    new(
                        "files",
                        "Single files that no run trains on.",
                        [
                            Folder,
                            Files,
                            new(
                                "names",
                                new Map("GROUP", Numbered),
                                "File names by group, which differ in one number: dog.{0..12499}.jpg."
                            ),
                            Remedy,
                        ]
                    ),
                ]
            )
        );

    public static JsonType Weights { get; } =
        new Map(
            "MODEL",
            new JsonType.Object([
                JsonKey.Required(
                    "file",
                    Path,
                    $"The file of weights, {InRoot}. At least one of sha256, md5 and values_sha256 is required."
                ),
                .. OfFile,
                new(
                    "values_sha256",
                    Hexadecimal(64),
                    "SHA-256 of the values alone: the little-endian float32 bytes of every tensor, layer by layer, kernel then bias. A file with these values is accepted, in any format."
                ),
                new("recorded_sha256", Hexadecimal(64), "SHA-256 by which old records named these weights."),
                Remedy,
            ])
        );

    public static JsonType Images { get; } =
        new Map(
            "IMAGE",
            new JsonType.Object([
                JsonKey.Required("file", Path, $"The image, {InRoot}."),
                JsonKey.Required("size", new Integer(1, 10_000), "Rows and columns that the image is resized to, in pixels."),
            ])
        );

    private static JsonType Numbered => new Text("file name with {FIRST..LAST}", @"\{[0-9]+\.\.[0-9]+\}");
}
