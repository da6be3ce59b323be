using System.Globalization;

namespace Repro.Data.Sets;

/// <summary>Document 0's set: Kaggle's pictures 0 to 999 of each class for training and 2000 to 2499 for validation, in one zip archive.</summary>
public static class FilteredArchive
{
    public const string FileName = DataSets.CatsAndDogsFiltered + ".zip";

    /// <summary>
    /// The archive's length as downloads of it print it. Its checksum is published nowhere that we know of, so none is pinned: the length, the
    /// archive's own checksums, the list of names and every picture's header are checked instead, and the SHA-256 found is printed.
    /// </summary>
    public const long Length = 68_606_236;

    private const string Top = DataSets.CatsAndDogsFiltered + "/";

    /// <summary>Document 0's source.</summary>
    public const string Home = "https://storage.googleapis.com/mledu-datasets/";

    /// <summary>The parts, with the numbers of each class that they take.</summary>
    public static IReadOnlyList<(string Split, int From, int Count)> Parts { get; } = [("train", 0, 1000), ("validation", 2000, 500)];

    /// <exception cref="InputException">The place is taken.</exception>
    public static void RequireFree(string place) => StagedFolder.RequireFree(place);

    /// <summary>Unpacks the archive into <c>ROOT/cats_and_dogs_filtered</c>, whole or not at all.</summary>
    /// <returns>How many pictures.</returns>
    /// <exception cref="InputException">The archive is damaged, unsafe or another one, or the place is taken.</exception>
    public static int Unpack(string archive, string place, CancellationToken cancellation = default)
    {
        HashSet<string> expected = [.. Expected()];
        StagedFolder.Write(place, staged =>
        {
            using FileStream stream = InputFile.Open(archive, "an archive");
            SafeZip.Unpack(stream, archive, staged, name => Inner(name) is { } inner && expected.Contains(inner) ? inner : null, cancellation);
            string[] missing = [.. expected.Where(name => !File.Exists(Path.Combine(staged, name)))];
            if (missing.Length > 0)
            {
                throw new InputException(string.Create(CultureInfo.InvariantCulture,
                    $"{archive}: {missing.Length} of {expected.Count} pictures are not in it: {string.Join(", ", missing.Order(StringComparer.Ordinal).Take(3))} ... It is not the archive of document 0. Nothing was kept."));
            }

            foreach (string name in expected)
            {
                JpegHeader.Read(Path.Combine(staged, name));
            }
        });
        return expected.Count;
    }

    // The set's own names are used as paths, never the archive's.
    private static IEnumerable<string> Expected() =>
        from part in Parts
        from kind in (string[])["cat", "dog"]
        from number in Enumerable.Range(part.From, part.Count)
        select FormattableString.Invariant($"{part.Split}/{kind}s/{kind}.{number}.jpg");

    private static string? Inner(string name) => name.StartsWith(Top, StringComparison.Ordinal) ? name[Top.Length..] : null;
}
