using Repro.Configuration;
using Repro.Project;
using Repro.Runs;

namespace Repro.Probes.Forms;

/// <summary>What probes measure with.</summary>
/// <param name="Runs">The project's runs.</param>
/// <param name="BaselinesFolder">The project's recorded evidence.</param>
/// <param name="Backend">The backend whose evidence is judged (<c>TensorFlow</c>); null for all backends'.</param>
public sealed record ProbeServices(Settings Settings, RunCatalog Runs, string BaselinesFolder, string? Backend = null)
{
    /// <summary>What the project file says.</summary>
    public ProjectFile Project { get; init; } = ProjectFile.Empty;
}
