using System.Collections.Concurrent;
using System.Reflection;
using Repro.Hosting;
using Repro.Probes;
using Repro.Project;

namespace Repro.NUnit;

/// <summary>The hosts of fixtures, one for each class.</summary>
internal static class FixtureHosts
{
    // Written by the package's build file into the test assembly.
    private const string Metadata = "ReproSuite.ProjectDirectory";

    private static readonly ConcurrentDictionary<Type, Lazy<ReproHost>> Hosts = new();

    /// <exception cref="InputException">There is no project, or it is not valid.</exception>
    public static ReproHost Of(Type fixture, string? folder, Action<ReproHostBuilder> configure) =>
        Hosts.GetOrAdd(fixture, type => new Lazy<ReproHost>(() => Create(type, folder, configure))).Value;

    private static ReproHost Create(Type fixture, string? folder, Action<ReproHostBuilder> configure)
    {
        ReproProject project =
            ReproProject.Find(folder ?? FolderOfBuild(fixture.Assembly), AppContext.BaseDirectory)
            ?? throw new InputException(
                $"{fixture.Assembly.GetName().Name}: no {ProjectFile.Name} was found upwards from the test project. Override {nameof(ProjectFixture)}.ProjectFolder to name the project's folder."
            );
        ReproHostBuilder builder = ReproHost
            .For(project, ReproHost.SettingsOf(project))
            .AddBackend(BackendList.Cpu)
            .AddProbes(BuiltInProbes.All);
        configure(builder);
        return builder.Build();
    }

    // A built assembly may have been moved to another machine.
    private static string? FolderOfBuild(Assembly assembly) =>
        assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(metadata => metadata.Key == Metadata && File.Exists(Path.Combine(metadata.Value ?? "", ProjectFile.Name)))
            ?.Value;
}
