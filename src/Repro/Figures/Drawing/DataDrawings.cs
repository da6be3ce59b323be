using System.Globalization;
using Repro.Data.Augmentation;
using Repro.Data.Folders;
using Repro.Data.Imaging;
using Repro.Project;
using Repro.Runs;
using Repro.Training.Feeding;

namespace Repro.Figures.Drawing;

/// <summary>What is drawn of photographs alone.</summary>
public static class DataDrawings
{
    /// <summary>Of the random versions.</summary>
    public const int Seed = 1;

    private const int Samples = 2;

    /// <summary>A photograph at its own size and as networks are fed it.</summary>
    public static IEnumerable<DrawnPicture> Input(ImageDeclaration picture, RgbPicture pixels)
    {
        yield return new DrawnPicture(
            $"input-{picture.Name}-original", picture.Name, string.Create(CultureInfo.InvariantCulture, $"{picture.Path} at its own size, {pixels.Height}x{pixels.Width}."), pixels);
        yield return new DrawnPicture(
            $"input-{picture.Name}",
            picture.Name,
            string.Create(CultureInfo.InvariantCulture, $"{picture.Path} as networks are fed it: nearest neighbour to {picture.Side}x{picture.Side}."),
            pixels.Resize(picture.Side, picture.Side));
    }

    /// <summary>The first files of each class of the training set, at their own size.</summary>
    public static IEnumerable<(string File, string Class)> SamplesOf(PictureSplit split) =>
        split.Classes.SelectMany(name => split.Files.Where(file => file.StartsWith(name + "/", StringComparison.Ordinal)).Take(Samples).Select(file => (file, name)));

    public static DrawnPicture Sample(string file, string name, RgbPicture pixels) => new(
        $"input-sample-{Path.GetFileNameWithoutExtension(file)}",
        file,
        string.Create(CultureInfo.InvariantCulture, $"One of the training pictures of {name} at its own size, {pixels.Height}x{pixels.Width}."),
        pixels);

    /// <summary>
    /// For each different augmentation of the project's runs: nine versions in one at the photograph's own size (keras-preprocessing), or four
    /// figures at the size of the declared image (Keras 2.0).
    /// </summary>
    public static IEnumerable<DrawnPicture> Augmentations(ImageDeclaration picture, RgbPicture pixels, RunCatalog runs) => runs.Names
        .Select(runs.Load)
        .Where(run => run.Train.Augmentation is not null)
        .DistinctBy(run => run.Train.Augmentation)
        .SelectMany(run => Augmentations(picture, pixels, run));

    private static IEnumerable<DrawnPicture> Augmentations(ImageDeclaration picture, RgbPicture pixels, RunConfiguration run)
    {
        AugmentationSettings settings = PictureFeeds.Settings(run.Train.Augmentation!);
        if (settings.Semantics != AugmentationSemantics.Keras20)
        {
            yield return new DrawnPicture(
                $"augmentations-{run.Name}",
                $"{picture.Name}, augmented",
                $"Nine random versions of {picture.Name} at its own size, as {run.Name} makes them.",
                AugmentationGallery.NineInOne(pixels, settings, Seed));
            yield break;
        }

        int number = 0;
        foreach (RgbPicture figure in AugmentationGallery.Figures(pixels.Resize(picture.Side, picture.Side), settings, Seed))
        {
            number++;
            yield return new DrawnPicture(
                string.Create(CultureInfo.InvariantCulture, $"augmentations-{run.Name}-{number}"),
                string.Create(CultureInfo.InvariantCulture, $"{picture.Name}, version {number}"),
                string.Create(CultureInfo.InvariantCulture, $"Version {number} of 4 of {picture.Name} at {picture.Side}x{picture.Side}, as {run.Name} makes them."),
                figure);
        }
    }
}
