using Repro.Inputs;

namespace Repro.Project;

/// <summary>Published weights of a model: a file of Keras's.</summary>
/// <param name="Model">The model that takes them.</param>
internal sealed record WeightsDeclaration(string Model, FileDeclaration File)
{
    private readonly string? _remedy;

    /// <summary>
    /// SHA-256 of the values alone: every tensor's little-endian float32 bytes, layer by layer, kernel then bias. A file with these values
    /// is the
    /// published model, whatever wrote it. Null where the digest is not known; the file is then recognized by its checksum alone.
    /// </summary>
    public string? ValuesSha256 { get; init; }

    /// <summary>
    /// SHA-256 of the container by which records named these weights before digests of values existed; null for weights without such
    /// records.
    /// Digests of what a run is fed keep this name, so that seeds recorded before and after can be compared.
    /// </summary>
    public string? RecordedSha256 { get; init; }

    /// <summary>What <c>repro data fetch</c> calls the file and its neighbors: the first folder of its path, or the model's name.</summary>
    public string Group => File.Path.IndexOf('/', StringComparison.Ordinal) is > 0 and var end ? File.Path[..end] : Model;

    /// <summary>What to do where the file is missing.</summary>
    public string Remedy
    {
        get =>
            _remedy
            ?? (
                File.Url is null
                    ? $"Put the file into the data root (REPRO_DATA) as {File.Path}."
                    : $"repro data fetch {Group} brings it into the data root (REPRO_DATA)."
            );
        init => _remedy = value;
    }

    /// <exception cref="InputException">A key is missing, unknown or has a wrong value.</exception>
    internal static WeightsDeclaration Read(string model, JsonFields fields)
    {
        WeightsDeclaration weights = new(
            model,
            FileDeclaration.Read(FileDeclaration.RequirePath(fields, "file", fields.Text("file")), fields)
        )
        {
            ValuesSha256 = FileDeclaration.Hexadecimal(fields, "values_sha256", 64),
            RecordedSha256 = FileDeclaration.Hexadecimal(fields, "recorded_sha256", 64),
        };
        if (weights.File.Sha256 is null && weights.File.Md5 is null && weights.ValuesSha256 is null)
        {
            throw fields.Wrong("sha256", "is missing; give one of sha256, md5 and values_sha256, by which the file is recognized.");
        }

        if (fields.OptionalText("remedy") is { } remedy)
        {
            weights = weights with { Remedy = remedy };
        }

        fields.End();
        return weights;
    }
}
