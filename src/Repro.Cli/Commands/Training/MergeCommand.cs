using System.CommandLine;
using Repro.Cli.Hosting;
using Repro.Jobs;
using Repro.Jobs.Merging;
using Repro.Outputs;

namespace Repro.Cli.Commands.Training;

/// <summary><c>repro merge</c>: joins what many machines trained, or names what is in the way.</summary>
internal static class MergeCommand
{
    public static Command Create()
    {
        Argument<string[]> folders = new("folders") { Description = "Folders of runs, as run-job or train wrote them, or folders that hold such.", Arity = ArgumentArity.OneOrMore };
        Option<string> output = new("--out") { Description = "A new folder for all of them.", Required = true, HelpName = "FOLDER" };
        Option<string?> plan = new("--plan") { Description = "Exactly this plan's jobs must be there.", HelpName = "FILE" };
        Option<bool> replays = new("--replays") { Description = "A seed may come from two machines (Cpu): it is compared bit for bit." };
        Command command = new("merge", "Joins trainings of many machines into one folder. Refuses, by name, what is damaged, unfinished, doubled, or mixes configurations, arithmetics or data. Examples: repro merge machine-a machine-b --out merged; repro baseline diff --out merged")
        {
            folders, output, plan, replays,
        };
        command.SetAction(parsed =>
        {
            OutputFile.Require(Path.Combine(parsed.GetRequiredValue(output), "merged"));
            foreach (string repeated in Repeated(parsed.GetRequiredValue(folders)))
            {
                Console.Error.WriteLine($"repro: '{repeated}' is named more than once; its trainings are merged once.");
            }

            JobPlan? of = parsed.GetValue(plan) is { } file ? JobPlan.Read(file) : null;
            MergeResult result = RunMerge.Merge(parsed.GetRequiredValue(folders), parsed.GetRequiredValue(output), of, parsed.GetValue(replays));
            foreach (string replay in result.Replays)
            {
                Console.WriteLine(replay);
            }

            string trials = result.Trials == 0 ? "" : $", {result.Trials} of them shortened and no evidence";
            Console.WriteLine($"{parsed.GetRequiredValue(output)} now holds {result.Trainings} {(result.Trainings == 1 ? "training" : "trainings")}{trials}. What they would change: repro baseline diff --out {parsed.GetRequiredValue(output)}");
            return ExitCodes.Fine;
        });
        return command;
    }

    /// <summary>The folders that are named more than once, in any spelling.</summary>
    internal static IEnumerable<string> Repeated(IEnumerable<string> folders) =>
        folders.GroupBy(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.First());
}
