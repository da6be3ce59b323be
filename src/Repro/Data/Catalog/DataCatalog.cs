using Repro.Project;

namespace Repro.Data.Catalog;

/// <summary>What a project can name of the data root: data sets, weights and single images.</summary>
internal sealed class DataCatalog
{
    public DataCatalog(
        IEnumerable<DataSetDeclaration> sets,
        IEnumerable<WeightsDeclaration> weights,
        IReadOnlyList<ImageDeclaration> images
    )
    {
        Sets = new DataSetCatalog(sets);
        Weights = new WeightsCatalog(weights);
        Images = new ImageCatalog(images, Sets);
    }

    /// <param name="project">Declares them.</param>
    public DataCatalog(ProjectFile project)
        : this(project.DataSets.Values, project.Weights.Values, project.Images) { }

    /// <summary>The built-in sets and weights, for commands outside a project.</summary>
    public static DataCatalog BuiltIn { get; } = new([], [], []);

    public DataSetCatalog Sets { get; }

    public WeightsCatalog Weights { get; }

    /// <summary>The names of data sets and images.</summary>
    public IReadOnlyList<string> Names => [.. Sets.Names, .. Images.Names];

    public ImageCatalog Images { get; }
}
