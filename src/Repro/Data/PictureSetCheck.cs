using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Repro.Data.Jpeg;

namespace Repro.Data;

/// <summary>Reads every file of a picture set once, decoding nothing: seconds for thousands of pictures.</summary>
internal static class PictureSetCheck
{
    private static readonly string[] Labels = ["cats", "dogs"];

    /// <summary>
    /// SHA-256 of a part's files (see <see cref="DecodedPictures.FilesSha256"/>) as every recorded training names it. Kaggle's pictures by their
    /// numbers give it; of document 0's set nobody has published one.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Recorded { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [DataSets.CatsAndDogsSmall + "/train"] = "28986ba110fc5b4b1f35990901543c1b5c8e71d0ed248e01038f51387113a33b",
        [DataSets.CatsAndDogsSmall + "/validation"] = "cf8d651621b0462c430e7d1ec31867eebc8714696aab5e85f57051e5259a4252",
        [DataSets.CatsAndDogsSmall + "/test"] = "78ee368f84a4bbbdb2a4cb063dba14cbc9bc2ea8d0c6d6f1349dc58f60228ca9",
    };

    /// <param name="parts">The set's parts and how many pictures each class has there.</param>
    /// <exception cref="InputException">The folder cannot be listed.</exception>
    public static DataFinding Of(string root, string name, IReadOnlyList<(string Split, int Each)> parts)
    {
        string folder = Path.Combine(root, name);
        if (!Directory.Exists(folder))
        {
            return new DataFinding(name, DataState.Missing, DataSets.Remedy(name));
        }

        PictureFolders set = new(folder);
        (string Class, int Count, int Each)[] counts =
        [
            .. from part in parts from label in Labels let place = $"{part.Split}/{label}" select (place, set.Files(place)?.Count ?? 0, part.Each),
        ];
        if (counts.Any(count => count.Count != count.Each))
        {
            return new DataFinding(name, DataState.Incomplete, $"{string.Join(", ", counts.Select(Text))}. {Anew(name)}");
        }

        string[] files = [.. parts.SelectMany(part => set.Files(part.Split)!)];
        string?[] damages = new string?[files.Length];
        byte[][] hashes = new byte[files.Length][];
        Parallel.For(0, files.Length, number => (damages[number], hashes[number]) = Look(Path.Combine(folder, files[number])));
        string[] damaged = [.. damages.OfType<string>()];
        if (damaged.Length > 0)
        {
            return new DataFinding(name, DataState.Damaged, string.Create(CultureInfo.InvariantCulture, $"{damaged.Length} of {files.Length} pictures, first {damaged[0]} {Anew(name)}"));
        }

        string[] others = [.. parts.Select(part => part.Split).Where(split => Recorded.TryGetValue($"{name}/{split}", out string? recorded) && recorded != Sha256(split, files, hashes))];
        if (others.Length > 0)
        {
            return new DataFinding(name, DataState.WrongChecksum, $"every picture is whole, but in {string.Join(", ", others)} they are not the files that recorded trainings saw. {Anew(name)}");
        }

        string how = Recorded.ContainsKey($"{name}/{parts[0].Split}") ? "checksum right: the files that recorded trainings saw" : "each whole from its first marker to its last; no checksum is published";
        return new DataFinding(name, DataState.Present, $"{string.Join(", ", counts.Select(Text))}; {how}");
    }

    private static (string? Damage, byte[] Hash) Look(string path)
    {
        try
        {
            byte[] file = JpegDecoder.ReadFile(path);
            JpegStructure.Check(file, path);
            return (null, SHA256.HashData(file));
        }
        catch (InputException exception)
        {
            return (exception.Message, []);
        }
    }

    private static string Sha256(string split, string[] files, byte[][] hashes)
    {
        StringBuilder lines = new();
        for (int number = 0; number < files.Length; number++)
        {
            if (files[number].StartsWith(split + "/", StringComparison.Ordinal))
            {
                lines.Append(Convert.ToHexStringLower(hashes[number])).Append("  ").Append(files[number].AsSpan(split.Length + 1)).Append('\n');
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())));
    }

    private static string Text((string Class, int Count, int Each) found) =>
        string.Create(CultureInfo.InvariantCulture, $"{found.Class} {found.Count}{(found.Count == found.Each ? "" : $" of {found.Each}")}");

    private static string Anew(string name) => $"Move the folder away. {DataSets.Remedy(name)}";
}
