using Repro.Claims;
using Repro.Cli.Hosting;
using Repro.Hosting;
using Repro.Project;

namespace Repro.Specs.Hosting;

/// <summary>A probe that a project's tests add, and the tool does not have.</summary>
[Category("Fast")]
internal sealed class OwnProbeSpecs
{
    private const string Book = """
        id,document,line,statement,tier,needs,address,relation,expected,margin,group,standing,reason
        acc,paper,1,The network reaches 87 %.,fast,,metrics:lstm/test_acc,=,0.87,,,holds,

        """;

    [Test]
    public void The_tool_gives_NotRun_for_claims_of_a_declared_probe()
    {
        using TemporaryFolder folder = new();
        ReproProject project = Written(folder, """, "probes": ["metrics"]""");
        ReproHost host = HostSource.Of(project, ReproHost.SettingsOf(project));

        ClaimResult result = new Verifier(host.Probes()).Verify(host.Claims.Whole().Claims)[0];

        result.Verdict.Should().Be(Verdict.NotRun);
        result.Finding.Why.Should().Contain("the probe 'metrics', which only tests of the project can have");
    }

    [Test]
    public void A_prefix_that_is_not_declared_is_an_error_of_the_claim_file()
    {
        using TemporaryFolder folder = new();
        ReproProject project = Written(folder, "");

        HostSource.Of(project, ReproHost.SettingsOf(project)).Claims.Broken.Should().ContainSingle();
    }

    [Test]
    public void A_fixture_measures_them_with_the_probe_that_it_adds()
    {
        using TemporaryFolder folder = new();
        ReproProject project = Written(folder, """, "probes": ["metrics"]""");
        ReproHostBuilder builder = ReproHost.For(project, ReproHost.SettingsOf(project));

        ReproHost host = builder.AddProbes(_ => [new MetricsProbe()]).Build();

        builder.Project.Should().BeSameAs(project);
        new Verifier(host.Probes()).Verify(host.Claims.Whole().Claims)[0].Verdict.Should().Be(Verdict.Reproduced);
    }

    private static ReproProject Written(TemporaryFolder folder, string keys)
    {
        Directory.CreateDirectory(folder.File("claims"));
        File.WriteAllText(folder.File("claims", "paper.csv"), Book);
        File.WriteAllText(folder.File("reprosuite.json"), $$"""{ "schema_version": 1{{keys}} }""");
        return ReproProject.Open(folder.Path);
    }

    private sealed class MetricsProbe : IProbe
    {
        public string Prefix => "metrics";

        public Measurement Measure(Address address) => new Measurement.Exact(new Value.Number(0.87), "made");
    }
}
