using Repro.Claims;
using Repro.Data.Splitting;

namespace Repro.Import.Programs;

/// <summary>Data that a program loads.</summary>
/// <param name="Name">
/// <c>mnist</c>, <c>fashion_mnist</c>, <c>cifar10</c>, <c>cifar100</c>, <c>imdb</c> and so on for keras.datasets; else the folder or file,
/// empty where it is not known.
/// </param>
/// <param name="Loader">The function: <c>keras.datasets.mnist.load_data</c>, <c>flow_from_directory</c>,
/// <c>image_dataset_from_directory</c>.</param>
internal sealed record ImportedData(string Name, string Loader, Place Place)
{
    /// <summary>Whether it is one of keras.datasets.</summary>
    public bool IsKerasDataset { get; init; }

    /// <summary>Whether it is a data set that others publish under this name.</summary>
    public bool IsPublished => IsKerasDataset || (Loader == "tensorflow_datasets.load" && Name.Length > 0);

    /// <summary>Whether it is a file of arrays, or a table in a text file.</summary>
    public bool IsArrayFile { get; init; }

    /// <summary>Of a table in a text file, how the program reads it; null for other data.</summary>
    public TableLayout? Table { get; init; }

    /// <summary>Of a file of arrays that is in the data root: why it was not read; empty where it was, or is not there.</summary>
    public string Unread { get; init; } = "";

    /// <summary>The part of the name behind the folders.</summary>
    public string FileName => Name[(Name.LastIndexOfAny(['/', '\\']) + 1)..];

    /// <summary>The address that the file comes from; null where the program does not give one.</summary>
    public string? Url { get; init; }

    /// <summary>Of one sample as loaded, without the batch's axis; null where it is not known.</summary>
    public IReadOnlyList<int>? Shape { get; init; }

    public int? Training { get; init; }

    public int? Test { get; init; }

    public int? Classes { get; init; }

    /// <summary>The classes in the order of their labels, as the program gives them; null where the folders decide.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Whether the program gives classes that are not known.</summary>
    public bool HasUnknownClasses { get; init; }

    /// <summary>Of files: how they are read.</summary>
    public KerasObject? Reader { get; init; }
}

/// <summary>The part of data that a loader takes by <c>validation_split</c> and <c>subset</c>.</summary>
/// <param name="Loader">
/// Whose rule it is, as <see cref="ValidationSplit"/> names them: <c>image_dataset_from_directory</c>.
/// </param>
/// <param name="IsValidation">Whether it is the part for validation.</param>
/// <param name="Share">The share of the samples that is for validation.</param>
/// <param name="Seed">The seed of the order that is cut; null for the order of the files.</param>
internal sealed record ImportedCut(string Loader, bool IsValidation, double Share, uint? Seed)
{
    /// <summary>Why the part is not known, as a clause; empty where it is known.</summary>
    public string Unknown { get; init; } = "";

    /// <summary>Of a slice of an array, the rows of the array; 0 for the part of a loader.</summary>
    public int Rows { get; init; }

    /// <summary>The samples of the part; null where they are not known.</summary>
    /// <param name="classes">The samples of each class, or only their sum where the rule does not cut class by class.</param>
    public int? SamplesOf(IReadOnlyList<int> classes)
    {
        if (Unknown.Length > 0 || classes.Count == 0)
        {
            return null;
        }

        int all = classes.Sum();
        int validation = Loader == ValidationSplit.FlowFromDirectory ? classes.Sum(count => (int)(Share * count)) : (int)(Share * all);
        return IsValidation ? validation : all - validation;
    }
}

/// <summary>Something that is done to data before a network sees it.</summary>
/// <param name="Kind">
/// <c>scale</c> (with <see cref="Factor"/>), <c>shift</c> (with <see cref="Factor"/>), <c>reshape</c>, <c>cast</c>, <c>one-hot</c>,
/// <c>resize</c>,
/// <c>channel-axis</c>, <c>preprocess_input</c> (with the module in <see cref="Detail"/>), <c>features</c>, <c>slice</c>, <c>pad</c>,
/// <c>samples</c> (with the method that takes or adds samples in <see cref="Detail"/>),
/// <c>other</c>.
/// </param>
/// <param name="Variable">What it is done to, as written.</param>
internal sealed record ImportedStep(string Kind, string Variable, Place Place)
{
    /// <summary>What values are multiplied by (scale) or what is added (shift).</summary>
    public double? Factor { get; init; }

    /// <summary>The new shape of a sample, the size of an image, or the number of classes.</summary>
    public IReadOnlyList<int>? Shape { get; init; }

    public string Detail { get; init; } = "";
}

/// <summary>Random changes of samples: an <c>ImageDataGenerator</c>, or a block of layers.</summary>
/// <param name="Variable">The name that it is assigned to; empty for none.</param>
internal sealed record ImportedAugmentation(string Variable, Place Place, KerasObject Settings)
{
    /// <summary>What pixels are multiplied by; null for nothing.</summary>
    public double? Rescale { get; init; }

    /// <summary>Whether it changes samples at random; else it only rescales.</summary>
    public bool IsRandom { get; init; }

    /// <summary>The network whose layers it is; null for a generator.</summary>
    public ImportedModel? Model { get; init; }
}
