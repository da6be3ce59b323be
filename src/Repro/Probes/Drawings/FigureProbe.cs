using Repro.Claims;
using Repro.Probes.Forms;
using Repro.Probes.Samples;

namespace Repro.Probes.Drawings;

/// <summary>Draws images and measures them on the drawn files: <c>picture:filter-grid{made tiles}[block1_conv1]/size</c>.</summary>
internal sealed class FigureProbe : IProbe
{
    private readonly IReadOnlyDictionary<string, ProbeSubject> _images;

    /// <param name="figures">Networks that other probes run as well.</param>
    internal FigureProbe(ProbeServices services, SeededNetworks figures)
    {
        string? root = services.Settings.DataRoot;
        _images = new Dictionary<string, ProbeSubject>(StringComparer.Ordinal)
        {
            ["input"] = new(address => InputImages.Measure(address, root, services.Runs.Data.Images), InputImages.Quantities),
            ["augmentations"] = new(address => AugmentationFigures.Measure(address, services.Runs), AugmentationFigures.Quantities),
            ["filter-grid"] = new(FilterFigures.Grid, FilterFigures.GridQuantities),
            ["gradcam"] = new(address => GradCamFigures.Measure(address, root, services.Runs.Data), GradCamFigures.Quantities),
            ["curves"] = new(address => CurveQuantities.Measure(address, services.Project.CurveStyles), CurveQuantities.Quantities),
            ["filter-pattern"] = new(address => FilterFigures.Pattern(address, figures), FilterFigures.PatternQuantities),
            ["kernels"] = new(address => KernelFigures.Measure(Seeded(address), figures), KernelFigures.Quantities),
            ["feature-maps"] = new(address => FeatureMapFigures.Measure(Seeded(address), figures), FeatureMapFigures.Quantities),
            ["activations"] = new(address => ActivationFigures.Tensors(address, figures), ActivationFigures.TensorQuantities),
            ["activation-channel"] = new(address => ActivationFigures.Channel(address, figures), ActivationFigures.ChannelQuantities),
            ["activation-grid"] = new(address => ActivationFigures.Grid(address, figures), ActivationFigures.GridQuantities),
            ["activation-grids"] = new(address => ActivationFigures.Grids(address, figures), ActivationFigures.GridsQuantities),
        };
    }

    public string Prefix => "picture";

    public IReadOnlyList<QuantityDescription> Quantities => [.. _images.Values.SelectMany(subject => subject.Quantities)];

    /// <summary>The images' names, sorted.</summary>
    public IEnumerable<string> Subjects => _images.Keys.Order(StringComparer.Ordinal);

    public Measurement Measure(Address address)
    {
        if (address.Selector is not null)
        {
            throw new AddressException($"'{address}': an image does not have a selector.");
        }

        return _images.TryGetValue(address.Subject, out ProbeSubject? subject)
            ? subject.Of(address)
            : throw new AddressException(
                $"'{address}': no image is called '{address.Subject}'.{Spelling.Suggestion(address.Subject, _images.Keys)} There are {string.Join(", ", Subjects)}."
            );
    }

    private static Address Seeded(Address address) => address.IsSeeded() ? address : throw new UnknownFormException();
}
