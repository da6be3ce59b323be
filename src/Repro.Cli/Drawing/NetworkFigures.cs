using Repro.Backends;
using Repro.Data.Imaging;
using Repro.Figures;
using Repro.Figures.Drawing;
using Repro.Project;
using Repro.Runs;

namespace Repro.Cli.Drawing;

/// <summary>Figures of a network: kernels, activations, patterns of filters, feature maps and heat maps.</summary>
internal sealed class NetworkFigures(PhotographFigures photographs, RunCatalog runs, IBackend backend)
{
    public const string GradCam = "gradcam";

    private static readonly Dictionary<string, Func<Shown, IEnumerable<DrawnImage>>> Drawings = new(StringComparer.Ordinal)
    {
        ["kernels"] = shown => NetworkDrawings.Kernels(shown.Source, shown.Figures.Backend),
        ["activations"] = shown =>
            NetworkDrawings.Activations(shown.Source, shown.Figures.Backend, shown.First.Name, shown.Figures.Read(shown.First)),
        ["filters"] = shown => FilterDrawings.Draw(shown.Source, shown.Figures.Backend),
        ["featuremaps"] = shown =>
            NetworkDrawings.FeatureMaps(shown.Source, shown.Figures.Backend, shown.First.Name, shown.Figures.Read(shown.First)),
        [GradCam] = shown =>
            shown.Images.SelectMany(
                (image, place) =>
                    HeatDrawings.Draw(shown.Source, shown.Figures.Backend, image, shown.Figures.Read(image), slips: place == 0)
            ),
    };

    public static IReadOnlyList<string> Subjects { get; } = [.. Drawings.Keys];

    private IBackend Backend => backend;

    /// <exception cref="InputException">An image that the subject needs is missing.</exception>
    public IEnumerable<DrawnImage> Of(FigureSource source, string subject)
    {
        ShownImages shown = new(runs.Data);
        IReadOnlyList<ImageDeclaration> images = source.Seed is null ? shown.OfPretrained : shown.OfTrained(runs.Load(source.Name).Set);
        ImageDeclaration first =
            source.Seed is null ? shown.OfNoSet
            : images.Count > 0 ? images[0]
            : throw shown.None();
        return Drawings[subject](new Shown(this, source, images, first));
    }

    private RgbImage Read(ImageDeclaration image) => photographs.Read(image);

    /// <summary>A network and the images that its figures show.</summary>
    private sealed record Shown(
        NetworkFigures Figures,
        FigureSource Source,
        IReadOnlyList<ImageDeclaration> Images,
        ImageDeclaration First
    );
}
