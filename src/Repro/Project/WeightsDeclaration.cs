namespace Repro.Project;

/// <summary>Pretrained weights of a network.</summary>
/// <param name="File">Relative to the data root.</param>
/// <param name="Url">Where the file is published; null where it is not.</param>
/// <param name="Md5">As Keras publishes it; null where it is not known.</param>
/// <param name="ValuesSha256">SHA-256 of the values, whatever file holds them; null where it is not known.</param>
public sealed record WeightsDeclaration(string File, string? Url, string? Md5, string? ValuesSha256)
{
    /// <exception cref="InputException">A key is missing, unknown or has a wrong value.</exception>
    internal static WeightsDeclaration Read(JsonFields fields)
    {
        string file = fields.Text("file");
        return RelativePath.IsInside(file)
            ? new WeightsDeclaration(file, fields.OptionalText("url"), fields.OptionalText("md5"), fields.OptionalText("values_sha256"))
            : throw fields.Wrong("file", $"is '{file}'; it must be a relative path with '/' and without '..'.");
    }
}
