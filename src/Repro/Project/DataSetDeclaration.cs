namespace Repro.Project;

/// <summary>A data set as <c>reprosuite.json</c> declares it, or as it is built in.</summary>
/// <param name="Name">The name that runs and addresses use.</param>
internal sealed record DataSetDeclaration(string Name, DataSetKind Kind)
{
    private readonly string? _remedy;

    /// <summary>The set's folder below the data root; empty for a set of one file.</summary>
    public string Folder { get; init; } = "";

    /// <summary>The splits in the order in which they are listed; empty where the folder decides.</summary>
    public IReadOnlyList<string> Splits { get; init; } = [];

    /// <summary>The classes in the order of their labels; empty where the data decides.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>The files that can be fetched or checked.</summary>
    public IReadOnlyList<FileDeclaration> Files { get; init; } = [];

    /// <summary>Where each split of arrays is, by the split's name.</summary>
    public IReadOnlyDictionary<string, ArrayNames> Arrays { get; init; } = new Dictionary<string, ArrayNames>();

    /// <summary>Of <c>cifar_binary</c>: bytes of labels in front of each image; the last of them is the label.</summary>
    public int LabelBytes { get; init; } = 1;

    /// <summary>Of <c>csv</c>: the columns.</summary>
    public TableDeclaration? Table { get; init; }

    /// <summary>Names of the images by <c>SPLIT/CLASS</c>; by group for <c>files</c>.</summary>
    public IReadOnlyDictionary<string, NumberedNames> Names { get; init; } = new Dictionary<string, NumberedNames>();

    /// <summary>How many images <c>SPLIT/CLASS</c> must have.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; init; } = new Dictionary<string, int>();

    /// <summary>
    /// The digest of a split's file names and contents, as records of trainings have it; see <c>Repro.Data.DecodedPictures.FilesSha256</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> FilesSha256 { get; init; } = new Dictionary<string, string>();

    public ArchiveDeclaration? Archive { get; init; }

    /// <summary>
    /// The classes as they are declared, directly or by the names or counts of their images; empty where the data decides.
    /// </summary>
    public IReadOnlyList<string> KnownClasses =>
        Classes.Count > 0
            ? Classes
            :
            [
                .. Counts
                    .Keys.Select(place => place[(place.IndexOf('/', StringComparison.Ordinal) + 1)..])
                    .Distinct()
                    .Order(StringComparer.Ordinal),
            ];

    /// <summary>Whether the set is images in folders, one folder for each class.</summary>
    public bool IsImageFolder => Kind == DataSetKind.ImageFolder;

    /// <summary>Whether a run can name the set.</summary>
    public bool IsTrainable => Kind != DataSetKind.Files;

    /// <summary>Whether everything that the set consists of can be fetched.</summary>
    public bool IsFetchable =>
        Archive is not null ? Archive.File.Url is not null : Files.Count > 0 && Files.All(file => file.Url is not null);

    /// <summary>What to do where the set is missing or incomplete.</summary>
    public string Remedy
    {
        get =>
            _remedy
            ?? (
                IsFetchable
                    ? $"Run `repro data fetch {Name}`, or set REPRO_DATA to a data root that has {Place}."
                    : $"Put it into the data root (REPRO_DATA) as {Layout}."
            );
        init => _remedy = value;
    }

    private string Place => Folder.Length > 0 ? $"the folder {Folder}/" : string.Join(", ", Files.Select(file => file.Path));

    private string Layout => IsImageFolder ? $"{Folder}/SPLIT/CLASS/*.jpg" : string.Join(", ", Files.Select(file => file.Path));
}
