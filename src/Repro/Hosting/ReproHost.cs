using Repro.Backends;
using Repro.Claims;
using Repro.Claims.Files;
using Repro.Configuration;
using Repro.Data.Catalog;
using Repro.Evidence;
using Repro.Keras.Catalog;
using Repro.Models;
using Repro.Probes;
using Repro.Probes.Forms;
using Repro.Project;
using Repro.Runs;
using Repro.Training.Features;
using Repro.Training.Feeding;
using Repro.Training.Loop;

namespace Repro.Hosting;

/// <summary>A project, the settings of this machine, the backends and the probes: what every command and every test works with.</summary>
public sealed class ReproHost
{
    private readonly IReadOnlyList<Func<ProbeServices, IEnumerable<IProbe>>> _probes;
    private readonly Lazy<ClaimSet> _claims;

    internal ReproHost(
        ReproProject project,
        Settings settings,
        BackendList backends,
        IReadOnlyList<Func<ProbeServices, IEnumerable<IProbe>>> probes
    )
    {
        RequireKerasVersions(project.File.Documents);
        Project = project;
        Settings = settings;
        Backends = backends;
        Models = new ModelCatalog(project.ModelsFolder, project.Root);
        string[] documents = [.. project.File.Documents.Select(document => document.Id)];
        DataCatalog data = new(project.File);
        Runs = new RunCatalog(project.RunsFolder, Models, data, project.File.Documents) { ShownFolder = project.File.Runs };
        _probes = probes;
        _claims = new(() =>
            WithHeadlines(
                ClaimSet.Load(
                    Project.ClaimsFolder,
                    Project.File.Claims,
                    Probes().Prefixes,
                    new KnownNeeds(
                        [.. data.Names, .. data.Weights.All.Select(weights => weights.Model)],
                        data.Weights.Groups,
                        Runs.Names,
                        OwnPrefixes()
                    ),
                    documents
                )
            )
        );
    }

    /// <summary>The project.</summary>
    public ReproProject Project { get; }

    internal Settings Settings { get; }

    /// <summary>The backends that trainings can choose from.</summary>
    internal BackendList Backends { get; }

    /// <summary>The built-in networks and those of the project.</summary>
    internal ModelCatalog Models { get; }

    /// <summary>The project's runs.</summary>
    internal RunCatalog Runs { get; }

    /// <summary>The project's claims without the files that have errors; <see cref="ClaimSet.Broken"/> has these.</summary>
    /// <exception cref="InputException">The folder cannot be listed, or a headline of the project file names no claim.</exception>
    internal ClaimSet Claims => _claims.Value;

    /// <summary>Begins a host of a project.</summary>
    internal static ReproHostBuilder For(ReproProject project, Settings settings) => new(project, settings);

    /// <summary>The settings that count for a project: environment variables, the user's file, the project's file.</summary>
    /// <param name="environment">Variables that count instead of the process's own; the user's file is not read then.</param>
    /// <exception cref="InputException">A file is damaged, or a value is wrong.</exception>
    internal static Settings SettingsOf(ReproProject project, IReadOnlyDictionary<string, string?>? environment = null) =>
        Settings.Load(project.Root, environment is null ? [Settings.UserFile, project.SettingsFile] : [project.SettingsFile], environment);

    /// <summary>
    /// A new registry of all probes, which measures each address once in its lifetime. Runs are judged on the recorded evidence.
    /// </summary>
    /// <param name="backend">The backend whose evidence is judged; null for all backends'.</param>
    /// <param name="instead">Takes the place of the probe of the same prefix.</param>
    internal ProbeRegistry Probes(string? backend = null, IProbe? instead = null)
    {
        ProbeServices services = new(Settings, Runs, Project.BaselinesFolder, backend) { Project = Project.File };
        IProbe[] probes =
        [
            .. _probes.SelectMany(probes => probes(services)).Select(probe => probe.Prefix == instead?.Prefix ? instead : probe),
        ];
        IEnumerable<string> absent = Project.File.Probes.Except(probes.Select(probe => probe.Prefix));
        return new ProbeRegistry([.. probes, .. absent.Select(prefix => new AbsentProbe(prefix))]);
    }

    /// <summary>A service that trains the project's runs.</summary>
    /// <param name="data">Gives the data of a run.</param>
    /// <param name="clock">The time for records; the system's by default.</param>
    internal TrainingService Training(IBackend backend, RunData data, TimeProvider? clock = null) =>
        new(backend, RunInputs.Model, data.Of, clock)
        {
            Runs = Runs.Load,
            Project = Project,
            Recorded = (name, seed) => Baseline.Find(Project.BaselinesFolder, name, backend.Name)?.Records.GetValueOrDefault(seed),
        };

    // Of the probes that tests add, declared or not.
    private IReadOnlyCollection<string> OwnPrefixes()
    {
        ProbeServices services = new(Settings, Runs, Project.BaselinesFolder) { Project = Project.File };
        return [.. Probes().Prefixes.Except(BuiltInProbes.All(services).Select(probe => probe.Prefix), StringComparer.Ordinal)];
    }

    private static void RequireKerasVersions(IEnumerable<DocumentDeclaration> documents)
    {
        foreach (DocumentDeclaration document in documents)
        {
            try
            {
                _ = document.Keras is { } version ? KerasVersion.Parse(version) : default;
            }
            catch (InputException exception)
            {
                throw new InputException(
                    $"{ProjectFile.Name}: the key 'keras' of the document '{document.Id}': {exception.Message}",
                    exception
                );
            }
        }
    }

    // A headline's claim may be in a file with errors, which are reported first.
    private ClaimSet WithHeadlines(ClaimSet claims)
    {
        if (claims.Broken.Count > 0 || claims.Claims.Count == 0)
        {
            return claims;
        }

        string[] ids = [.. claims.Claims.Select(claim => claim.Id)];
        foreach (DocumentDeclaration document in Project.File.Documents)
        {
            if (document.Headline.FirstOrDefault(card => !ids.Contains(card.Claim, StringComparer.Ordinal)) is { } card)
            {
                throw new InputException(
                    $"{ProjectFile.Name}: a headline of the document '{document.Id}' names the claim '{card.Claim}', which does not exist.{Spelling.Suggestion(card.Claim, ids)}"
                );
            }
        }

        return claims;
    }
}
