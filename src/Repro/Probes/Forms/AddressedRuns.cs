using Repro.Claims;
using Repro.Runs;

namespace Repro.Probes.Forms;

/// <summary>Runs that addresses name.</summary>
internal static class AddressedRuns
{
    /// <summary>The run of that name.</summary>
    /// <exception cref="AddressException">There is no such run, or its file is not valid. Claims about other runs can still be
    /// judged.</exception>
    public static RunConfiguration Load(this RunCatalog runs, string name, Address address)
    {
        try
        {
            return runs.Load(name);
        }
        catch (InputException exception)
        {
            throw AddressException.Of(address, exception);
        }
    }
}
