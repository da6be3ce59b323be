using Repro.Jobs;

namespace Repro.Specs.Hostile;

/// <summary>A plan from outside names runs and backends, and nothing that a shell, a workflow or a terminal would act on.</summary>
[Category("Fast"), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class HostilePlanSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestCase("plan-engine-injection.json")]
    [TestCase("plan-escape.json")]
    public void A_plan_that_names_something_else_is_refused(string name) =>
        FluentActions
            .Invoking(() => JobPlan.Read(Repository.PathOf("fixtures", "hostile", name)))
            .Should()
            .Throw<InputException>()
            .WithMessage($"*{name}: it names the run or backend '*'; a name is*");

    [TestCase("..")]
    [TestCase("../x")]
    [TestCase("-rf")]
    [TestCase("=1+1")]
    [TestCase("a b")]
    [TestCase("a\\n#SBATCH --wrap=x")]
    [TestCase("$(touch x)")]
    [TestCase("é")]
    [TestCase("")]
    public void Neither_as_the_backend_nor_as_a_run(string name)
    {
        Refused(
            $$"""{"schema": 1, "engine": "{{name}}", "epochs": null, "configurations": {"m": "x"}, "jobs": [{"seed": 1, "runs": ["m"]}]}"""
        );
        Refused(
            $$"""{"schema": 1, "engine": "Cpu", "epochs": null, "configurations": {"{{name}}": "x"}, "jobs": [{"seed": 1, "runs": ["{{name}}"]}]}"""
        );
    }

    [Test]
    public void A_negative_seed_is_refused()
    {
        File.WriteAllText(
            _folder.File("plan.json"),
            """{"schema": 1, "engine": "Cpu", "epochs": null, "configurations": {"m": "x"}, "jobs": [{"seed": -1, "runs": ["m"]}]}"""
        );

        FluentActions
            .Invoking(() => JobPlan.Read(_folder.File("plan.json")))
            .Should()
            .Throw<InputException>()
            .WithMessage("*job 0 has the seed -1*");
    }

    private void Refused(string plan)
    {
        File.WriteAllText(_folder.File("plan.json"), plan);
        FluentActions
            .Invoking(() => JobPlan.Read(_folder.File("plan.json")))
            .Should()
            .Throw<InputException>()
            .WithMessage($"*{PlainName.Rule}*");
    }
}
