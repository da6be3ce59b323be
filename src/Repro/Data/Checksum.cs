namespace Repro.Data;

/// <summary>A published checksum, and how a file's own is computed.</summary>
/// <param name="Kind">As messages call it.</param>
public sealed record Checksum(string Kind, string Value, Func<string, string> Of)
{
    public static Checksum Sha256(string value) => new("SHA-256", value, DataInventory.Sha256);

    public static Checksum Md5(string value) => new("MD5", value, PretrainedFile.Md5Of);
}
