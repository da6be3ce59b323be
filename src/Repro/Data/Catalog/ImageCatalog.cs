using Repro.Project;

namespace Repro.Data.Catalog;

/// <summary>The single images that the project declares, for claims and drawings.</summary>
/// <param name="images">In the project file's order.</param>
/// <param name="sets">The data sets, which say how to get the images that belong to them.</param>
internal sealed class ImageCatalog(IReadOnlyList<ImageDeclaration> images, DataSetCatalog sets)
{
    public IReadOnlyList<ImageDeclaration> All { get; } = images;

    public IReadOnlyList<string> Names => [.. All.Select(image => image.Name)];

    /// <summary>The image of that name, or null.</summary>
    public ImageDeclaration? Named(string? name) => All.FirstOrDefault(image => image.Name == name);

    /// <summary>What to do where the image is missing.</summary>
    public string Remedy(ImageDeclaration image) =>
        sets.Of(image.Path)?.Remedy ?? $"Put it into the data root (REPRO_DATA) as {image.Path}.";
}
