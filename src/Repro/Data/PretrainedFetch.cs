namespace Repro.Data;

/// <summary>Brings published weights into the data root.</summary>
public static class PretrainedFetch
{
    /// <summary>Fetches what is missing of a set of files, resumably; a file that is there with the right checksum or the right values is left alone.</summary>
    /// <param name="from">Another home for all of them, ending with a slash; null for each file's own.</param>
    /// <param name="hasPublishedValues">Whether a file holds the published values in another container.</param>
    /// <param name="say">Receives one line per file.</param>
    /// <exception cref="InputException">A transfer fails, or brings other bytes than were published; nothing wrong is moved into place.</exception>
    public static async Task FetchAsync(
        HttpClient client, string root, IReadOnlyList<PretrainedFile> files, Uri? from, Func<PretrainedFile, string, bool> hasPublishedValues, Action<string> say, CancellationToken cancellation = default)
    {
        foreach (PretrainedFile file in files)
        {
            if (file.Find(root) is { } there && new FileInfo(there).Length == file.Bytes && PretrainedFile.Md5Of(there) == file.Md5)
            {
                say($"{file.Path}: already there, checksum right");
                continue;
            }

            if (file.Find(root) is { } container && hasPublishedValues(file, container))
            {
                say($"{file.Path}: already there, values right");
                continue;
            }

            // Elsewhere the files lie as below the data root; at home two of them have one name.
            Uri source = from is not null
                ? new Uri(from, file.Path[(file.Path.IndexOf('/', StringComparison.Ordinal) + 1)..])
                : new Uri(new Uri(file.Home), file.Name);
            string destination = Path.Combine([root, .. file.Path.Split('/')]);
            say(FormattableString.Invariant($"{file.Path}: {file.Bytes} bytes from {source.Host} ..."));
            await Download.FetchAsync(client, source, destination, file.Bytes, Checksum.Md5(file.Md5), null, cancellation);
            say($"{file.Path}: fetched, checksum right");
        }
    }
}
