using Repro.Backends;
using Repro.Inputs;

namespace Repro.Jobs.Merging;

/// <param name="Trainings">How many were merged.</param>
/// <param name="Trials">How many of them are shortened, and no evidence.</param>
/// <param name="Replays">In words: trainings that two machines delivered with the same bits.</param>
internal sealed record MergeResult(int Trainings, int Trials, IReadOnlyList<string> Replays);

/// <summary>
/// Joins the trainings of many machines into one folder of runs. Everything is looked through before anything is written.
/// </summary>
internal static class RunMerge
{
    /// <param name="folders">Folders of runs, or folders that hold such folders.</param>
    /// <param name="output">Must not exist yet, or be empty.</param>
    /// <param name="plan">Exactly its jobs must be there; null for whatever is found.</param>
    /// <param name="replays">A seed may have been trained on two machines, where the backend promises bits, and is then compared.</param>
    /// <exception cref="InputException">Something is damaged, doubled, mixed, missing or not in the plan: all of it is named.</exception>
    public static MergeResult Merge(IReadOnlyList<string> folders, string output, JobPlan? plan = null, bool replays = false)
    {
        if (Directory.Exists(output) && !InputFolder.IsEmpty(output))
        {
            throw new InputException($"'{output}' is not empty. Merge into a new folder: what lies there is never mixed with it.");
        }

        List<string> problems = [];
        List<FoundTraining> found = Read(folders, problems);
        List<string> confirmed = [];
        List<FoundTraining> merged = Single(found, replays, problems, confirmed);
        problems.AddRange(MergeRules.Mixed(merged));
        problems.AddRange(plan is null ? [] : MergeRules.Unplanned(plan, merged));
        if (merged.Count == 0 && problems.Count == 0)
        {
            problems.Add($"no training lies below {string.Join(", ", folders)}: the folders RUN/BACKEND/seed-N are missing");
        }

        if (problems.Count > 0)
        {
            throw new InputException(
                $"Nothing was merged. {Counted.Of(problems.Count, "problem")}:",
                [.. problems.Select(problem => $"  {problem}")]
            );
        }

        MergedFolder.Write(output, merged);
        return new MergeResult(merged.Count, merged.Count(training => training.Record.Shortened), confirmed);
    }

    private static List<FoundTraining> Read(IReadOnlyList<string> folders, List<string> problems)
    {
        List<FoundTraining> found = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string root in folders)
        {
            if (!Directory.Exists(root))
            {
                problems.Add($"'{root}': the folder does not exist");
                continue;
            }

            // A folder that is named twice, or lies in another that is named, is one folder.
            foreach (string folder in TrainingFolders.Below(root, problems).Where(folder => seen.Add(Path.GetFullPath(folder))))
            {
                try
                {
                    found.Add(FoundTraining.Read(folder));
                }
                catch (InputException exception)
                {
                    problems.Add(exception.Message);
                }
            }
        }

        return found;
    }

    private static List<FoundTraining> Single(List<FoundTraining> found, bool replays, List<string> problems, List<string> confirmed)
    {
        List<FoundTraining> single = [];
        foreach (
            IGrouping<string, FoundTraining> copies in found
                .GroupBy(training => training.Place)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
        )
        {
            FoundTraining first = copies.First();
            single.Add(first);
            foreach (FoundTraining other in copies.Skip(1))
            {
                string what = $"{first.Record.Run} seed {first.Record.Seed} on {first.Record.Backend} was trained twice";
                if (!Determinism.GivesSameBits(first.Record.Backend))
                {
                    problems.Add(
                        $"{what}: {first.Machine} and {other.Machine}. {first.Record.Backend} is not bit-identical, so neither can be preferred; remove one"
                    );
                }
                else if (MergeRules.Differences(first.Record, other.Record) is { Count: > 0 } differences)
                {
                    problems.Add(
                        $"{what}, and differs ({string.Join(", ", differences)}): {first.Machine} and {other.Machine}. One machine is broken or one file was changed; replay the seed on a third"
                    );
                }
                else if (!replays)
                {
                    problems.Add(
                        $"{what}, with the same bits: {first.Machine} and {other.Machine}. If this is intended, give --verify-duplicates"
                    );
                }
                else
                {
                    confirmed.Add($"{first.Record.Run} seed {first.Record.Seed}: the same bits from {first.Machine} and {other.Machine}");
                }
            }
        }

        return single;
    }
}
