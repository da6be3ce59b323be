namespace Repro.Project;

/// <summary>A data set of the project.</summary>
/// <param name="Kind"><c>idx</c>, <c>image_folder</c> or <c>npz</c>.</param>
/// <param name="Place">The set's folder or file, relative to the data root.</param>
/// <param name="Splits">The parts of an image folder.</param>
public sealed record DataSetDeclaration(string Kind, string Place, IReadOnlyList<string> Splits)
{
    public static IReadOnlyList<string> Kinds { get; } = ["idx", "image_folder", "npz"];

    /// <exception cref="InputException">A key is missing, unknown or has a wrong value.</exception>
    internal static DataSetDeclaration Read(JsonFields fields)
    {
        string kind = fields.OneOf("kind", [.. Kinds]);
        string key = kind == "npz" ? "file" : "folder";
        string place = fields.Text(key);
        return RelativePath.IsInside(place)
            ? new DataSetDeclaration(kind, place, fields.OptionalTexts("splits"))
            : throw fields.Wrong(key, $"is '{place}'; it must be a relative path with '/' and without '..'.");
    }
}
