using Repro.Keras.Catalog;
using Repro.Models;
using Repro.Models.Trainability;

namespace Repro.Specs;

/// <summary>The repository's networks for specs: the built-in ones and those of <c>configs/models</c>.</summary>
internal static class SpecModels
{
    public static ModelCatalog Catalog => Own.Host.Models;

    public static IReadOnlyList<string> Names => Catalog.Names;

    public static Model Get(string name) => Catalog.Get(name);

    public static ModelVariant Parse(string text) => Catalog.Parse(text);

    public static ModelVariant Build(string name, IReadOnlyList<string> variants) => Catalog.Build(name, variants);
}
