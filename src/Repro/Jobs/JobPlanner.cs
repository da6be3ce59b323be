using Repro.Runs;

namespace Repro.Jobs;

/// <summary>Makes a plan of runs and seeds.</summary>
internal sealed class JobPlanner(RunCatalog catalog)
{
    /// <param name="selected">Runs with their seeds; what they continue from is added.</param>
    /// <exception cref="InputException">A run is unknown, a seed is not declared, or nothing is left to do.</exception>
    public JobPlan Plan(IEnumerable<(string Run, IReadOnlyList<int> Seeds)> selected, string backend, int? epochs = null)
    {
        // By the run that a chain begins with: all that continue it share its weights, and so its folder.
        SortedDictionary<(string Root, int Seed), List<string>> jobs = new(
            Comparer<(string Root, int Seed)>.Create(
                (left, right) =>
                    string.CompareOrdinal(left.Root, right.Root) is not 0 and var order ? order : left.Seed.CompareTo(right.Seed)
            )
        );
        SortedDictionary<string, string> configurations = new(StringComparer.Ordinal);
        foreach (
            (string name, IReadOnlyList<int> seeds) in selected
                .DistinctBy(pair => pair.Run)
                .OrderBy(pair => pair.Run, StringComparer.Ordinal)
        )
        {
            List<RunConfiguration> chain = Chain(name);
            foreach (RunConfiguration run in chain)
            {
                configurations[run.Name] = RunConfigurationJson.Digest(run);
            }

            foreach (int seed in seeds)
            {
                RequireDeclared(chain[^1], seed);
                if (!jobs.TryGetValue((chain[0].Name, seed), out List<string>? runs))
                {
                    jobs[(chain[0].Name, seed)] = runs = [];
                }

                runs.AddRange(chain.Select(run => run.Name).Except(runs));
            }
        }

        RequireCount(jobs.Count);
        return new JobPlan(
            JobPlan.CurrentSchema,
            backend,
            epochs,
            configurations,
            [.. jobs.Select(job => new Job(job.Key.Seed, job.Value))]
        );
    }

    /// <summary>
    /// Adds jobs at a plan's end: one for each run and seed, seed by seed and within a seed in the order of <paramref name="selected"/>.
    /// A run that another one continues comes before it. Jobs that the plan has already stay where they are.
    /// </summary>
    /// <param name="plan">Null for a new plan.</param>
    /// <exception cref="InputException">As <see cref="Plan"/>; or the plan is of another backend, length or configuration.</exception>
    public JobPlan Append(JobPlan? plan, IReadOnlyList<(string Run, IReadOnlyList<int> Seeds)> selected, string backend, int? epochs = null)
    {
        if (plan is not null && (plan.Backend != backend || plan.Epochs != epochs))
        {
            throw new InputException(
                $"The plan is for {plan.Backend}{Trial(plan.Epochs)}, and these jobs are for {backend}{Trial(epochs)}. Write them to another file."
            );
        }

        SortedDictionary<string, string> configurations = new(StringComparer.Ordinal);
        List<Job> jobs = [];
        if (plan is not null)
        {
            configurations = new(plan.Configurations.ToDictionary(), StringComparer.Ordinal);
            jobs.AddRange(plan.Jobs);
        }

        HashSet<(string, int)> planned = [.. jobs.SelectMany(job => job.Runs.Select(run => (run, job.Seed)))];
        foreach (int seed in selected.SelectMany(pair => pair.Seeds).Distinct().Order())
        {
            foreach ((string name, _) in selected.Where(pair => pair.Seeds.Contains(seed)))
            {
                List<RunConfiguration> chain = Chain(name);
                RequireDeclared(chain[^1], seed);
                foreach (RunConfiguration run in chain.Where(run => planned.Add((run.Name, seed))))
                {
                    jobs.Add(new Job(seed, [run.Name]));
                    configurations.TryAdd(run.Name, RunConfigurationJson.Digest(run));
                }
            }
        }

        JobPlan longer = new(JobPlan.CurrentSchema, backend, epochs, configurations, jobs) { Ordered = true };
        foreach (string run in configurations.Keys)
        {
            JobRunner.RequirePlanned(longer, catalog.Load(run));
        }

        RequireCount(jobs.Count);
        return longer;
    }

    private static string Trial(int? epochs) => epochs is null ? "" : $" with {Counted.Of(epochs.Value, "epoch")}";

    // From the run that starts at seed-drawn or pretrained weights to the named one.
    private List<RunConfiguration> Chain(string name)
    {
        List<RunConfiguration> chain = [];
        for (string? next = name; next is not null; )
        {
            RunConfiguration run = catalog.Load(next);
            if (chain.Any(later => later.Name == run.Name))
            {
                throw new InputException($"Run '{run.Name}' continues from itself.");
            }

            chain.Insert(0, run);
            next = run.ContinuesFrom;
        }

        return chain;
    }

    private static void RequireCount(int jobs)
    {
        if (jobs is 0 or > JobPlan.MostJobs)
        {
            throw new InputException(
                jobs == 0
                    ? "Nothing is to be trained for this selection. `repro claims` lists the claims, `repro plan --help` the ways to select."
                    : $"{jobs} jobs are more than the maximum of a plan ({JobPlan.MostJobs}). Split the selection."
            );
        }
    }

    private static void RequireDeclared(RunConfiguration run, int seed)
    {
        if (!run.Seeds.Contains(seed))
        {
            throw new InputException(
                $"Seed {seed} of '{run.Name}' cannot be planned: the run's file declares the seeds {string.Join(", ", run.Seeds)}, and no others are evidence."
            );
        }
    }
}
