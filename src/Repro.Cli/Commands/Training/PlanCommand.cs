using System.CommandLine;
using Repro.Cli.Commands.Claims;
using Repro.Cli.Hosting;
using Repro.Cli.Options;
using Repro.Cli.Output;
using Repro.Evidence;
using Repro.Hosting;
using Repro.Jobs;
using Repro.Jobs.Rendering;
using Repro.Probes.Runs;
using Repro.Runs;

namespace Repro.Cli.Commands.Training;

/// <summary><c>repro plan</c>: writes the jobs of a selection of runs, or prints a plan for a scheduler.</summary>
internal static class PlanCommand
{
    public static Command Create(HostSource hosts)
    {
        Argument<string> file = new("plan") { Description = "Plan file to write or to read." };
        Option<string[]> runs = new("--run")
        {
            Description = "Name of a run. Several names are allowed.",
            HelpName = "NAME",
            AllowMultipleArgumentsPerToken = true,
        };
        ProjectNames.SuggestRuns(runs, hosts);
        Option<string?> document = ClaimFilter.Document(hosts, "Id of a document whose runs are planned, e.g. 003 or 3.");
        Option<string?> tier = new("--tier")
        {
            Description = "Tier of claims whose runs are planned. small: trainings of minutes. long: trainings of hours.",
        };
        tier.AcceptOnlyFromAmong("small", "long");
        Option<string?> claim = ClaimFilter.Claim("Id of a claim whose runs are planned.", hosts, runsOnly: true);
        Option<string?> seeds = TrainingOptions.SomeSeeds("Default: all declared seeds.");
        Option<bool> recorded = new("--recorded") { Description = "Plan only recorded seeds, to train them again." };
        Option<int?> epochs = new("--epochs")
        {
            Description = "Train only N epochs, as a trial that is not used for verdicts.",
            HelpName = "N",
        };
        Option<string> backend = BackendOptions.Recorded("Backend of the trainings");
        Option<string?> render = new("--format")
        {
            Description = "Print the plan: github (matrix of a workflow), slurm (sbatch script) or kubernetes (indexed Job).",
        };
        render.AcceptOnlyFromAmong("github", "slurm", "kubernetes");
        Option<int> parallel = new("--parallel")
        {
            Description = "Number of jobs at the same time, for slurm and kubernetes.",
            HelpName = "N",
            DefaultValueFactory = _ => 16,
        };
        Option<string> image = new("--image")
        {
            Description = "Container image for kubernetes, with the project in /repro.",
            HelpName = "IMAGE",
            DefaultValueFactory = _ => "repro:latest",
        };
        Option<bool> append = new("--append")
        {
            Description =
                "Add the jobs to the end of a plan file, or create the file. Such a plan cannot be used with --format. The added jobs are ordered by seed, and the jobs of one seed by the order of --run.",
        };
        Option<string> output = TrainingOptions.Runs(
            " Only with --format slurm: the jobs of the Slurm script write their trainings to this folder."
        );
        Command command = new(
            "plan",
            "With --run, --document, --tier or --claim, writes a plan file. If only the plan file is given, prints its jobs. With --format, prints a Slurm, Kubernetes or GitHub job definition that runs them. A plan has one job per run and seed. If a run continues from the weights of another run, one job trains both with the same seed; with --append, they are two jobs. Examples: repro plan plan.json --run mnist-dense --seeds 1-8; repro plan plan.json --format slurm; repro plan nights.json --append --run mnist-dense mnist-strided --seeds 1-3"
        )
        {
            file,
            runs,
            document,
            tier,
            claim,
            seeds,
            recorded,
            epochs,
            backend,
            render,
            parallel,
            image,
            append,
            output,
        };
        // An option that would be ignored is wrong usage.
        command.Validators.Add(parsed =>
        {
            if (
                parsed.GetResult(runs) is not null
                && ((Option[])[document, tier, claim]).Any(option => parsed.GetResult(option) is not null)
            )
            {
                parsed.AddError("--run cannot be combined with --document, --tier or --claim.");
            }

            if (parsed.GetResult(append) is not null && parsed.GetResult(render) is not null)
            {
                parsed.AddError("--append and --format cannot be combined: a plan with --append is for one machine.");
            }
        });
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(file);
            string[] named = parsed.GetValue(runs) ?? [];
            bool selects =
                named.Length > 0
                || parsed.GetValue(document) is not null
                || parsed.GetValue(tier) is not null
                || parsed.GetValue(claim) is not null;
            if (
                !selects
                && (
                    parsed.GetValue(seeds) is not null
                    || parsed.GetValue(recorded)
                    || parsed.GetValue(epochs) is not null
                    || parsed.GetValue(append)
                )
            )
            {
                throw new InputException("No runs are selected. Give --run NAME, --document ID, --tier TIER or --claim ID.");
            }

            if (named.FirstOrDefault(name => name.Contains(',', StringComparison.Ordinal)) is { } list)
            {
                throw new InputException(
                    $"--run '{list}' is not the name of a run. Repeat the option for several runs: {string.Join(' ', list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(name => $"--run {name}"))}"
                );
            }

            if (parsed.GetValue(epochs) is < 1 || parsed.GetValue(parallel) < 1)
            {
                throw new InputException("--epochs and --parallel must be 1 or more.");
            }

            JobPlan plan;
            if (selects)
            {
                ReproHost host = hosts.Of(parsed);
                string of = host.Backends.NameOf(parsed.GetRequiredValue(backend));
                RunCatalog catalog = host.Runs;
                IEnumerable<string> selected =
                    named.Length > 0 ? named : RunsOf(host, parsed.GetValue(document), parsed.GetValue(tier), parsed.GetValue(claim));
                IReadOnlyList<int>? only = parsed.GetValue(seeds) is { } text ? SeedList.Parse(text) : null;
                (string Run, IReadOnlyList<int> Seeds)[] chosen =
                [
                    .. selected.Distinct().Select(run => (run, Seeds(host, catalog.Load(run), of, only, parsed.GetValue(recorded)))),
                ];
                if (parsed.GetValue(append))
                {
                    return Append(path, chosen, catalog, of, parsed.GetValue(epochs));
                }

                plan = new JobPlanner(catalog).Plan(chosen, of, parsed.GetValue(epochs));
                bool written = plan.Write(path);
                (parsed.GetValue(render) is null ? Console.Out : Console.Error).WriteLine(
                    $"{path}: {Counted.Of(plan.Jobs.Count, "job")} on {plan.Backend}{(written ? "" : ", unchanged")}. Run a job with: repro run-job {path} INDEX (0 to {plan.Jobs.Count - 1})"
                );
            }
            else
            {
                plan = JobPlan.Read(path);
            }

            if (plan.Ordered && parsed.GetValue(render) is { } scheduler)
            {
                throw new InputException(
                    $"{path}: the plan was written with --append. Its jobs continue each other and cannot run at the same time on {scheduler}. Use `repro queue run {path}`, or write a plan without --append."
                );
            }

            switch (parsed.GetValue(render))
            {
                case "github":
                    StandardStreams.Output.Write(GitHubMatrix.Render(plan));
                    break;
                case "slurm":
                    StandardStreams.Output.Write(SlurmArray.Render(plan, path, parsed.GetRequiredValue(output), parsed.GetValue(parallel)));
                    break;
                case "kubernetes":
                    StandardStreams.Output.Write(
                        KubernetesJob.Render(plan, path, parsed.GetRequiredValue(image), parsed.GetValue(parallel))
                    );
                    break;
                case null when !selects:
                    List(plan);
                    break;
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static int Append(
        string path,
        IReadOnlyList<(string Run, IReadOnlyList<int> Seeds)> chosen,
        RunCatalog catalog,
        string backend,
        int? epochs
    )
    {
        JobPlan? before = File.Exists(path) ? JobPlan.Read(path) : null;
        JobPlan plan = new JobPlanner(catalog).Append(before, chosen, backend, epochs);
        plan.Replace(path);
        Console.WriteLine(
            $"{path}: {Counted.Of(plan.Jobs.Count, "job")} on {plan.Backend}, {plan.Jobs.Count - (before?.Jobs.Count ?? 0)} of them new. Run them with: repro queue run {path} --runs FOLDER"
        );
        return ExitCodes.Success;
    }

    private static IEnumerable<string> RunsOf(ReproHost host, string? document, string? tier, string? claim) =>
        ClaimFilter
            .Select(host, document, tier, claim, whole: document is null && claim is null)
            .Where(selected => selected.Check is not null)
            .SelectMany(selected => ClaimRuns.Of(selected.Check!))
            .Distinct();

    private static IReadOnlyList<int> Seeds(ReproHost host, RunConfiguration run, string backend, IReadOnlyList<int>? only, bool recorded)
    {
        if (!recorded)
        {
            return only ?? run.Seeds;
        }

        Baseline? baseline = Baseline.Find(host.Project.BaselinesFolder, run.Name, backend);
        return [.. (baseline?.Seeds.Except(baseline.StaleSeeds(run)) ?? []).Where(seed => only is null || only.Contains(seed))];
    }

    private static void List(JobPlan plan)
    {
        foreach ((int index, Job job) in plan.Jobs.Index())
        {
            Console.WriteLine($"{index, 6}  {job}");
        }
    }
}
