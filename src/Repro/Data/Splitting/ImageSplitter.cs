using System.Globalization;
using Repro.Data.Archives;
using Repro.Data.Folders;
using Repro.Data.Imaging;
using Repro.Inputs;
using Repro.Project;

namespace Repro.Data.Splitting;

/// <summary>
/// Carries out a split: checks that every planned image is there and looks like one, copies, counts, and only then puts the set into its
/// place.
/// </summary>
internal static class ImageSplitter
{
    private const int ListedMissing = 5;

    /// <summary>A flat folder into the splits and classes that a set declares by the names of its images.</summary>
    /// <exception cref="InputException">Images are missing or damaged, the place is taken or cannot be written to. Nothing is
    /// left.</exception>
    public static void SplitAsDeclared(string source, string place, DataSetDeclaration set, CancellationToken cancellation = default)
    {
        RequireFolder(source);
        IReadOnlyList<SplitMove> plan = SplitPlan.Declared(set);
        RequireLevel(source, plan);
        Carry(source, place, plan, cancellation);
    }

    /// <summary>By ratio: a folder of class folders, or a flat one whose classes are told by names.</summary>
    /// <param name="patterns">Of a flat folder: each class and the names of its files, like <c>a.*</c>; none for class folders.</param>
    /// <exception cref="InputException">As above, or the ratio is none.</exception>
    public static void SplitByRatio(
        string source,
        string place,
        IReadOnlyDictionary<string, string> patterns,
        IReadOnlyList<double> ratio,
        int seed,
        CancellationToken cancellation = default
    ) => Carry(source, place, SplitPlan.ByRatio(ClassesOf(source, patterns), ratio, seed), cancellation);

    /// <summary>By count: the first images of each class in the order of their numbers.</summary>
    /// <inheritdoc cref="SplitByRatio"/>
    public static void SplitByCount(
        string source,
        string place,
        IReadOnlyDictionary<string, string> patterns,
        IReadOnlyList<int> counts,
        CancellationToken cancellation = default
    ) => Carry(source, place, SplitPlan.ByCount(ClassesOf(source, patterns), counts), cancellation);

    /// <summary>Class folders of a folder; or, of a flat folder, the images whose names fit the patterns.</summary>
    /// <exception cref="InputException">There are fewer than two classes, or one is empty.</exception>
    internal static IReadOnlyDictionary<string, IReadOnlyList<string>> ClassesOf(
        string source,
        IReadOnlyDictionary<string, string> patterns
    )
    {
        RequireFolder(source);
        try
        {
            Dictionary<string, IReadOnlyList<string>> classes =
                patterns.Count > 0
                    ? patterns.ToDictionary(pair => pair.Key, pair => Images(source, source, pair.Value))
                    : Directory
                        .GetDirectories(source)
                        .ToDictionary(folder => Path.GetFileName(folder), folder => Images(source, folder, "*"));
            string? empty = classes.FirstOrDefault(entry => entry.Value.Count == 0).Key;
            if (empty is not null && patterns.Count == 0 && InputFolder.Folders(Path.Combine(source, empty)) is [var inner, ..])
            {
                throw SplitAlready(source, $"{empty}/{Path.GetFileName(inner)}");
            }

            return classes.Count >= 2 && empty is null
                ? classes
                : throw new InputException(
                    empty is null
                        ? $"'{source}' has {(classes.Count == 0 ? "no class folder" : "one class only")}; a split needs at least two classes. Give a folder with one folder per class, or give each class of a flat folder with --class NAME=PATTERN."
                        : $"'{source}' has no images of the class '{empty}'. Give a folder with one folder per class, or give each class of a flat folder with --class NAME=PATTERN."
                );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{source}: cannot be listed: {exception.Message}", exception);
        }
    }

    private static IReadOnlyList<string> Images(string source, string folder, string pattern) =>
        [.. Directory.EnumerateFiles(folder, pattern).Where(ImageFolders.IsImage).Select(file => Path.GetRelativePath(source, file))];

    private static void Carry(string source, string place, IReadOnlyList<SplitMove> plan, CancellationToken cancellation)
    {
        RequireFolder(source);
        StagedFolder.RequireFree(place);
        string[] missing = [.. plan.Where(move => !File.Exists(Path.Combine(source, move.Source))).Select(move => move.Source)];
        if (missing.Length > 0)
        {
            throw new InputException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{source}' does not have {missing.Length} of {plan.Count} images: {string.Join(", ", missing.Take(ListedMissing))}{(missing.Length > ListedMissing ? " ..." : "")}. Give the folder that has them all. Nothing was written."
                )
            );
        }

        StagedFolder.Write(
            place,
            staged =>
            {
                foreach (SplitMove move in plan)
                {
                    cancellation.ThrowIfCancellationRequested();
                    string from = Path.Combine(source, move.Source);
                    string to = Path.Combine(staged, move.Target);
                    JpegHeader.Read(from);
                    Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                    File.Copy(from, to);
                }

                ImageFolders written = new(staged);
                foreach (
                    IGrouping<string, SplitMove> folder in plan.GroupBy(move => Path.GetDirectoryName(move.Target)!.Replace('\\', '/'))
                )
                {
                    int found = written.Files(folder.Key)?.Count ?? 0;
                    if (found != folder.Count())
                    {
                        throw new InputException(
                            $"{place}: {folder.Key} has {found} images, but {folder.Count()} were copied. Nothing was kept."
                        );
                    }
                }
            }
        );
    }

    private static InputException SplitAlready(string source, string folder) =>
        new(
            $"'{source}' is split already: it has the folder {folder}. Put it into the data root (REPRO_DATA); `repro data status` then checks it. Nothing was written."
        );

    private static void RequireFolder(string source)
    {
        if (!Directory.Exists(source))
        {
            throw new InputException($"The folder '{source}' does not exist. Give the folder of the images.");
        }
    }

    // People name the folder above, or a set that somebody has split already.
    private static void RequireLevel(string source, IReadOnlyList<SplitMove> plan)
    {
        string[] target = plan[0].Target.Split('/');
        if (Directory.Exists(Path.Combine(source, target[0], target[1])))
        {
            throw SplitAlready(source, $"{target[0]}/{target[1]}");
        }

        foreach (string inner in InputFolder.Folders(source))
        {
            if (File.Exists(Path.Combine(inner, plan[0].Source)))
            {
                throw new InputException($"'{source}' has the images one level deeper. Give '{inner}'. Nothing was written.");
            }
        }
    }
}
