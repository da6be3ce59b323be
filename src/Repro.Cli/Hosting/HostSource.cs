using System.CommandLine;
using Repro.Configuration;
using Repro.Hosting;
using Repro.Probes;
using Repro.Project;
using Repro.TensorFlow;

namespace Repro.Cli.Hosting;

/// <summary>Creates the host of a command on request. The project is read only then.</summary>
/// <param name="environment">The variables that count; the process's own by default.</param>
internal sealed class HostSource(IReadOnlyDictionary<string, string?>? environment = null)
{
    private const string Variable = "REPRO_PROJECT";

    private ReproHost? _host;

    /// <summary><c>--project</c>, of every command.</summary>
    public Option<string?> Option { get; } =
        new("--project")
        {
            Description =
                "Project folder. Default: REPRO_PROJECT, otherwise the nearest folder, from the current one upwards, with reprosuite.json.",
            HelpName = "DIR",
            Recursive = true,
        };

    /// <summary>A host of a project with the tool's backends and probes.</summary>
    public static ReproHost Of(ReproProject project, Settings settings) =>
        ReproHost
            .For(project, settings)
            .AddBackend(BackendList.Cpu)
            .AddBackend(TensorFlowBackends.Factory)
            .AddProbes(BuiltInProbes.All)
            .Build();

    /// <summary>The host of the project that the command line names, or that the working folder is in.</summary>
    /// <exception cref="InputException">There is no project, or it or the settings are not valid.</exception>
    public ReproHost Of(ParseResult parsed) =>
        Find(parsed)
        ?? throw new InputException(
            $"This folder is not in a project: neither it nor a folder above it has a {ProjectFile.Name}. Go to the folder of a project, or give it with --project DIR or {Variable}. To create a project, run: repro init"
        );

    /// <summary>The same where there is a project, else a host of an empty one: for commands that need none.</summary>
    /// <inheritdoc cref="Of(ParseResult)"/>
    public ReproHost OfAny(ParseResult parsed)
    {
        if (Find(parsed) is { } host)
        {
            return host;
        }

        ReproProject empty = ReproProject.Empty(WorkingFolder());
        return Of(empty, ReproHost.SettingsOf(empty, environment));
    }

    /// <summary>The host of the project, or null where there is none.</summary>
    /// <exception cref="InputException">The named folder has no project, or the project or the settings are not valid.</exception>
    public ReproHost? Find(ParseResult parsed)
    {
        if (_host is null && ReproProject.Find(Named(parsed), WorkingFolder()) is { } project)
        {
            _host = Of(project, ReproHost.SettingsOf(project, environment));
        }

        return _host;
    }

    private static string WorkingFolder()
    {
        try
        {
            return Directory.GetCurrentDirectory();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException("The working folder no longer exists or cannot be read. Go to another folder.", exception);
        }
    }

    /// <summary>Whether the tool runs on a build server, where neither snapshots nor baselines are accepted.</summary>
    public bool IsContinuousIntegration => ContinuousIntegration.Is(ValueOf("CI"));

    private string? ValueOf(string variable) =>
        environment is null ? Environment.GetEnvironmentVariable(variable) : environment.GetValueOrDefault(variable);

    private string? Named(ParseResult parsed)
    {
        string? variable = ValueOf(Variable);
        return parsed.GetValue(Option) ?? (string.IsNullOrWhiteSpace(variable) ? null : variable);
    }
}
