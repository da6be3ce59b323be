using Repro.Claims;
using Repro.Configuration;
using Repro.Probes.Forms;
using Repro.Project;

namespace Repro.Hosting;

/// <summary>Collects the backends and probes of a <see cref="ReproHost"/>.</summary>
public sealed class ReproHostBuilder
{
    private readonly Settings _settings;
    private readonly List<BackendFactory> _backends = [];
    private readonly List<Func<ProbeServices, IEnumerable<IProbe>>> _probes = [];

    internal ReproHostBuilder(ReproProject project, Settings settings)
    {
        Project = project;
        _settings = settings;
    }

    /// <summary>The project, for probes that read its files.</summary>
    public ReproProject Project { get; }

    /// <summary>Adds a backend. It is created, and its native library loaded, only when a command asks for it.</summary>
    public ReproHostBuilder AddBackend(BackendFactory backend)
    {
        _backends.Add(backend);
        return this;
    }

    /// <summary>Adds probes, the built-in ones or your own.</summary>
    /// <param name="probes">Creates them; called once for each registry.</param>
    public ReproHostBuilder AddProbes(Func<ProbeServices, IEnumerable<IProbe>> probes)
    {
        _probes.Add(probes);
        return this;
    }

    /// <summary>Creates the host.</summary>
    internal ReproHost Build() => new(Project, _settings, new BackendList([.. _backends]), [.. _probes]);
}
