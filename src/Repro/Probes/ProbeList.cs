using Repro.Claims;
using Repro.Models;
using Repro.Training.Runs;

namespace Repro.Probes;

/// <summary>All probes of the library, one a prefix.</summary>
public static class ProbeList
{
    /// <summary>A registry that measures each address once in its lifetime; runs are judged on the recorded evidence.</summary>
    public static ProbeRegistry Create() => Create(RunProbe.OnBaselines(Catalog));

    /// <param name="runs">Measures runs.</param>
    public static ProbeRegistry Create(RunProbe runs) => new(
    [
        runs,
        new AlgorithmProbe(),
        new ArithmeticProbe(Catalog),
    ]);

    /// <summary>The project's runs.</summary>
    public static RunCatalog Catalog { get; } = new(Repository.PathOf("configs", "runs"), name => Zoo.Names.Contains(name));
}
