using Repro.Project;

namespace Repro.Data.Catalog;

/// <summary>The sets of <c>keras.datasets</c> that every project can name, and ImageNet's class index.</summary>
internal static class BuiltInDataSets
{
    /// <summary>The name of <see cref="ClassIndexSet"/>.</summary>
    public const string ClassIndex = "imagenet_class_index";

    private const string Keras = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/";
    private const string MnistHome = "https://storage.googleapis.com/cvdf-datasets/mnist/";
    private const string CifarHome = "https://www.cs.toronto.edu/~kriz/";

    private static readonly Dictionary<string, ArrayNames> MnistArrays = new(StringComparer.Ordinal)
    {
        ["train"] = new("train-images-idx3-ubyte", "train-labels-idx1-ubyte"),
        ["test"] = new("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"),
    };

    public static IReadOnlyList<DataSetDeclaration> All { get; } =
    [
        // The four files as LeCun, Cortes and Burges published them.
        Idx(
            "mnist",
            Digits(10),
            [
                Mnist(
                    "train-images-idx3-ubyte",
                    9_912_422,
                    "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
                    "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"
                ),
                Mnist(
                    "train-labels-idx1-ubyte",
                    28_881,
                    "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
                    "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"
                ),
                Mnist(
                    "t10k-images-idx3-ubyte",
                    1_648_877,
                    "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
                    "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"
                ),
                Mnist(
                    "t10k-labels-idx1-ubyte",
                    4_542,
                    "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
                    "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"
                ),
            ]
        ),
        // Keras gives the address and no checksum. The MD5 are those that the publisher, Zalando Research, lists; the lengths those that
        // TensorFlow
        // Datasets lists of the publisher's files (url_checksums/fashion_mnist.txt).
        Idx(
            "fashion_mnist",
            ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"],
            [
                Fashion("train-images-idx3-ubyte", 26_421_880, "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
                Fashion("train-labels-idx1-ubyte", 29_515, "25c81989df183df01b3e8a0aad5dffbe"),
                Fashion("t10k-images-idx3-ubyte", 4_422_102, "bef4ecab320f06d8554ea6380940ec79"),
                Fashion("t10k-labels-idx1-ubyte", 5_148, "bb300cfdad3c16e7a12a480ee83cd310"),
            ]
        ),
        // Keras downloads the Python version, which holds pickles; this is the binary version of the same page, with the same images in the
        // same order.
        // The MD5 are those of that page; the lengths those that TensorFlow Datasets lists (url_checksums/cifar10.txt and cifar100.txt).
        Cifar(
            "cifar10",
            1,
            ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"],
            "cifar-10-binary.tar.gz",
            170_052_171,
            "c32a1d4ab5d03f1284b67883e8d87530"
        ),
        Cifar("cifar100", 2, Digits(100), "cifar-100-binary.tar.gz", 168_513_733, "03b5dce01913d631647c71ecec9e9cb8"),
        new DataSetDeclaration(ClassIndex, DataSetKind.Files)
        {
            Folder = "imagenet",
            Files =
            [
                new FileDeclaration("imagenet/imagenet_class_index.json")
                {
                    Url = "https://storage.googleapis.com/download.tensorflow.org/data/imagenet_class_index.json",
                    Sha256 = "a1e7a966a1f601d39e4b43e119b3e7dd4a2ad3ea08cf69847cbaf021013767bc",
                },
            ],
        },
    ];

    /// <summary>ImageNet's class index, a set of one file.</summary>
    public static DataSetDeclaration ClassIndexSet { get; } = All.Single(set => set.Name == ClassIndex);

    private static DataSetDeclaration Idx(
        string name,
        IReadOnlyList<string> classes,
        IReadOnlyList<(string Name, FileDeclaration File)> files
    ) =>
        new(name, DataSetKind.Idx)
        {
            Folder = name,
            Splits = ["train", "test"],
            Arrays = MnistArrays,
            Classes = classes,
            Files = [.. files.Select(file => file.File with { Path = $"{name}/{file.Name}.gz" })],
        };

    private static (string Name, FileDeclaration File) Mnist(string name, long bytes, string sha256, string contentSha256) =>
        (
            name,
            new FileDeclaration("")
            {
                Url = $"{MnistHome}{name}.gz",
                Bytes = bytes,
                Sha256 = sha256,
                ContentSha256 = contentSha256,
            }
        );

    private static (string Name, FileDeclaration File) Fashion(string name, long bytes, string md5) =>
        (
            name,
            new FileDeclaration("")
            {
                Url = $"{Keras}{name}.gz",
                Bytes = bytes,
                Md5 = md5,
            }
        );

    private static DataSetDeclaration Cifar(
        string name,
        int labelBytes,
        IReadOnlyList<string> classes,
        string file,
        long bytes,
        string md5
    ) =>
        new(name, DataSetKind.CifarBinary)
        {
            Splits = ["train", "test"],
            Classes = classes,
            LabelBytes = labelBytes,
            Files =
            [
                new FileDeclaration($"{name}/{file}")
                {
                    Url = CifarHome + file,
                    Bytes = bytes,
                    Md5 = md5,
                },
            ],
        };

    private static string[] Digits(int classes) =>
        [.. Enumerable.Range(0, classes).Select(digit => FormattableString.Invariant($"{digit}"))];
}
