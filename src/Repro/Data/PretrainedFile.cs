using System.Security.Cryptography;

namespace Repro.Data;

/// <summary>A file of published weights.</summary>
/// <param name="Path">Below the data root, parts joined by slashes.</param>
/// <param name="Md5">The checksum that Keras itself compares; where nobody publishes one, that of the file that recorded runs took.</param>
/// <param name="Home">The address of its folder, ending with a slash.</param>
public sealed record PretrainedFile(string Path, string Md5, long Bytes, string Home)
{
    /// <summary>
    /// SHA-256 of the values alone: every tensor's little-endian float32 bytes, layer by layer, kernel then bias. A file with these values is the
    /// published model, whatever wrote it. Null where the digest is not known; the file is then recognized by <see cref="Md5"/> alone.
    /// </summary>
    public string? ValuesSha256 { get; init; }

    /// <summary>
    /// SHA-256 of the container by which records named these weights before digests of values existed; null for weights without such records.
    /// Digests of what a run is fed keep this name, so that seeds recorded before and after can be compared.
    /// </summary>
    public string? RecordedContainerSha256 { get; init; }

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>What to do where it is missing.</summary>
    public string Remedy => $"repro data fetch {Path[..Path.IndexOf('/', StringComparison.Ordinal)]} brings it into the data root (REPRO_DATA).";

    /// <summary>Where it lies, or null where it is not there.</summary>
    public string? Find(string? root)
    {
        if (root is null)
        {
            return null;
        }

        string path = System.IO.Path.Combine([root, .. Path.Split('/')]);
        return File.Exists(path) ? path : null;
    }

    /// <summary>MD5 of a file in lower-case hexadecimal digits: it tells a published file from another, it is no protection.</summary>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public static string Md5Of(string path)
    {
        try
        {
            using FileStream stream = InputFile.Open(path, "a file of weights");
#pragma warning disable CA5351 // The published checksums are MD5.
            return Convert.ToHexStringLower(MD5.HashData(stream));
#pragma warning restore CA5351
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {exception.Message}", exception);
        }
    }
}
