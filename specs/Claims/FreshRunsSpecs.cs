using Repro.Cli.Hosting;
using Repro.Hosting;
using Repro.NUnit;
using Repro.Project;
using Repro.Runs;
using Repro.Specs.Cli;

namespace Repro.Specs.Claims;

[Category("Fast")]
internal sealed class FreshRunsSpecs
{
    [TestCase("""{ "kind": "idx", "folder": "scans" }""", "scans/train-images-idx3-ubyte.gz")]
    [TestCase("""{ "kind": "npz", "file": "tables/table.npz" }""", "tables/table.npz")]
    public void A_set_is_looked_for_where_it_is_declared(string declaration, string file)
    {
        using TemporaryFolder folder = new();
        Tool.Run("init", folder.File("p")).Code.Should().Be(0);
        File.WriteAllText(folder.File("p", "reprosuite.json"), $$"""{ "schema_version": 1, "data_sets": { "mnist": {{declaration}} } }""");
        ReproProject project = ReproProject.Open(folder.File("p"));
        ReproHost host = HostSource.Of(
            project,
            ReproHost.SettingsOf(project, new Dictionary<string, string?> { ["REPRO_DATA"] = folder.File("data") })
        );
        RunConfiguration run = host.Runs.Load("small-convnet");
        using FreshRuns fresh = new(host);

        Directory.CreateDirectory(folder.File("data", "mnist"));
        fresh.Lacking(run).Should().Be($"The data set 'mnist' is missing. {run.Set.Remedy}");

        Directory.CreateDirectory(Path.GetDirectoryName(folder.File(["data", .. file.Split('/')]))!);
        File.WriteAllText(folder.File(["data", .. file.Split('/')]), "");
        fresh.Lacking(run).Should().BeNull();
    }
}
