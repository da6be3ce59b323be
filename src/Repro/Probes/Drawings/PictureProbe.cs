using Repro.Claims;
using Repro.Probes.Forms;
using Repro.Probes.Samples;

namespace Repro.Probes.Drawings;

/// <summary>Draws pictures and measures them on the drawn files: <c>picture:filter-grid{made tiles}[block1_conv1]/size</c>.</summary>
public sealed class PictureProbe : IProbe
{
    private readonly IReadOnlyDictionary<string, ProbeSubject> _pictures;

    /// <param name="figures">Networks that other probes run as well.</param>
    internal PictureProbe(ProbeServices services, SeededFigures figures)
    {
        string? root = services.Settings.DataRoot;
        _pictures = new Dictionary<string, ProbeSubject>(StringComparer.Ordinal)
        {
            ["input"] = new(address => InputPictures.Measure(address, root, services.Runs.Data.Images), InputPictures.Quantities),
            ["augmentations"] = new(address => AugmentationPictures.Measure(address, services.Runs), AugmentationPictures.Quantities),
            ["filter-grid"] = new(FilterPictures.Grid, FilterPictures.GridQuantities),
            ["gradcam"] = new(address => GradCamPictures.Measure(address, root, services.Runs.Data), GradCamPictures.Quantities),
            ["curves"] = new(address => CurveQuantities.Measure(address, services.Project.CurveStyles), CurveQuantities.Quantities),
            ["filter-pattern"] = new(address => FilterPictures.Pattern(address, figures), FilterPictures.PatternQuantities),
            ["kernels"] = new(address => KernelPictures.Measure(Seeded(address), figures), KernelPictures.Quantities),
            ["feature-maps"] = new(address => FeatureMapPictures.Measure(Seeded(address), figures), FeatureMapPictures.Quantities),
            ["activations"] = new(address => ActivationPictures.Tensors(address, figures), ActivationPictures.TensorQuantities),
            ["activation-channel"] = new(address => ActivationPictures.Channel(address, figures), ActivationPictures.ChannelQuantities),
            ["activation-grid"] = new(address => ActivationPictures.Grid(address, figures), ActivationPictures.GridQuantities),
            ["activation-grids"] = new(address => ActivationPictures.Grids(address, figures), ActivationPictures.GridsQuantities),
        };
    }

    public string Prefix => "picture";

    public IReadOnlyList<QuantityDescription> Quantities => [.. _pictures.Values.SelectMany(subject => subject.Quantities)];

    /// <summary>The pictures' names, sorted.</summary>
    public IEnumerable<string> Subjects => _pictures.Keys.Order(StringComparer.Ordinal);

    public Measurement Measure(Address address)
    {
        if (address.Selector is not null)
        {
            throw new AddressException($"'{address}': a picture takes no selector.");
        }

        return _pictures.TryGetValue(address.Subject, out ProbeSubject? subject)
            ? subject.Of(address)
            : throw new AddressException($"'{address}': no picture is called '{address.Subject}'.{Spelling.Suggestion(address.Subject, _pictures.Keys)} There are {string.Join(", ", Subjects)}.");
    }

    private static Address Seeded(Address address) => address.IsSeeded()
        ? address
        : throw new UnknownFormException();
}
