using Repro.Configuration;
using Repro.Project;
using Repro.Runs;

namespace Repro.Probes.Forms;

/// <summary>What probes measure with.</summary>
public sealed class ProbeServices
{
    internal ProbeServices(Settings settings, RunCatalog runs, string baselinesFolder, string? backend = null)
    {
        Settings = settings;
        Runs = runs;
        BaselinesFolder = baselinesFolder;
        Backend = backend;
    }

    /// <summary>The folder of the project's recorded evidence.</summary>
    public string BaselinesFolder { get; }

    /// <summary>The backend whose evidence is judged (<c>TensorFlow</c>); null for all backends'.</summary>
    public string? Backend { get; }

    internal Settings Settings { get; }

    /// <summary>The project's runs.</summary>
    internal RunCatalog Runs { get; }

    /// <summary>What the project file says.</summary>
    internal ProjectFile Project { get; init; } = ProjectFile.Empty;
}
