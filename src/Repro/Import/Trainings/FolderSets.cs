using Repro.Claims;
using Repro.Data.Splitting;
using Repro.Import.Naming;
using Repro.Import.Printed;
using Repro.Import.Programs;
using Repro.Import.Texts;
using Repro.Project;

namespace Repro.Import.Trainings;

/// <summary>A data set of class folders.</summary>
/// <param name="Classes">In the order of their labels; empty for that of the sorted folders.</param>
internal sealed record FolderSet(string Name, IReadOnlyList<string> Splits, IReadOnlyList<string> Classes);

/// <summary>
/// Data sets of class folders that the text names: <c>cats_and_dogs_small/train</c> is the split train of cats_and_dogs_small.
/// </summary>
internal sealed class FolderSets(ImportedProgram program, SourceText text, Printers printers)
{
    private readonly FoundFolders _found = new(text, [.. program.Data.Where(IsFolder)], printers);

    /// <summary>The name of the set of a folder; null for data that are not in folders.</summary>
    public string? SetOf(ImportedData data)
    {
        if (!IsFolder(data))
        {
            return null;
        }

        string[] parts = Parts(data);
        string name = NetworkNames.Plain(
            parts.Length > 1 ? parts[^2]
            : parts.Length == 1 && !IsSplit(parts[0]) ? parts[0]
            : "images"
        );

        // Underscores are usual in names of folders, and sets are named like them.
        string folder = parts.Length > 1 ? parts[^2] : name;
        return PlainName.IsValid(folder) ? folder : name;
    }

    public string SplitOf(ImportedData data) => Parts(data) is [.., var last] && PlainName.IsValid(last) ? last : "train";

    /// <summary>The sets of the text with their splits, in the order of the text.</summary>
    public IReadOnlyList<FolderSet> All() =>
        [
            .. program
                .Data.Where(data => SetOf(data) is not null)
                .GroupBy(data => SetOf(data)!)
                .Select(set => new FolderSet(
                    set.Key,
                    [.. set.Select(SplitOf).Distinct()],
                    set.Select(data => data.ClassNames).FirstOrDefault(names => names is not null) ?? []
                )),
        ];

    /// <summary>Why the classes of a folder cannot be those of its set, as a clause; null where they can.</summary>
    /// <param name="declared">The set as the project declares it.</param>
    public string? ClassesObjection(ImportedData data, DataSetDeclaration declared)
    {
        if (data.HasUnknownClasses)
        {
            return "the classes that the loader is given are not known";
        }

        // Without names, the labels are those of the sorted folders, which may be those of sorted names.
        IReadOnlyList<string> own = data.ClassNames ?? [];
        IReadOnlyList<string> theirs = declared.Classes;
        return
            own.SequenceEqual(theirs, StringComparer.Ordinal)
            || ((own.Count == 0 || theirs.Count == 0) && IsSorted(own) && IsSorted(theirs))
            ? null
            : $"its classes are {Shown(own)}, but those of the data set '{declared.Name}' are {Shown(theirs)}";
    }

    private static string Shown(IReadOnlyList<string> classes) => classes.Count == 0 ? "the sorted folders" : string.Join(", ", classes);

    private static bool IsSorted(IReadOnlyList<string> names) =>
        names.SequenceEqual(names.Order(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>The folder of a set for training, validation or test; null where the text has none.</summary>
    /// <param name="part"><c>train</c>, <c>validation</c> or <c>test</c>; a folder may be called <c>val</c>.</param>
    public string? SplitFor(string set, string part)
    {
        IReadOnlyList<string> splits = All().FirstOrDefault(one => one.Name == set)?.Splits ?? [];
        return splits.Contains(part, StringComparer.Ordinal)
            ? part
            : splits.FirstOrDefault(split =>
                split.Length > 2 && (part.StartsWith(split, StringComparison.Ordinal) || split.StartsWith(part, StringComparison.Ordinal))
            );
    }

    /// <summary>The number of images as it was printed when the folder was opened.</summary>
    public int? Samples(FedData data) =>
        data.Source is not { } source || _found.ImagesOf(source) is not { } images ? null
        // flow_from_directory counts those of its part, image_dataset_from_directory all.
        : data.Cut is { Loader: ValidationSplit.ImageDataset } cut ? cut.SamplesOf([images])
        : images;

    /// <summary>The split whose images a line "Found 2000 images belonging to 2 classes." counts; null where it is not known.</summary>
    public string? SplitAt(Place place) => _found.FolderAt(place) is { } folder ? SplitOf(folder) : null;

    /// <summary>Whether such a line counts only the part of the split that <c>validation_split</c> cuts.</summary>
    public bool IsPartAt(Place place) =>
        _found.FolderAt(place) is { Reader: { } reader } folder
        && folder.Loader != ValidationSplit.ImageDataset
        && reader.Settings.GetValueOrDefault("subset") is not null;

    /// <summary>The size that images are read in.</summary>
    public (int Height, int Width)? TargetSize(FedData data)
    {
        ImportedStep? resize = data.Preprocessing.LastOrDefault(step => step.Kind == "resize" && step.Shape is { Count: >= 2 });
        if (resize is { Shape: { } shape })
        {
            return (shape[0], shape[1]);
        }

        return data.Shape is [{ } height, { } width, ..] ? (height, width) : null;
    }

    private static bool IsFolder(ImportedData data) =>
        !data.IsKerasDataset
        && data.Loader.Contains("directory", StringComparison.Ordinal)
        && !data.Loader.Contains("text_dataset", StringComparison.Ordinal)
        && !data.Loader.Contains("audio_dataset", StringComparison.Ordinal);

    private static bool IsSplit(string part) => part is "train" or "validation" or "test" or "val" or "valid";

    private static string[] Parts(ImportedData data) => data.Name.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);
}
