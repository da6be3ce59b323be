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

/// <summary><c>repro plan</c>: writes the jobs of a selection once, and shows a plan as what a scheduler reads.</summary>
internal static class PlanCommand
{
    public static Command Create(HostSource hosts)
    {
        Argument<string> file = new("plan") { Description = "The plan's file." };
        Option<string[]> runs = new("--run") { Description = "Runs to plan; may be said several times.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
        Option<string?> document = ClaimFilter.Document();
        Option<string?> tier = new("--tier") { Description = "The runs of claims of this tier: small or long." };
        tier.AcceptOnlyFromAmong("small", "long");
        Option<string?> claim = new("--claim") { Description = "The runs of this claim.", HelpName = "ID" };
        Option<string?> seeds = new("--seeds") { Description = "Which of the declared seeds, like 1-5; all by default.", HelpName = "LIST" };
        Option<bool> recorded = new("--recorded") { Description = "Only seeds that the baselines have: to replay them." };
        Option<int?> epochs = new("--epochs") { Description = "Only so many epochs: trials, never evidence." };
        Option<string> engine = BackendOptions.Recorded("Which engine is to train");
        Option<string?> render = new("--as") { Description = "Print the plan as github (a workflow's matrix), slurm (an sbatch script) or kubernetes (an indexed Job)." };
        render.AcceptOnlyFromAmong("github", "slurm", "kubernetes");
        Option<int> parallel = new("--parallel") { Description = "Of slurm and kubernetes: how many jobs at once.", DefaultValueFactory = _ => 16 };
        Option<string> image = new("--image") { Description = "Of kubernetes: the image, a built clone in /repro.", DefaultValueFactory = _ => "repro:latest" };
        Option<bool> append = new("--append") { Description = "Add jobs at the plan's end, seed by seed in the order of --run: a list for repro queue." };
        Option<string> output = TrainCommand.OutputOption();
        Command command = new("plan", "Writes the jobs of a selection of runs or claims once, for many machines, or prints a plan for a scheduler. Examples: repro plan plan.json --run mnist-dense --seeds 1-8; repro plan plan.json --as slurm; repro plan nights.json --append --run mnist-dense mnist-strided --seeds 1-3")
        {
            file, runs, document, tier, claim, seeds, recorded, epochs, engine, render, parallel, image, append, output,
        };
        // A filter that would go unheard is wrong usage.
        command.Validators.Add(parsed =>
        {
            if (parsed.GetResult(runs) is not null && ((Option[])[document, tier, claim]).Any(option => parsed.GetResult(option) is not null))
            {
                parsed.AddError("--run names the runs; it takes none of --document, --tier and --claim.");
            }

            if (parsed.GetResult(append) is not null && parsed.GetResult(render) is not null)
            {
                parsed.AddError("--append makes a list for one machine, and --as is for many. Use one of them.");
            }
        });
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(file);
            string[] named = parsed.GetValue(runs) ?? [];
            bool selects = named.Length > 0 || parsed.GetValue(document) is not null || parsed.GetValue(tier) is not null || parsed.GetValue(claim) is not null;
            if (!selects && (parsed.GetValue(seeds) is not null || parsed.GetValue(recorded) || parsed.GetValue(epochs) is not null || parsed.GetValue(append)))
            {
                throw new InputException("Say which runs: --run NAME, --document N, --tier T or --claim ID.");
            }

            if (named.FirstOrDefault(name => name.Contains(',', StringComparison.Ordinal)) is { } list)
            {
                throw new InputException($"--run '{list}' is not the name of a run. Repeat the option for several runs: {string.Join(' ', list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(name => $"--run {name}"))}");
            }

            if (parsed.GetValue(epochs) is < 1 || parsed.GetValue(parallel) < 1)
            {
                throw new InputException("--epochs and --parallel take 1 or more.");
            }

            JobPlan plan;
            if (selects)
            {
                ReproHost host = hosts.Of(parsed);
                string of = host.Engines.NameOf(parsed.GetRequiredValue(engine));
                RunCatalog catalog = host.Runs;
                IEnumerable<string> selected = named.Length > 0 ? named : RunsOf(host, parsed.GetValue(document), parsed.GetValue(tier), parsed.GetValue(claim));
                IReadOnlyList<int>? only = parsed.GetValue(seeds) is { } text ? SeedList.Parse(text) : null;
                (string Run, IReadOnlyList<int> Seeds)[] chosen = [.. selected.Distinct().Select(run => (run, Seeds(host, catalog.Load(run), of, only, parsed.GetValue(recorded))))];
                if (parsed.GetValue(append))
                {
                    return Append(path, chosen, catalog, of, parsed.GetValue(epochs));
                }

                plan = new JobPlanner(catalog).Plan(chosen, of, parsed.GetValue(epochs));
                bool written = plan.Write(path);
                (parsed.GetValue(render) is null ? Console.Out : Console.Error).WriteLine(
                    $"{path}: {Counted.Of(plan.Jobs.Count, "job")} on {plan.Engine}{(written ? "" : ", as it was")}. Each: repro run-job {path} INDEX, from 0 to {plan.Jobs.Count - 1}");
            }
            else
            {
                plan = JobPlan.Read(path);
            }

            if (plan.Ordered && parsed.GetValue(render) is { } scheduler)
            {
                throw new InputException($"{path}: the plan was made with --append for one machine, and its jobs continue each other; {scheduler} would start them at the same time. Use `repro queue run {path}`, or write a plan without --append.");
            }

            switch (parsed.GetValue(render))
            {
                case "github": StandardStreams.Output.Write(GitHubMatrix.Render(plan)); break;
                case "slurm": StandardStreams.Output.Write(SlurmArray.Render(plan, path, parsed.GetRequiredValue(output), parsed.GetValue(parallel))); break;
                case "kubernetes": StandardStreams.Output.Write(KubernetesJob.Render(plan, path, parsed.GetRequiredValue(image), parsed.GetValue(parallel))); break;
                case null when !selects: List(plan); break;
            }

            return ExitCodes.Fine;
        });
        return command;
    }

    private static int Append(string path, IReadOnlyList<(string Run, IReadOnlyList<int> Seeds)> chosen, RunCatalog catalog, string engine, int? epochs)
    {
        JobPlan? before = File.Exists(path) ? JobPlan.Read(path) : null;
        JobPlan plan = new JobPlanner(catalog).Append(before, chosen, engine, epochs);
        plan.Replace(path);
        Console.WriteLine($"{path}: {Counted.Of(plan.Jobs.Count, "job")} on {plan.Engine}, {plan.Jobs.Count - (before?.Jobs.Count ?? 0)} of them new. Work through them: repro queue run {path} --out FOLDER");
        return ExitCodes.Fine;
    }

    private static IEnumerable<string> RunsOf(ReproHost host, string? document, string? tier, string? claim) =>
        ClaimFilter.Select(host, document, tier, claim, whole: document is null && claim is null).Where(selected => selected.Check is not null).SelectMany(selected => ClaimRuns.Of(selected.Check!)).Distinct();

    private static IReadOnlyList<int> Seeds(ReproHost host, RunConfiguration run, string engine, IReadOnlyList<int>? only, bool recorded)
    {
        if (!recorded)
        {
            return only ?? run.Seeds;
        }

        Baseline? baseline = Baseline.Find(host.Project.BaselinesFolder, run.Name, engine);
        return [.. (baseline?.Seeds.Except(baseline.StaleSeeds(run)) ?? []).Where(seed => only is null || only.Contains(seed))];
    }

    private static void List(JobPlan plan)
    {
        foreach ((int index, Job job) in plan.Jobs.Index())
        {
            Console.WriteLine($"{index,6}  {job}");
        }
    }
}
