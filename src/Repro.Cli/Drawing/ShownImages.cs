using Repro.Data.Catalog;
using Repro.Project;

namespace Repro.Cli.Drawing;

/// <summary>Which of the project's images are drawn: chosen by the data sets that they belong to and by their size.</summary>
internal sealed class ShownImages(DataCatalog data)
{
    public const string TrainingSplit = "train";

    // What the networks of keras.applications take.
    private const int PretrainedSide = 224;

    public IReadOnlyList<ImageDeclaration> All => data.Images.All.Count > 0 ? data.Images.All : throw None();

    /// <summary>Sets of images in folders that images belong to.</summary>
    public IEnumerable<DataSetDeclaration> Sets => All.Select(SetOf).OfType<DataSetDeclaration>().Distinct();

    /// <summary>An image of a training split, or the first one.</summary>
    public ImageDeclaration OfTraining => All.FirstOrDefault(image => SetOf(image) is { } set && IsTraining(image, set)) ?? All[0];

    /// <summary>For pretrained networks: the images of their size.</summary>
    public IReadOnlyList<ImageDeclaration> OfPretrained =>
        All.Where(image => image.Side == PretrainedSide).ToArray() is { Length: > 0 } fitting ? fitting : All;

    /// <summary>For the layers of pretrained networks: an image that belongs to no set of images in folders, or the first one.</summary>
    public ImageDeclaration OfNoSet => All.FirstOrDefault(image => SetOf(image) is null) ?? All[0];

    /// <summary>For a network trained on a set: the set's images outside the training split.</summary>
    public IReadOnlyList<ImageDeclaration> OfTrained(DataSetDeclaration set) =>
        [.. All.Where(image => SetOf(image)?.Name == set.Name && !IsTraining(image, set))];

    public InputException None() => new($"The project declares no image to draw. Declare one under 'images' of {ProjectFile.Name}.");

    private DataSetDeclaration? SetOf(ImageDeclaration image) => data.Sets.Of(image.Path) is { IsImageFolder: true } set ? set : null;

    private static bool IsTraining(ImageDeclaration image, DataSetDeclaration set) =>
        image.Path.StartsWith($"{set.Folder}/{TrainingSplit}/", StringComparison.Ordinal);
}
