using System.Globalization;
using Repro.Data.Augmentation;
using Repro.Data.Folders;
using Repro.Data.Imaging;
using Repro.Project;
using Repro.Runs;
using Repro.Training.Feeding;

namespace Repro.Figures.Drawing;

/// <summary>What is drawn of photographs alone.</summary>
internal static class DataDrawings
{
    /// <summary>Of the random versions.</summary>
    public const int Seed = 1;

    private const int Samples = 2;

    /// <summary>A photograph at its own size and as networks are fed it.</summary>
    public static IEnumerable<DrawnImage> Input(ImageDeclaration image, RgbImage pixels)
    {
        yield return new DrawnImage(
            $"input-{image.Name}-original",
            image.Name,
            string.Create(CultureInfo.InvariantCulture, $"{image.Path} at its own size, {pixels.Height}x{pixels.Width}."),
            pixels
        );
        yield return new DrawnImage(
            $"input-{image.Name}",
            image.Name,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{image.Path} as models are fed it: nearest neighbour to {image.Side}x{image.Side}."
            ),
            pixels.Resize(image.Side, image.Side)
        );
    }

    /// <summary>The first files of each class of the training set, at their own size.</summary>
    public static IEnumerable<(string File, string Class)> SamplesOf(ImageSplit split) =>
        split.Classes.SelectMany(name =>
            split.Files.Where(file => file.StartsWith(name + "/", StringComparison.Ordinal)).Take(Samples).Select(file => (file, name))
        );

    public static DrawnImage Sample(string file, string name, RgbImage pixels) =>
        new(
            $"input-sample-{Path.GetFileNameWithoutExtension(file)}",
            file,
            string.Create(
                CultureInfo.InvariantCulture,
                $"One of the training images of {name} at its own size, {pixels.Height}x{pixels.Width}."
            ),
            pixels
        );

    /// <summary>
    /// For each different augmentation of the project's runs: nine versions in one at the photograph's own size (keras-preprocessing), or
    /// four
    /// figures at the size of the declared image (Keras 2.0).
    /// </summary>
    public static IEnumerable<DrawnImage> Augmentations(ImageDeclaration image, RgbImage pixels, RunCatalog runs) =>
        runs
            .Names.Select(runs.Load)
            .Where(run => run.Train.Augmentation is not null)
            .DistinctBy(run => run.Train.Augmentation)
            .SelectMany(run => Augmentations(image, pixels, run));

    private static IEnumerable<DrawnImage> Augmentations(ImageDeclaration image, RgbImage pixels, RunConfiguration run)
    {
        AugmentationSettings settings = ImagePreprocessors.Settings(run.Train.Augmentation!);
        if (settings.Semantics != AugmentationSemantics.Keras20)
        {
            yield return new DrawnImage(
                $"augmentations-{run.Name}",
                $"{image.Name}, augmented",
                $"Nine random versions of {image.Name} at its own size, as {run.Name} makes them.",
                AugmentationGallery.NineInOne(pixels, settings, Seed)
            );
            yield break;
        }

        int number = 0;
        foreach (RgbImage figure in AugmentationGallery.Figures(pixels.Resize(image.Side, image.Side), settings, Seed))
        {
            number++;
            yield return new DrawnImage(
                string.Create(CultureInfo.InvariantCulture, $"augmentations-{run.Name}-{number}"),
                string.Create(CultureInfo.InvariantCulture, $"{image.Name}, version {number}"),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Version {number} of 4 of {image.Name} at {image.Side}x{image.Side}, as {run.Name} makes them."
                ),
                figure
            );
        }
    }
}
