using Repro.Claims;
using Repro.Probes.Algorithms;
using Repro.Probes.DataSets;
using Repro.Probes.Drawings;
using Repro.Probes.Forms;
using Repro.Probes.Networks;
using Repro.Probes.Runs;
using Repro.Probes.Samples;

namespace Repro.Probes;

/// <summary>The probes of the library, one a prefix.</summary>
internal static class BuiltInProbes
{
    public static IEnumerable<IProbe> All(ProbeServices services)
    {
        // The networks that figures are drawn of are run once for both.
        SeededNetworks figures = new(services.Runs.Models);
        return
        [
            RunProbe.OnBaselines(services),
            new AlgorithmProbe(services, figures),
            new ArithmeticProbe(services.Runs),
            new ModelProbe(services.Runs.Models),
            new ConfigProbe(services.Runs),
            new DataProbe(services.Settings.DataRoot, services.Runs),
            new ErrorProbe(),
            new PredictionProbe(services.Settings.DataRoot, services.Runs.Data),
            new FigureProbe(services, figures),
        ];
    }
}
