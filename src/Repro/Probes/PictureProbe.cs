using Repro.Claims;

namespace Repro.Probes;

/// <summary>Measures what the documents draw, on the drawn pictures: <c>picture:curves{document 1}[accuracy]/first_epoch</c>.</summary>
public sealed class PictureProbe : IProbe
{
    public string Prefix => "picture";

    public Measurement Measure(Address address) => address.Subject switch
    {
        "curves" => CurveQuantities.Measure(address),
        _ => new Measurement.NotBuilt($"picture:{address.Subject}"),
    };
}
