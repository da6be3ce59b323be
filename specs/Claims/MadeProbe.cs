using Repro.Claims;

namespace Repro.Specs.Claims;

/// <summary>A probe that answers with what the spec gives it.</summary>
internal sealed class MadeProbe(string prefix, Func<Address, Measurement> answer) : IProbe
{
    public string Prefix => prefix;

    public int Calls { get; private set; }

    public Measurement Measure(Address address)
    {
        Calls++;
        return answer(address);
    }
}
