using Repro.Claims;
using Repro.Probes.Drawings;
using Repro.Training.Runs;

namespace Repro.Probes;

/// <summary>Draws the documents' pictures and measures them on the drawn files: <c>picture:filter-grid{made tiles}[block1_conv1]/size</c>.</summary>
public sealed class PictureProbe : IProbe
{
    private readonly Lazy<string?> _root;
    private readonly SeededFigures _figures;

    /// <param name="dataRoot">Where photographs and weights lie, or null.</param>
    /// <param name="figures">Networks that other probes run as well.</param>
    internal PictureProbe(Func<string?> dataRoot, SeededFigures figures)
    {
        _root = new(dataRoot);
        _figures = figures;
    }

    public string Prefix => "picture";

    public Measurement Measure(Address address) => address.Subject switch
    {
        _ when address.Selector is not null => throw new AddressException($"'{address}': a picture takes no selector."),
        "input" => InputPictures.Measure(address, _root.Value),
        "augmentations" => AugmentationPictures.Measure(address, RunCatalog.OfRepository()),
        "filter-grid" => FilterPictures.Grid(address),
        "gradcam" => GradCamPictures.Measure(address, _root.Value),
        "curves" => CurveQuantities.Measure(address),
        "filter-pattern" => FilterPictures.Pattern(address, _figures),
        "kernels" => KernelPictures.Measure(Seeded(address), _figures),
        "feature-maps" => FeatureMapPictures.Measure(Seeded(address), _figures),
        "activations" => ActivationPictures.Tensors(Seeded(address), _figures),
        "activation-channel" => ActivationPictures.Channel(Seeded(address), _figures),
        "activation-grid" => ActivationPictures.Grid(Seeded(address), _figures),
        "activation-grids" => ActivationPictures.Grids(Seeded(address), _figures),
        _ => throw new AddressException(
            $"'{address}': no picture is called '{address.Subject}'. There are input, augmentations, kernels, feature-maps, activations, activation-channel, activation-grid, activation-grids, filter-pattern, filter-grid, gradcam and curves."),
    };

    private static Address Seeded(Address address) => address.IsSeeded()
        ? address
        : throw new AddressException($"'{address}': write {address.Subject}{{{SeededFigures.Variant}}}: it is drawn with seeded weights.");
}
