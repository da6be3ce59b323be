using Repro.Claims.Files;
using Repro.Cli.Hosting;
using Repro.Configuration;
using Repro.Hosting;
using Repro.Project;
using Repro.Runs;

namespace Repro.Specs;

/// <summary>This repository as a project, with the settings of this machine.</summary>
internal static class Own
{
    private static readonly Lazy<ReproHost> LazyHost = new(() =>
    {
        ReproProject project = ReproProject.Open(Repository.Root);
        return HostSource.Of(project, ReproHost.SettingsOf(project));
    });

    public static ReproHost Host => LazyHost.Value;

    public static Settings Settings => Host.Settings;

    public static RunCatalog Runs => Host.Runs;

    public static ClaimSet Claims => Host.Claims.Whole();
}
