using System.CommandLine;
using Repro.Cli.Hosting;
using Repro.Jobs;
using Repro.Jobs.Merging;
using Repro.Outputs;

namespace Repro.Cli.Commands.Training;

/// <summary><c>repro merge</c>: merges the trainings of several machines.</summary>
internal static class MergeCommand
{
    public static Command Create()
    {
        Argument<string[]> folders = new("folders")
        {
            Description = "Folders of trainings that `train` or `run-job` wrote, or folders that contain such folders.",
            Arity = ArgumentArity.OneOrMore,
            HelpName = "FOLDER",
        };
        Option<string> output = new("--out")
        {
            Description = "New folder for the merged trainings.",
            Required = true,
            HelpName = "FOLDER",
        };
        Option<string?> plan = new("--plan") { Description = "Plan file. The trainings must match its jobs exactly.", HelpName = "FILE" };
        Option<bool> duplicates = new("--verify-duplicates")
        {
            Description = "If two folders have the same seed, compare the trainings bit for bit instead of rejecting the seed (cpu only).",
        };
        Command command = new(
            "merge",
            "Merges trainings of several machines into one folder. Rejects damaged, unfinished and duplicate trainings, and trainings of one run that differ in the configuration, the data or the version of the CPU backend's arithmetic. Lists every problem. Examples: repro merge machine-a machine-b --out merged; repro baseline diff --runs merged"
        )
        {
            folders,
            output,
            plan,
            duplicates,
        };
        command.SetAction(parsed =>
        {
            OutputFile.Require(Path.Combine(parsed.GetRequiredValue(output), "merged"));
            foreach (string repeated in Repeated(parsed.GetRequiredValue(folders)))
            {
                Console.Error.WriteLine($"repro: '{repeated}' is given more than once. Its trainings are merged once.");
            }

            JobPlan? of = parsed.GetValue(plan) is { } file ? JobPlan.Read(file) : null;
            MergeResult result = RunMerge.Merge(
                parsed.GetRequiredValue(folders),
                parsed.GetRequiredValue(output),
                of,
                parsed.GetValue(duplicates)
            );
            foreach (string replay in result.Replays)
            {
                Console.WriteLine(replay);
            }

            string trials = result.Trials == 0 ? "" : $", {result.Trials} of them trials, which are not evidence";
            Console.WriteLine(
                $"{parsed.GetRequiredValue(output)} now has {result.Trainings} {(result.Trainings == 1 ? "training" : "trainings")}{trials}. Compare them with the baselines: repro baseline diff --runs {parsed.GetRequiredValue(output)}"
            );
            return ExitCodes.Success;
        });
        return command;
    }

    /// <summary>The folders that are given more than once, in any spelling.</summary>
    internal static IEnumerable<string> Repeated(IEnumerable<string> folders) =>
        folders
            .GroupBy(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), StringComparer.Ordinal)
            .Where(same => same.Count() > 1)
            .Select(same => same.First());
}
