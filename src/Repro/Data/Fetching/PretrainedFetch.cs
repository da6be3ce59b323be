using Repro.Project;

namespace Repro.Data.Fetching;

/// <summary>Brings published weights into the data root.</summary>
internal static class PretrainedFetch
{
    /// <summary>
    /// Fetches what is missing of a set of files, resumably; a file that is there with the right checksum or the right values is left
    /// alone.
    /// </summary>
    /// <param name="from">Another home for all of them, ending with a slash; null for each file's own.</param>
    /// <param name="hasPublishedValues">Whether a file holds the published values in another container.</param>
    /// <param name="say">Receives one line per file.</param>
    /// <exception cref="InputException">A transfer fails, or brings other bytes than were published; nothing wrong is moved into
    /// place.</exception>
    public static async Task FetchAsync(
        HttpClient client,
        string root,
        IReadOnlyList<WeightsDeclaration> files,
        Uri? from,
        Func<WeightsDeclaration, string, bool> hasPublishedValues,
        Action<string> say,
        CancellationToken cancellation = default
    )
    {
        foreach (WeightsDeclaration weights in files)
        {
            FileDeclaration file = weights.File;
            if (file.Find(root) is { } there)
            {
                if (FileFetch.IsRight(file, there))
                {
                    say($"{file.Path}: already there, checksum right");
                    continue;
                }

                if (hasPublishedValues(weights, there))
                {
                    say($"{file.Path}: already there, values right");
                    continue;
                }
            }

            if (file.Url is null)
            {
                throw new InputException($"The weights of '{weights.Model}' have no address in {ProjectFile.Name}. {weights.Remedy}");
            }

            // Elsewhere the files lie as below the data root; at home two of them may have one name.
            await FileFetch.FetchAsync(
                client,
                root,
                file,
                from,
                file.Path[(file.Path.IndexOf('/', StringComparison.Ordinal) + 1)..],
                say,
                cancellation
            );
        }
    }
}
