using System.Globalization;
using Repro.Data.Archives;
using Repro.Data.Folders;
using Repro.Data.Imaging;
using Repro.Inputs;
using Repro.Project;

namespace Repro.Data.Fetching;

/// <summary>Unpacks a zip archive of class folders into the folder of an image set.</summary>
internal static class ImageArchive
{
    private const int ListedMissing = 3;

    /// <summary>
    /// Unpacks the archive, whole or not at all: the images that the set declares by name, or else every image of its splits.
    /// </summary>
    /// <param name="top">The folder of the archive that becomes <paramref name="place"/>.</param>
    /// <returns>How many images.</returns>
    /// <exception cref="InputException">The archive is damaged, unsafe or another one, or the place is taken.</exception>
    public static int Unpack(string archive, string top, DataSetDeclaration set, string place, CancellationToken cancellation = default)
    {
        HashSet<string> expected = [.. from pair in set.Names from name in pair.Value.All select $"{pair.Key}/{name}"];
        HashSet<string> unpacked = [];
        string before = top.Length == 0 ? "" : top + "/";
        string? Target(string name)
        {
            // Safe: names that could leave the folder are refused before this is asked.
            string? inner = name.StartsWith(before, StringComparison.Ordinal) ? name[before.Length..] : null;
            bool wanted = inner is not null && (expected.Count > 0 ? expected.Contains(inner) : IsImageOf(set, inner));
            if (wanted)
            {
                unpacked.Add(inner!);
            }

            return wanted ? inner : null;
        }

        StagedFolder.Write(
            place,
            staged =>
            {
                using FileStream stream = InputFile.Open(archive, "an archive");
                SafeZip.Unpack(stream, archive, staged, Target, cancellation);
                string[] missing = [.. expected.Where(name => !unpacked.Contains(name))];
                if (missing.Length > 0)
                {
                    throw new InputException(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{archive}: {missing.Length} of {expected.Count} images are not in it: {string.Join(", ", missing.Order(StringComparer.Ordinal).Take(ListedMissing))}{(missing.Length > ListedMissing ? " ..." : "")}. It is not the archive of '{set.Name}'. Nothing was kept."
                        )
                    );
                }

                if (unpacked.Count == 0)
                {
                    throw new InputException(
                        $"{archive}: it has no images in '{before}SPLIT/CLASS/'. Correct 'archive.top' of the data set '{set.Name}'. Nothing was kept."
                    );
                }

                foreach (string name in unpacked)
                {
                    JpegHeader.Read(Path.Combine([staged, .. name.Split('/')]));
                }
            }
        );
        return unpacked.Count;
    }

    private static bool IsImageOf(DataSetDeclaration set, string name) =>
        name.Split('/') is [var split, var label, .. { Length: > 0 }]
        && (set.Splits.Count == 0 || set.Splits.Contains(split))
        && (set.Classes.Count == 0 || set.Classes.Contains(label))
        && ImageFolders.IsImage(name);
}
