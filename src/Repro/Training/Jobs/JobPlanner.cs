using Repro.Training.Runs;

namespace Repro.Training.Jobs;

/// <summary>Makes a plan of runs and seeds.</summary>
public sealed class JobPlanner(RunCatalog catalog)
{
    /// <param name="selected">Runs with their seeds; what they continue from is added.</param>
    /// <exception cref="InputException">A run is unknown, a seed is not declared, or nothing is left to do.</exception>
    public JobPlan Plan(IEnumerable<(string Run, IReadOnlyList<int> Seeds)> selected, string engine, int? epochs = null)
    {
        // By the run that a chain begins with: all that continue it share its weights, and so its folder.
        SortedDictionary<(string Root, int Seed), List<string>> jobs = new(Comparer<(string Root, int Seed)>.Create(
            (left, right) => string.CompareOrdinal(left.Root, right.Root) is not 0 and var order ? order : left.Seed.CompareTo(right.Seed)));
        SortedDictionary<string, string> configurations = new(StringComparer.Ordinal);
        foreach ((string name, IReadOnlyList<int> seeds) in selected.DistinctBy(pair => pair.Run).OrderBy(pair => pair.Run, StringComparer.Ordinal))
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

        return jobs.Count is > 0 and <= JobPlan.MostJobs
            ? new JobPlan(JobPlan.CurrentSchema, engine, epochs, configurations, [.. jobs.Select(job => new Job(job.Key.Seed, job.Value))])
            : throw new InputException(jobs.Count == 0
                ? "Nothing is to be trained for this selection. `repro claims` lists the claims, `repro plan --help` the ways to select."
                : $"{jobs.Count} jobs are more than one plan holds ({JobPlan.MostJobs}). Split the selection.");
    }

    // From the run that starts at seed-drawn or pretrained weights to the named one.
    private List<RunConfiguration> Chain(string name)
    {
        List<RunConfiguration> chain = [];
        for (string? next = name; next is not null;)
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

    private static void RequireDeclared(RunConfiguration run, int seed)
    {
        if (!run.Seeds.Contains(seed))
        {
            throw new InputException($"Seed {seed} of '{run.Name}' cannot be planned: the run's file declares the seeds {string.Join(", ", run.Seeds)}, and no others are evidence.");
        }
    }
}
