using Repro.Inputs;

namespace Repro.Project;

/// <summary>A single image of the data root that claims and drawings name.</summary>
/// <param name="Name">As addresses say it.</param>
/// <param name="Path">Below the data root, parts joined by slashes.</param>
/// <param name="Side">Rows and columns that it is resized to.</param>
internal sealed record ImageDeclaration(string Name, string Path, int Side)
{
    private const int MostPixels = 10_000;

    /// <summary>The file's path, or null where no root is named or the file is not there.</summary>
    public string? Find(string? root) => new FileDeclaration(Path).Find(root);

    /// <exception cref="InputException">A key is missing, unknown or has a wrong value.</exception>
    internal static ImageDeclaration Read(string name, JsonFields fields)
    {
        ImageDeclaration image = new(
            name,
            FileDeclaration.RequirePath(fields, "file", fields.Text("file")),
            fields.Count("size", MostPixels)
        );
        fields.End();
        return image;
    }
}
