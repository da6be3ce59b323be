using Repro.Hosting;
using Repro.NUnit;

/// <summary>One case for each claim of the project: dotnet test --filter Category=Fast</summary>
[ReproClaims]
public class TutorialClaims : ClaimFixture
{
    protected override void Configure(ReproHostBuilder host) => host.AddProbes(_ => [new MetricsProbe(host.Project.Root)]);
}
