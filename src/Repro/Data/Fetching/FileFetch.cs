using Repro.Project;

namespace Repro.Data.Fetching;

/// <summary>Brings a declared file into the data root.</summary>
internal static class FileFetch
{
    /// <summary>Whether a file that is there is the declared one, by its length and checksum; false where neither is declared.</summary>
    public static bool IsRight(FileDeclaration file, string path) =>
        (file.Bytes is not null || Checksum.For(file) is not null)
        && (file.Bytes is not { } bytes || new FileInfo(path).Length == bytes)
        && (Checksum.For(file) is not { } checksum || checksum.Of(path) == checksum.Value);

    /// <summary>Downloads a file, resumably, and checks it before it is moved into place.</summary>
    /// <param name="from">Another home, ending with a slash; null for the declared address.</param>
    /// <param name="name">What the file is called at that other home.</param>
    /// <exception cref="InputException">The transfer fails, or brings other bytes than are declared; nothing wrong is moved into
    /// place.</exception>
    public static async Task FetchAsync(
        HttpClient client,
        string root,
        FileDeclaration file,
        Uri? from,
        string name,
        Action<string> say,
        CancellationToken cancellation
    )
    {
        Uri source = from is null ? new Uri(file.Url!) : new Uri(from, name);
        say(FormattableString.Invariant($"{file.Path}: {(file.Bytes is { } bytes ? $"{bytes} bytes " : "")}from {source.Host} ..."));
        await Download.FetchAsync(client, source, file.In(root), file.Bytes, Checksum.For(file), null, cancellation);
        say($"{file.Path}: fetched{(Checksum.For(file) is null ? "" : ", checksum right")}");
    }
}
