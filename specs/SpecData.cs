using Repro.Data.Catalog;
using Repro.Data.Folders;
using Repro.Project;

namespace Repro.Specs;

/// <summary>The data sets, weights and images that this repository's project declares, and made ones.</summary>
internal static class SpecData
{
    public const string Mnist = "mnist";

    public static DataCatalog Catalog => Own.Runs.Data;

    public static DataSetCatalog Sets => Catalog.Sets;

    /// <summary>A set of the project or a built-in one.</summary>
    public static DataSetDeclaration Set(string name) => Sets.Get(name);

    /// <summary>An image folder about which nothing else is declared.</summary>
    public static DataSetDeclaration Folder(string name) => new(name, DataSetKind.ImageFolder) { Folder = name };

    public static WeightsDeclaration Weights(string model) => Catalog.Weights.For(model);

    public static ImageDeclaration Image(string name) => Catalog.Images.Named(name)!;

    public static ImageSplit Open(string? root, string folder, string split) => ImageSplit.Open(root, Folder(folder), split);
}
