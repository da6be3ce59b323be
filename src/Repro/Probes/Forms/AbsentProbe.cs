using Repro.Claims;

namespace Repro.Probes.Forms;

/// <summary>Stands for a probe that the project's tests add and this program does not have: its claims are NotRun.</summary>
/// <param name="prefix">Declared under <c>probes</c> in <c>reprosuite.json</c>.</param>
internal sealed class AbsentProbe(string prefix) : IProbe
{
    public string Prefix => prefix;

    public Measurement Measure(Address address) =>
        new Measurement.Missing(
            $"the probe '{prefix}', which only tests of the project can have",
            "register it in Configure of the test fixture (host.AddProbes), and run the tests with dotnet test"
        );
}
