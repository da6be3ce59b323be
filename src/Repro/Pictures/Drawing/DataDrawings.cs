using System.Globalization;
using Repro.Data;
using Repro.Training;
using Repro.Training.Runs;

namespace Repro.Pictures.Drawing;

/// <summary>What is drawn of photographs alone.</summary>
public static class DataDrawings
{
    /// <summary>Of the random versions.</summary>
    public const int Seed = 1;

    private const int Samples = 2;

    /// <summary>A photograph at its own size and as networks are fed it.</summary>
    public static IEnumerable<DrawnPicture> Input(DocumentPicture picture, RgbPicture pixels)
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

    /// <summary>Document 1's nine versions in one, and document 3's four figures.</summary>
    public static IEnumerable<DrawnPicture> Augmentations(RgbPicture pixels, RunCatalog runs)
    {
        DocumentPicture picture = DocumentPictures.Gallery;
        yield return new DrawnPicture(
            "augmentations-document-1",
            $"{picture.Name}, augmented",
            $"Nine random versions of {picture.Name} at its own size, as document 1's generator makes them (bilinear; line 379).",
            AugmentationGallery.NineInOne(pixels, Settings("catsdogs-augmented-d1"), Seed));
        int number = 0;
        foreach (RgbPicture figure in AugmentationGallery.Figures(pixels.Resize(picture.Side, picture.Side), Settings("catsdogs-augmented"), Seed))
        {
            number++;
            yield return new DrawnPicture(
                string.Create(CultureInfo.InvariantCulture, $"augmentations-document-3-{number}"),
                string.Create(CultureInfo.InvariantCulture, $"{picture.Name}, version {number}"),
                string.Create(CultureInfo.InvariantCulture, $"Version {number} of 4 of {picture.Name} at {picture.Side}x{picture.Side}, as document 3's generator makes them (nearest neighbour; line 564)."),
                figure);
        }

        Data.Augmentation.AugmentationSettings Settings(string run) => PictureFeeds.Settings(runs.Load(run).Train.Augmentation!);
    }
}
