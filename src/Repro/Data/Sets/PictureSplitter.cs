using System.Globalization;

namespace Repro.Data.Sets;

/// <summary>Carries out a split: checks that every planned picture is there and looks like one, copies, counts, and only then puts the set into its place.</summary>
public static class PictureSplitter
{
    private const int ListedMissing = 5;

    /// <summary>Kaggle's <c>train</c> folder into the set of documents 1 and 3.</summary>
    /// <exception cref="InputException">Pictures are missing or damaged, the place is taken or cannot be written to. Nothing is left.</exception>
    public static void SplitAsDocuments(string source, string place, CancellationToken cancellation = default) =>
        Carry(source, place, SplitPlan.Documents(), cancellation);

    /// <summary>By ratio: a folder of class folders, or Kaggle's flat one.</summary>
    /// <exception cref="InputException">As above, or the ratio is none.</exception>
    public static void SplitByRatio(string source, string place, IReadOnlyList<double> ratio, int seed, CancellationToken cancellation = default) =>
        Carry(source, place, SplitPlan.ByRatio(ClassesOf(source), ratio, seed), cancellation);

    /// <summary>Class folders of a folder; or, of a flat folder, the pictures named <c>cat.N.jpg</c> and <c>dog.N.jpg</c>.</summary>
    /// <exception cref="InputException">There are fewer than two classes, or one is empty.</exception>
    internal static IReadOnlyDictionary<string, IReadOnlyList<string>> ClassesOf(string source)
    {
        RequireFolder(source);
        try
        {
            string[] folders = Directory.GetDirectories(source);
            Dictionary<string, IReadOnlyList<string>> classes = folders.Length > 0
                ? folders.ToDictionary(folder => Path.GetFileName(folder), folder => Pictures(source, folder, "*"))
                : new() { ["cats"] = Pictures(source, source, "cat.*"), ["dogs"] = Pictures(source, source, "dog.*") };
            string? empty = classes.FirstOrDefault(entry => entry.Value.Count == 0).Key;
            return classes.Count >= 2 && empty is null
                ? classes
                : throw new InputException(empty is null
                    ? $"'{source}' has one class folder only; a split needs at least two."
                    : $"'{source}' has no pictures of the class '{empty}'. Name a folder with one folder a class, or Kaggle's train folder.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{source}: cannot be listed: {exception.Message}", exception);
        }
    }

    private static IReadOnlyList<string> Pictures(string source, string folder, string pattern) =>
        [.. Directory.EnumerateFiles(folder, pattern).Where(PictureFolders.IsPicture).Select(file => Path.GetRelativePath(source, file))];

    private static void Carry(string source, string place, IReadOnlyList<SplitMove> plan, CancellationToken cancellation)
    {
        RequireFolder(source);
        StagedFolder.RequireFree(place);
        string[] missing = [.. plan.Where(move => !File.Exists(Path.Combine(source, move.Source))).Select(move => move.Source)];
        if (missing.Length > 0)
        {
            throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"'{source}' lacks {missing.Length} of {plan.Count} pictures: {string.Join(", ", missing.Take(ListedMissing))}{(missing.Length > ListedMissing ? " ..." : "")}. Name the folder train of Kaggle's dogs-vs-cats, unpacked. Nothing was written."));
        }

        StagedFolder.Write(place, staged =>
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

            PictureFolders written = new(staged);
            foreach (IGrouping<string, SplitMove> folder in plan.GroupBy(move => Path.GetDirectoryName(move.Target)!.Replace('\\', '/')))
            {
                int found = written.Files(folder.Key)?.Count ?? 0;
                if (found != folder.Count())
                {
                    throw new InputException($"{place}: {found} pictures stand in {folder.Key} where {folder.Count()} were copied. Nothing was kept.");
                }
            }
        });
    }

    // People name the folder above, or a set that somebody has split already.
    private static void RequireFolder(string source)
    {
        if (!Directory.Exists(source))
        {
            throw new InputException($"The folder '{source}' does not exist. Name the folder train of Kaggle's dogs-vs-cats, unpacked.");
        }

        string train = Path.Combine(source, "train");
        if (Directory.Exists(Path.Combine(train, "cats")) || Directory.Exists(Path.Combine(train, "dogs")))
        {
            throw new InputException($"'{source}' is split already: it has a folder train/ of classes. Put it into the data root (REPRO_DATA) as {DataSets.CatsAndDogsSmall}/ (train, validation and test) or {DataSets.CatsAndDogsFiltered}/ (train and validation); `repro data status` then checks it. Nothing was written.");
        }

        if (File.Exists(Path.Combine(train, "cat.0.jpg")))
        {
            throw new InputException($"'{source}' holds Kaggle's pictures one level deeper. Name '{train}'. Nothing was written.");
        }
    }
}
