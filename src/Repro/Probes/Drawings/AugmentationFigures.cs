using Repro.Claims;
using Repro.Data.Augmentation;
using Repro.Data.Imaging;
using Repro.Figures;
using Repro.Probes.Forms;
using Repro.Probes.Samples;
using Repro.Randomness;
using Repro.Runs;
using Repro.Training.Feeding;

namespace Repro.Probes.Drawings;

/// <summary>
/// <c>picture:augmentations{RUN}/tiles</c>, <c>{RUN}/figure_count</c>: galleries with the augmentation of a run, of a made source of 90x120
/// cells.
/// </summary>
internal static class AugmentationFigures
{
    private const int Seed = 1;
    private const int Height = 90;
    private const int Width = 120;
    private const int Target = 150;
    private const byte White = 255;

    public static IReadOnlyList<QuantityDescription> Quantities { get; } =
    [
        new(
            "picture:augmentations{RUN}/tiles",
            "Rows and columns of images in the figure of nine images, augmented as a run augments its training images."
        ),
        new("picture:augmentations{RUN}/tile_count", "Number of images in the figure of nine images."),
        new("picture:augmentations{RUN}/figure_count", "Number of files with one augmented image each."),
        new("picture:augmentations{RUN}/tile_size", "Rows and columns of the first of these files, in pixels."),
    ];

    public static Measurement Measure(Address address, RunCatalog runs)
    {
        if (
            address.Variants is not [var name]
            || !runs.Names.Contains(name, StringComparer.Ordinal)
            || runs.Load(name, address).Train.Augmentation is not { } augmentation
        )
        {
            throw new AddressException($"'{address}': write augmentations{{RUN}} with a run that augments its training images.");
        }

        AugmentationSettings settings = ImagePreprocessors.Settings(augmentation);
        return (address.Argument, address.Quantity) switch
        {
            (null, "tiles") when Nine() is var tiles => DrawnMeasurements.Size(
                "rows x columns of tiles, found in the drawn image",
                tiles.Rows.Count,
                tiles.Columns.Count
            ),
            (null, "tile_count") => DrawnMeasurements.Number(Nine().All.Count(), "tiles found in the drawn image"),
            (null, "figure_count") => DrawnMeasurements.Number(Figures().Count, "files drawn"),
            (null, "tile_size") when Figures()[0] is var first => DrawnMeasurements.Size(
                "rows x columns of the first file drawn",
                first.Height,
                first.Width
            ),
            _ => throw new UnknownFormException(),
        };

        DrawnTiles Nine() => DrawnTiles.Find(DrawnTiles.Read(AugmentationGallery.NineInOne(Source(), settings, Seed)), White);

        IReadOnlyList<RgbImage> Figures() =>
            [.. AugmentationGallery.Figures(Source().Resize(Target, Target), settings, Seed).Select(figure => DrawnTiles.Read(figure))];
    }

    // No cell is white, which is the gaps' colour.
    private static RgbImage Source()
    {
        RandomStream stream = new(Seed, "augmentations");
        return new RgbImage(
            Height,
            Width,
            [.. Enumerable.Range(0, Height * Width * RgbImage.Channels).Select(_ => (byte)stream.Next(White))]
        );
    }
}
