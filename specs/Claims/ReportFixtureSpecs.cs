using NUnit.Framework.Internal;
using Repro.Claims;
using Repro.Hosting;
using Repro.NUnit;

namespace Repro.Specs.Claims;

/// <summary>The fixture that writes the report with the probes of a test project.</summary>
[Category("Fast")]
internal sealed class ReportFixtureSpecs
{
    [Test]
    public void The_report_has_what_a_probe_of_the_tests_measured()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(Path.Combine(folder.Path, "reprosuite.json"), """{ "schema_version": 1, "probes": ["mine"] }""");
        Directory.CreateDirectory(Path.Combine(folder.Path, "claims"));
        File.WriteAllText(
            Path.Combine(folder.Path, "claims", "one.csv"),
            "id,document,line,statement,tier,needs,address,relation,expected,margin,group,standing,reason\n"
                + "sheep,one,3,There are 12 sheep.,fast,,mine:farm/sheep,=,12,,,holds,\n"
        );
        OfProject<int> fixture = new(folder.Path);
        TestCaseParameters only = fixture.TestCases().Single();
        only.Properties.Get("Category").Should().Be("Report");

        fixture.Report_is_written((string)only.Arguments.Single()!);

        string page = File.ReadAllText(Path.Combine(folder.Path, "results", "report.html"));
        page.Should().Contain("counted in the field").And.Contain("<strong>1 Reproduced</strong>");
    }

    [Test]
    public void The_file_may_be_outside_the_project()
    {
        using TemporaryFolder folder = new();
        using TemporaryFolder other = new();
        File.WriteAllText(folder.File("reprosuite.json"), """{ "schema_version": 1 }""");

        new OfProject<long>(folder.Path).Report_is_written(other.File("page.html"));

        File.ReadAllText(other.File("page.html")).Should().Contain("</html>");
        Directory.Exists(folder.File("results")).Should().BeFalse();
    }

    [Test]
    public void A_fault_of_a_probe_names_the_claim()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("reprosuite.json"), """{ "schema_version": 1, "probes": ["mine"] }""");
        Directory.CreateDirectory(folder.File("claims"));
        File.WriteAllText(
            folder.File("claims", "one.csv"),
            "id,document,line,statement,tier,needs,address,relation,expected,margin,group,standing,reason\n"
                + "goats,one,3,There are 3 goats.,fast,,mine:farm/goats,=,3,,,holds,\n"
        );

        Action report = () => new OfProject<short>(folder.Path).Report_is_written("page.html");

        report
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("claims/one.csv:2: goats: the probe failed on 'mine:farm/goats': no goats here");
        File.Exists(folder.File("page.html")).Should().BeFalse();
    }

    private sealed class SheepProbe : IProbe
    {
        public string Prefix => "mine";

        public Measurement Measure(Address address) =>
            address.Quantity == "goats"
                ? throw new NotSupportedException("no goats here")
                : new Measurement.Exact(new Value.Number(12), "counted in the field");
    }

    // Open generic classes are not fixtures for NUnit. Hosts are kept by type, so each test has a type of its own.
    private sealed class OfProject<T>(string folder) : ReportFixture
    {
        protected override string? ProjectFolder => folder;

        protected override void Configure(ReproHostBuilder host) => host.AddProbes(_ => [new SheepProbe()]);
    }
}
