using System.Collections.Concurrent;

namespace Repro.Claims;

/// <summary>The probes by prefix. Each address is measured once, when first asked for.</summary>
internal sealed class ProbeRegistry
{
    private readonly Dictionary<string, IProbe> _probes;
    private readonly Dictionary<string, Lock> _guards;
    private readonly ConcurrentDictionary<Address, Lazy<Measurement>> _measured = new();

    /// <exception cref="ArgumentException">Two probes have one prefix.</exception>
    public ProbeRegistry(params IEnumerable<IProbe> probes)
    {
        _probes = probes.ToDictionary(probe => probe.Prefix);
        _guards = _probes.Keys.ToDictionary(prefix => prefix, _ => new Lock());
    }

    public IReadOnlyCollection<string> Prefixes => _probes.Keys;

    /// <summary>What the probes measure, probe by probe in the order of their prefixes.</summary>
    public IReadOnlyList<QuantityDescription> Quantities =>
        [.. _probes.OrderBy(probe => probe.Key, StringComparer.Ordinal).SelectMany(probe => probe.Value.Quantities)];

    /// <exception cref="AddressException">The probe does not know the subject, variant, argument or quantity, or a file that it needs is
    /// damaged.</exception>
    public Measurement Measure(Address address) => _measured.GetOrAdd(address, key => new Lazy<Measurement>(() => MeasureNow(key))).Value;

    /// <summary>
    /// Begins to measure what claims need, with the probes side by side. <see cref="Measure"/> waits for an address that is being
    /// measured, and throws what its measurement threw.
    /// </summary>
    /// <returns>Ends when everything is measured; it never fails.</returns>
    public Task MeasureAsync(IEnumerable<Claim> claims) =>
        Task.WhenAll(
            claims
                .SelectMany(Addresses)
                .GroupBy(address => address.Probe)
                .Select(probe => (Address[])[.. probe])
                .Select(addresses =>
                    Task.Run(() =>
                    {
                        foreach (Address address in addresses)
                        {
                            try
                            {
                                Measure(address);
                            }
                            catch (Exception)
                            {
                                // The verdict of the claim meets it again.
                            }
                        }
                    })
                )
        );

    private static IEnumerable<Address> Addresses(Claim claim) =>
        claim.Check is not { } check ? []
        : check.Expected is Expectation.Quantity other ? [check.Address, other.Address]
        : [check.Address];

    // A damaged file is an error of the addresses that need it. All others can still be measured.
    private Measurement MeasureNow(Address address)
    {
        if (!_probes.TryGetValue(address.Probe, out IProbe? probe))
        {
            return new Measurement.NotBuilt($"{address.Probe}:{address.Subject}");
        }

        try
        {
            // Probes keep what they have computed, and tests that measure claims may run in parallel.
            lock (_guards[address.Probe])
            {
                return probe.Measure(address);
            }
        }
        catch (InputException exception)
        {
            throw AddressException.Of(address, exception);
        }
    }
}
