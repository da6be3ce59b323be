using Repro.Claims;
using Repro.Probes.Drawings;
using Repro.Training.Runs;

namespace Repro.Probes;

/// <summary>All probes of the library, one a prefix.</summary>
public static class ProbeList
{
    /// <summary>A registry that measures each address once in its lifetime; runs are judged on the recorded evidence.</summary>
    public static ProbeRegistry Create() => Create(RunProbe.OnBaselines(Catalog));

    /// <param name="runs">Measures runs.</param>
    public static ProbeRegistry Create(RunProbe runs)
    {
        // The networks that figures are drawn of are run once for both.
        SeededFigures figures = new(Catalog.Models);
        return new ProbeRegistry(
        [
            runs,
            new AlgorithmProbe(figures),
            new ArithmeticProbe(Catalog),
            new ModelProbe(Catalog.Models),
            new ConfigProbe(),
            new DataProbe(),
            new ErrorProbe(),
            new PredictionProbe(),
            new PictureProbe(() => Settings.Load().DataRoot, figures),
        ]);
    }

    /// <summary>The project's runs.</summary>
    public static RunCatalog Catalog { get; } = RunCatalog.OfRepository();
}
