using System.Text.Json;
using Repro.Jobs;
using Repro.Jobs.Rendering;

namespace Repro.Specs.Jobs;

/// <summary>A plan is written once, says what it needs, and reads back whole; its renderings name every job.</summary>
[Category("Fast"), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class JobPlanSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FileName => _folder.File("plan.json");

    public void Dispose() => _folder.Dispose();

    [Test]
    public void It_reads_back_and_is_written_once()
    {
        Made(1, 2).Write(FileName).Should().BeTrue();
        Made(1, 2).Write(FileName).Should().BeFalse();

        JobPlan.Read(FileName).Should().BeEquivalentTo(Made(1, 2));
        FluentActions.Invoking(() => Made(1, 2, 3).Write(FileName)).Should().Throw<InputException>().WithMessage("*has another plan*");
        JobPlan.Read(FileName).Jobs.Should().HaveCount(2);
    }

    [Test]
    public void Runs_that_continue_one_another_are_one_job_for_each_seed()
    {
        JobPlan plan = new JobPlanner(Own.Runs).Plan(
            [("standin-squeezenet11-finetune", [1, 2]), ("standin-squeezenet11-finetune-all", [2])],
            "Cpu"
        );

        plan.Jobs.Select(job => job.ToString())
            .Should()
            .Equal(
                "standin-squeezenet11-frozen + standin-squeezenet11-finetune seed 1",
                "standin-squeezenet11-frozen + standin-squeezenet11-finetune + standin-squeezenet11-finetune-all seed 2"
            );
        plan.Configurations.Keys.Should().Contain("standin-squeezenet11-frozen");
    }

    [Test]
    public void A_list_for_one_machine_keeps_its_order_and_a_run_comes_after_the_one_that_it_continues()
    {
        JobPlanner planner = new(Own.Runs);
        JobPlan first = planner.Append(null, [("standin-squeezenet11-finetune", [2]), ("mnist-dense", [1, 2])], "Cpu");
        JobPlan longer = planner.Append(first, [("standin-squeezenet11-finetune-all", [2])], "Cpu");

        longer
            .Jobs.Select(job => job.ToString())
            .Should()
            .Equal(
                "mnist-dense seed 1",
                "standin-squeezenet11-frozen seed 2",
                "standin-squeezenet11-finetune seed 2",
                "mnist-dense seed 2",
                "standin-squeezenet11-finetune-all seed 2"
            );
        planner.Append(longer, [("standin-squeezenet11-finetune-all", [2])], "Cpu").Should().BeEquivalentTo(longer);
        longer.Replace(FileName);
        JobPlan.Read(FileName).Should().BeEquivalentTo(longer).And.Match<JobPlan>(plan => plan.Ordered);
    }

    [Test]
    public void A_list_of_another_backend_or_configuration_does_not_grow()
    {
        JobPlanner planner = new(Own.Runs);
        JobPlan plan = planner.Append(null, [("mnist-dense", [1])], "Cpu");

        FluentActions
            .Invoking(() => planner.Append(plan, [("mnist-dense", [2])], "TensorFlow"))
            .Should()
            .Throw<InputException>()
            .WithMessage("The plan is for Cpu, and these jobs are for TensorFlow.*");
        JobPlan other = plan with { Configurations = new Dictionary<string, string> { ["mnist-dense"] = new string('0', 64) } };
        FluentActions
            .Invoking(() => planner.Append(other, [("mnist-dense", [2])], "Cpu"))
            .Should()
            .Throw<InputException>()
            .WithMessage("Run 'mnist-dense' is configured otherwise here*");
    }

    [Test]
    public void A_seed_that_the_run_does_not_declare_is_refused() =>
        FluentActions.Invoking(() => Made(99)).Should().Throw<InputException>().WithMessage("*Seed 99 of 'mnist-dense'*declares*");

    [TestCase("\"schema\": 1", "\"schema\": 2", "*format version 2*")]
    [TestCase("\"mnist-dense\": \"", "\"other\": \"", "*job 0 names the run 'mnist-dense', of which the plan has no configuration. Write*")]
    [TestCase(
        "\"mnist-dense\": \"",
        "\"mnist-dens\": \"",
        "*job 0 names the run 'mnist-dense', of which the plan has no configuration. Did you mean 'mnist-dens'? *"
    )]
    [TestCase("\"seed\": 2", "\"seed\": 1", "*job 1 has seed 1 of 'mnist-dense', which an earlier job has*")]
    [TestCase("\"epochs\": null", "\"epochs\": 0", "*1 or more epochs*")]
    [TestCase("{", "", "*cannot be read*")]
    public void A_damaged_plan_is_refused(string text, string instead, string message)
    {
        Made(1, 2).Write(FileName);
        string content = File.ReadAllText(FileName);
        int at = content.IndexOf(text, StringComparison.Ordinal);
        File.WriteAllText(FileName, content[..at] + instead + content[(at + text.Length)..]);

        FluentActions.Invoking(() => JobPlan.Read(FileName)).Should().Throw<InputException>().WithMessage(message);
    }

    [Test]
    public void The_matrix_has_an_entry_a_job_and_never_more_than_GitHub_takes()
    {
        GitHubMatrix
            .Render(Made(1, 2))
            .Should()
            .Be("{\"include\":[{\"index\":\"0\",\"name\":\"mnist-dense seed 1\"},{\"index\":\"1\",\"name\":\"mnist-dense seed 2\"}]}\n");
        JobPlan large = Made(1) with { Jobs = [.. Enumerable.Range(0, 1000).Select(seed => new Job(seed, ["mnist-dense"]))] };

        JsonElement[] entries = [.. JsonDocument.Parse(GitHubMatrix.Render(large)).RootElement.GetProperty("include").EnumerateArray()];

        entries.Length.Should().BeLessThanOrEqualTo(GitHubMatrix.MostEntries);
        entries
            .SelectMany(entry => Repro.Runs.SeedList.Parse(entry.GetProperty("index").GetString()!))
            .Should()
            .Equal(Enumerable.Range(0, 1000));
    }

    [Test]
    public void The_Slurm_script_has_a_task_a_job_and_quotes_paths()
    {
        string script = SlurmArray.Render(Made(1, 2), "it's a plan.json", "runs", 4);

        script
            .Should()
            .StartWith("#!/usr/bin/env bash\n")
            .And.Contain("\n#SBATCH --array=0-1%4\n")
            .And.Contain("run-job 'it'\\''s a plan.json' \"$SLURM_ARRAY_TASK_ID\" --runs runs");
        script.Should().NotContain("--gres");
        script
            .Should()
            .Contain("\n#SBATCH --signal=B:TERM@120\n", "the launcher takes the batch shell's place, and there is no step to tell")
            .And.Contain("\nexport PATH=\"$PWD:$PATH\"\nexec repro ");
        SlurmArray
            .Render(Made(1) with { Backend = "TensorFlow" }, "p", "runs", 1)
            .Should()
            .Contain("\n#SBATCH --gres=gpu:1\n#SBATCH --time");
        FluentActions.Invoking(() => SlurmArray.Render(Made(1), "a\n#SBATCH --wrap=x", "runs", 1)).Should().Throw<InputException>();
    }

    [Test]
    public void The_Kubernetes_Job_is_indexed_and_completes_as_many_as_there_are_jobs()
    {
        JsonElement spec = JsonDocument
            .Parse(KubernetesJob.Render(Made(1, 2, 3), "/repro/plan.json", "repro@sha256:0", 2))
            .RootElement.GetProperty("spec");

        spec.GetProperty("completionMode").GetString().Should().Be("Indexed");
        spec.GetProperty("completions").GetInt32().Should().Be(3);
        spec.GetProperty("parallelism").GetInt32().Should().Be(2);
        spec.GetProperty("template")
            .GetProperty("spec")
            .GetProperty("containers")[0]
            .GetProperty("command")
            .EnumerateArray()
            .Select(word => word.GetString())
            .Should()
            .Equal("repro", "run-job", "/repro/plan.json", "$(JOB_COMPLETION_INDEX)", "--runs", "/out");
    }

    private static JobPlan Made(params int[] seeds) => new JobPlanner(Own.Runs).Plan([("mnist-dense", seeds)], "Cpu");
}
