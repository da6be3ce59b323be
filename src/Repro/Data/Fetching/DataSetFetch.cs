using Repro.Data.Archives;
using Repro.Project;

namespace Repro.Data.Fetching;

/// <summary>Brings a declared data set into the data root.</summary>
internal static class DataSetFetch
{
    /// <summary>
    /// Fetches the files of a set that are missing or wrong; an archive is unpacked into the set's folder, whole or not at all.
    /// </summary>
    /// <param name="from">Another home for all of them, ending with a slash; null for each file's own address.</param>
    /// <param name="say">Receives one line per file.</param>
    /// <exception cref="InputException">
    /// The set declares no address, a transfer fails or brings other bytes than are declared, or the set's folder is there already.
    /// </exception>
    public static async Task FetchAsync(
        HttpClient client,
        string root,
        DataSetDeclaration set,
        Uri? from,
        Action<string> say,
        CancellationToken cancellation = default
    )
    {
        if (!set.IsFetchable)
        {
            throw new InputException($"The data set '{set.Name}' has no address to fetch it from. {set.Remedy}");
        }

        string place = Path.Combine([root, .. set.Folder.Split('/')]);
        if (set.Archive is { } archive)
        {
            StagedFolder.RequireFree(place);
            await BringAsync(client, root, archive.File, from, say, cancellation);
            string path = archive.File.In(root);
            int images = ImageArchive.Unpack(path, archive.Top, set, place, cancellation);
            say(
                FormattableString.Invariant(
                    $"{set.Folder}: {images} images unpacked; {(set.Names.Count > 0 ? "names, counts, " : "")}the archive's own checksums and image headers are right"
                )
            );
            if (Checksum.For(archive.File) is null)
            {
                say($"SHA-256 {Checksum.Sha256Of(path)} (not compared: the data set does not declare a checksum)");
            }

            return;
        }

        foreach (FileDeclaration file in set.Files)
        {
            await BringAsync(client, root, file, from, say, cancellation);
        }
    }

    private static async Task BringAsync(
        HttpClient client,
        string root,
        FileDeclaration file,
        Uri? from,
        Action<string> say,
        CancellationToken cancellation
    )
    {
        if (file.Find(root) is { } there && FileFetch.IsRight(file, there))
        {
            say($"{file.Path}: already there, {(Checksum.For(file) is null ? "length" : "checksum")} right");
            return;
        }

        await FileFetch.FetchAsync(client, root, file, from, file.Name, say, cancellation);
    }
}
