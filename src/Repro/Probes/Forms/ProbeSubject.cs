using Repro.Claims;

namespace Repro.Probes.Forms;

/// <summary>A subject of a probe: what measures it, and what it has.</summary>
/// <param name="Measure">Throws <see cref="UnknownFormException"/> where an address has none of the forms.</param>
/// <param name="Quantities">Every form of address that <paramref name="Measure"/> understands; error messages list them.</param>
internal sealed record ProbeSubject(Func<Address, Measurement> Measure, IReadOnlyList<QuantityDescription> Quantities)
{
    /// <exception cref="AddressException">The address has none of the forms; the message lists them.</exception>
    public Measurement Of(Address address)
    {
        try
        {
            return Measure(address);
        }
        catch (UnknownFormException)
        {
            throw QuantityForms.Unknown(address, Quantities);
        }
    }
}

/// <summary>An address that has none of the forms of its subject.</summary>
internal sealed class UnknownFormException : Exception;
