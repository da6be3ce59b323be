using Repro.Inputs;

namespace Repro.Project;

/// <summary>A file of a data set or of weights: where it belongs, where it comes from, and how it is recognized.</summary>
/// <param name="Path">Below the data root, parts joined by slashes.</param>
internal sealed record FileDeclaration(string Path)
{
    private const long MostBytes = 1L << 40;

    /// <summary>The address that the file is fetched from; null where it has to be brought by hand.</summary>
    public string? Url { get; init; }

    /// <summary>SHA-256 of the file in lower-case hexadecimal digits; null where it is not known.</summary>
    public string? Sha256 { get; init; }

    /// <summary>MD5 of the file, where that is what its publisher gives; it recognizes a file and protects against nothing.</summary>
    public string? Md5 { get; init; }

    /// <summary>SHA-256 of what a compressed file holds, so that the file may also be there without compression.</summary>
    public string? ContentSha256 { get; init; }

    /// <summary>The length in bytes; null where it is not known.</summary>
    public long? Bytes { get; init; }

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The file's path below a data root, whether it is there or not.</summary>
    public string In(string root) => System.IO.Path.Combine([root, .. Path.Split('/')]);

    /// <summary>The file's path, or null where no root is named or the file is not there.</summary>
    public string? Find(string? root) => root is not null && In(root) is var path && File.Exists(path) ? path : null;

    /// <summary>Reads the keys <c>url</c>, <c>sha256</c>, <c>md5</c>, <c>content_sha256</c> and <c>bytes</c> of an object.</summary>
    /// <exception cref="InputException">A key has a wrong value.</exception>
    internal static FileDeclaration Read(string path, JsonFields fields) =>
        new(path)
        {
            Url = fields.OptionalWebAddress("url"),
            Sha256 = Hexadecimal(fields, "sha256", 64),
            Md5 = Hexadecimal(fields, "md5", 32),
            ContentSha256 = Hexadecimal(fields, "content_sha256", 64),
            Bytes = fields.OptionalLong("bytes", MostBytes),
        };

    /// <summary>A path below the data root: no drive, no way out, parts joined by slashes.</summary>
    /// <exception cref="InputException">It is not such a path.</exception>
    internal static string RequirePath(JsonFields fields, string key, string path) =>
        RelativePath.IsInside(path) ? path : throw fields.Wrong(key, $"is '{path}'; it must be a relative path with '/' and without '..'.");

    internal static string? Hexadecimal(JsonFields fields, string key, int digits) =>
        fields.OptionalText(key) is not { } text || (text.Length == digits && text.All(char.IsAsciiHexDigit))
            ? fields.OptionalText(key)?.ToLowerInvariant()
            : throw fields.Wrong(key, $"must be {digits} hexadecimal digits, but is '{text}'.");
}
