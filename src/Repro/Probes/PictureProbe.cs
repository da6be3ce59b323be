using Repro.Claims;
using Repro.Probes.Drawings;

namespace Repro.Probes;

/// <summary>Draws pictures and measures them on the drawn files: <c>picture:filter-grid{made tiles}[block1_conv1]/size</c>.</summary>
public sealed class PictureProbe : IProbe
{
    private readonly IReadOnlyDictionary<string, Func<Address, Measurement>> _pictures;

    /// <param name="figures">Networks that other probes run as well.</param>
    internal PictureProbe(ProbeServices services, SeededFigures figures)
    {
        string? root = services.Settings.DataRoot;
        _pictures = new Dictionary<string, Func<Address, Measurement>>(StringComparer.Ordinal)
        {
            ["input"] = address => InputPictures.Measure(address, root, services.Runs.Data.Images),
            ["augmentations"] = address => AugmentationPictures.Measure(address, services.Runs),
            ["filter-grid"] = FilterPictures.Grid,
            ["gradcam"] = address => GradCamPictures.Measure(address, root, services.Runs.Data),
            ["curves"] = CurveQuantities.Measure,
            ["filter-pattern"] = address => FilterPictures.Pattern(address, figures),
            ["kernels"] = address => KernelPictures.Measure(Seeded(address), figures),
            ["feature-maps"] = address => FeatureMapPictures.Measure(Seeded(address), figures),
            ["activations"] = address => ActivationPictures.Tensors(Seeded(address), figures),
            ["activation-channel"] = address => ActivationPictures.Channel(Seeded(address), figures),
            ["activation-grid"] = address => ActivationPictures.Grid(Seeded(address), figures),
            ["activation-grids"] = address => ActivationPictures.Grids(Seeded(address), figures),
        };
    }

    public string Prefix => "picture";

    /// <summary>The pictures' names, sorted.</summary>
    public IEnumerable<string> Subjects => _pictures.Keys.Order(StringComparer.Ordinal);

    public Measurement Measure(Address address)
    {
        if (address.Selector is not null)
        {
            throw new AddressException($"'{address}': a picture takes no selector.");
        }

        return _pictures.TryGetValue(address.Subject, out Func<Address, Measurement>? measure)
            ? measure(address)
            : throw new AddressException($"'{address}': no picture is called '{address.Subject}'.{Spelling.Suggestion(address.Subject, _pictures.Keys)} There are {string.Join(", ", Subjects)}.");
    }

    private static Address Seeded(Address address) => address.IsSeeded()
        ? address
        : throw new AddressException($"'{address}': write {address.Subject}{{{SeededFigures.Variant}}}: it is drawn with seeded weights.");
}
