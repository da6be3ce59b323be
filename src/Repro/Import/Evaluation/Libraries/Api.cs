using Repro.Import.Evaluation.Values;
using Repro.Import.Networks;

namespace Repro.Import.Evaluation.Libraries;

/// <summary>The libraries' names: one path for what has had several.</summary>
internal static class Api
{
    private static readonly (string Old, string New)[] Prefixes =
    [
        ("tensorflow.compat.v1.keras", "keras"),
        ("tensorflow.compat.v2.keras", "keras"),
        ("tensorflow.python.keras", "keras"),
        ("tensorflow.contrib.keras.api.keras", "keras"),
        ("tensorflow.contrib.keras", "keras"),
        ("tensorflow.keras", "keras"),
        ("tf_keras", "keras"),
        ("tensorflow.compat.v1", "tensorflow"),
        ("tensorflow.compat.v2", "tensorflow"),
        ("keras.src", "keras"),
        ("keras.api", "keras"),
        ("keras.api._v2.keras", "keras"),
        ("tensorflow.data.experimental", "tensorflow.data"),
        ("keras.layers.experimental.preprocessing", "keras.layers"),
        ("keras.layers.experimental", "keras.layers"),
        ("keras.backend.topology", "keras.layers"),
        ("keras.optimizers.legacy", "keras.optimizers"),
        ("keras.optimizers.experimental", "keras.optimizers"),
        ("keras.utils.np_utils", "keras.utils"),
        ("tensorflow.metrics", "keras.metrics"),
        ("tensorflow.losses", "keras.losses"),
        ("tensorflow.optimizers", "keras.optimizers"),
    ];

    // What texts call libraries by, where the lines that import them are not shown.
    private static readonly Dictionary<string, string> Conventional = new(StringComparer.Ordinal)
    {
        ["tf"] = "tensorflow",
        ["tensorflow"] = "tensorflow",
        ["keras"] = "keras",
        ["np"] = "numpy",
        ["numpy"] = "numpy",
        ["plt"] = "matplotlib.pyplot",
        ["layers"] = "keras.layers",
        ["models"] = "keras.models",
        ["optimizers"] = "keras.optimizers",
        ["losses"] = "keras.losses",
        ["regularizers"] = "keras.regularizers",
        ["K"] = "keras.backend",
        ["os"] = "os",
        ["math"] = "math",
        ["pd"] = "pandas",
        ["Sequential"] = "keras.Sequential",
        ["Model"] = "keras.Model",
        ["Input"] = "keras.Input",
        ["ImageDataGenerator"] = "keras.preprocessing.image.ImageDataGenerator",
        ["to_categorical"] = "keras.utils.to_categorical",
        ["image_dataset_from_directory"] = "keras.utils.image_dataset_from_directory",
        ["EarlyStopping"] = "keras.callbacks.EarlyStopping",
        ["ModelCheckpoint"] = "keras.callbacks.ModelCheckpoint",
        ["ReduceLROnPlateau"] = "keras.callbacks.ReduceLROnPlateau",
        ["load_model"] = "keras.models.load_model",
        ["VGG16"] = "keras.applications.vgg16.VGG16",
        ["VGG19"] = "keras.applications.vgg19.VGG19",
        ["ResNet50"] = "keras.applications.resnet50.ResNet50",
        ["mnist"] = "keras.datasets.mnist",
        ["cifar10"] = "keras.datasets.cifar10",
        ["cifar100"] = "keras.datasets.cifar100",
        ["fashion_mnist"] = "keras.datasets.fashion_mnist",
        ["imdb"] = "keras.datasets.imdb",
        ["Adam"] = "keras.optimizers.Adam",
        ["SGD"] = "keras.optimizers.SGD",
        ["RMSprop"] = "keras.optimizers.RMSprop",
        ["image"] = "keras.preprocessing.image",
        ["train_test_split"] = "sklearn.model_selection.train_test_split",
        ["partial"] = "functools.partial",
        ["random"] = "random",
        ["time"] = "time",
        ["shutil"] = "shutil",
        ["functools"] = "functools",
        ["utils"] = "keras.utils",
        ["callbacks"] = "keras.callbacks",
        ["initializers"] = "keras.initializers",
        ["pathlib"] = "pathlib",
        ["Path"] = "pathlib.Path",
    };

    private static readonly HashSet<string> Builtins = new(StringComparer.Ordinal)
    {
        "abs",
        "all",
        "any",
        "bool",
        "dict",
        "divmod",
        "enumerate",
        "filter",
        "float",
        "format",
        "getattr",
        "hasattr",
        "int",
        "isinstance",
        "iter",
        "len",
        "list",
        "map",
        "max",
        "min",
        "next",
        "object",
        "open",
        "pow",
        "print",
        "range",
        "repr",
        "reversed",
        "round",
        "set",
        "setattr",
        "sorted",
        "str",
        "sum",
        "super",
        "tuple",
        "type",
        "zip",
        "Exception",
        "ValueError",
        "display",
        "input",
        "frozenset",
        "callable",
        "id",
        "vars",
    };

    public static string Canonical(string path)
    {
        for (int pass = 0; pass < 3; pass++)
        {
            string before = path;
            foreach ((string old, string present) in Prefixes)
            {
                if (path == old || (path.StartsWith(old, StringComparison.Ordinal) && path[old.Length] == '.'))
                {
                    path = present + path[old.Length..];
                    break;
                }
            }

            if (path == before)
            {
                break;
            }
        }

        return path;
    }

    public static bool IsKeras(this ApiValue value) => value.Path.StartsWith("keras.", StringComparison.Ordinal);

    public static bool IsIn(this ApiValue value, string module) => value.Path.StartsWith(module + ".", StringComparison.Ordinal);

    /// <summary>A name that the program does not set: one of Python's own, or one that texts use without showing the import.</summary>
    public static Value? Unset(string name) =>
        Builtins.Contains(name) ? new ApiValue("builtins." + name)
        : Conventional.TryGetValue(name, out string? path) ? new ApiValue(path)
        : LayerTable.Find(name) is not null ? new ApiValue("keras.layers." + name)
        : null;

    /// <summary>A member of a library.</summary>
    public static Value Member(ApiValue library, string name)
    {
        string path = Canonical($"{library.Path}.{name}");
        return path switch
        {
            "math.pi" or "numpy.pi" => new FloatValue(Math.PI),
            "math.e" or "numpy.e" => new FloatValue(Math.E),
            "numpy.newaxis" or "tensorflow.newaxis" => NoneValue.Instance,
            "os.sep" => new TextValue("/"),
            _ when name == "__version__" => new UnknownValue("the version is not known before the program runs"),
            _ => new ApiValue(path),
        };
    }
}
