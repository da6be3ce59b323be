using Repro.Claims;
using Repro.Data;
using Repro.Data.Augmentation;
using Repro.Pictures;
using Repro.Randomness;
using Repro.Training;
using Repro.Training.Runs;

namespace Repro.Probes.Drawings;

/// <summary>
/// <c>picture:augmentations{document 1}/tiles</c>, <c>{document 3}/figure_count</c>: the documents' galleries with the augmentation of their runs,
/// of a made source of 90x120 cells.
/// </summary>
internal static class AugmentationPictures
{
    private const int Seed = 1;
    private const int Height = 90;
    private const int Width = 120;
    private const int Target = 150;
    private const byte White = 255;

    public static Measurement Measure(Address address, RunCatalog runs)
    {
        return (address.Variants, address.Argument, address.Quantity) switch
        {
            (["document 1"], null, "tiles") when Nine() is var tiles => Drawn.Size("rows x columns of tiles, found in the drawn picture", tiles.Rows.Count, tiles.Columns.Count),
            (["document 1"], null, "tile_count") => Drawn.Number(Nine().All.Count(), "tiles found in the drawn picture"),
            (["document 3"], null, "figure_count") => Drawn.Number(Figures().Count, "files drawn"),
            (["document 3"], null, "tile_size") when Figures()[0] is var first => Drawn.Size("rows x columns of the first file drawn", first.Height, first.Width),
            _ => throw new AddressException($"'{address}': write augmentations{{document 1}}/tiles or tile_count, or {{document 3}}/figure_count or tile_size."),
        };

        AugmentationSettings Settings(string run) => PictureFeeds.Settings(runs.Load(run).Train.Augmentation!);

        DrawnTiles Nine() => DrawnTiles.Find(DrawnTiles.Read(AugmentationGallery.NineInOne(Source(), Settings("catsdogs-augmented-d1"), Seed)), White);

        IReadOnlyList<RgbPicture> Figures() =>
            [.. AugmentationGallery.Figures(Source().Resize(Target, Target), Settings("catsdogs-augmented"), Seed).Select(figure => DrawnTiles.Read(figure))];
    }

    // No cell is white, which is the gaps' colour.
    private static RgbPicture Source()
    {
        RandomStream stream = new(Seed, "augmentations");
        return new RgbPicture(Height, Width, [.. Enumerable.Range(0, Height * Width * RgbPicture.Channels).Select(_ => (byte)stream.Next(White))]);
    }
}
