using Repro.Claims.Files;
using Repro.Hosting;
using Repro.Probes;
using Repro.Project;
using Repro.Runs;

namespace Repro.Bench;

/// <summary>The repository that the program was built in, as a project: its files are the originals that inputs are made of.</summary>
internal static class Own
{
    private static readonly Lazy<ReproHost> LazyHost = new(() =>
    {
        ReproProject project =
            ReproProject.Find(null, AppContext.BaseDirectory)
            ?? throw new InputException("The program is not in a clone of the repository.");
        return ReproHost.For(project, ReproHost.SettingsOf(project)).AddBackend(BackendList.Cpu).AddProbes(BuiltInProbes.All).Build();
    });

    public static ReproHost Host => LazyHost.Value;

    public static RunCatalog Runs => Host.Runs;

    public static ClaimSet Claims => Host.Claims.Whole();

    public static string PathOf(params string[] parts) => Host.Project.PathOf(string.Join('/', parts));
}
