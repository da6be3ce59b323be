using System.Security.Cryptography;
using Repro.Inputs;
using Repro.Project;

namespace Repro.Data;

/// <summary>A published checksum, and how a file's own is computed.</summary>
/// <param name="Kind">As messages call it.</param>
internal sealed record Checksum(string Kind, string Value, Func<string, string> Of)
{
    public static Checksum Sha256(string value) => new("SHA-256", value, Sha256Of);

    public static Checksum Md5(string value) => new("MD5", value, Md5Of);

    /// <summary>The checksum that a declaration gives; null where it gives none.</summary>
    public static Checksum? For(FileDeclaration file) =>
        file.Sha256 is { } sha256 ? Sha256(sha256)
        : file.Md5 is { } md5 ? Md5(md5)
        : null;

    /// <summary>SHA-256 of a file in lower-case hexadecimal digits.</summary>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public static string Sha256Of(string path)
    {
        try
        {
            using FileStream stream = InputFile.Open(path, "a file of the data root");
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>MD5 of a file in lower-case hexadecimal digits: it tells a published file from another, it is no protection.</summary>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public static string Md5Of(string path)
    {
        try
        {
            using FileStream stream = InputFile.Open(path, "a published file");
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
