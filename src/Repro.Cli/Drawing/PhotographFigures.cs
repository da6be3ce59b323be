using Repro.Data.Folders;
using Repro.Data.Imaging;
using Repro.Figures;
using Repro.Figures.Drawing;
using Repro.Project;
using Repro.Runs;

namespace Repro.Cli.Drawing;

/// <summary>Figures of the project's images: as they are, and augmented.</summary>
internal sealed class PhotographFigures(FigureFolder folder, RunCatalog runs, string? dataRoot)
{
    public const string Input = "input";
    public const string Augmentations = "augmentations";

    private ShownImages Shown => new(runs.Data);

    /// <summary>The figures by subject: a title for messages, and what draws them.</summary>
    public IReadOnlyDictionary<string, (string Title, Action Draw)> Subjects =>
        new Dictionary<string, (string, Action)>(StringComparer.Ordinal)
        {
            [Input] = ("input images", DrawInput),
            [Augmentations] = ("augmentations", DrawAugmentations),
        };

    /// <exception cref="InputException">The image is missing or damaged.</exception>
    public RgbImage Read(ImageDeclaration image) =>
        Decode(
            image.Find(dataRoot)
                ?? throw new InputException(
                    $"The image {image.Path} is missing{(dataRoot is null ? ": no data root is set (REPRO_DATA)" : "")}. {runs.Data.Images.Remedy(image)}"
                )
        );

    private void DrawInput()
    {
        foreach (ImageDeclaration image in Shown.All)
        {
            foreach (DrawnImage drawn in DataDrawings.Input(image, Read(image)))
            {
                folder.Add(Input, drawn, null, null);
            }
        }

        foreach (DataSetDeclaration set in Shown.Sets)
        {
            ImageSplit split = ImageSplit.Open(dataRoot, set, ShownImages.TrainingSplit);
            foreach ((string file, string name) in DataDrawings.SamplesOf(split))
            {
                folder.Add(Input, DataDrawings.Sample(file, name, Decode(Path.Combine([split.Folder, .. file.Split('/')]))), null, null);
            }
        }
    }

    private void DrawAugmentations()
    {
        ImageDeclaration image = Shown.OfTraining;
        foreach (DrawnImage drawn in DataDrawings.Augmentations(image, Read(image), runs))
        {
            folder.Add(Augmentations, drawn, null, DataDrawings.Seed);
        }
    }

    private static RgbImage Decode(string path)
    {
        using JpegDecoder decoder = new();
        return decoder.Read(path);
    }
}
