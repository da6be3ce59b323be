using System.CommandLine;
using System.Globalization;
using Repro.Cli.Hosting;
using Repro.Cli.Options;
using Repro.Evidence;
using Repro.Hosting;
using Repro.Runs;

namespace Repro.Cli.Commands.Training;

/// <summary><c>repro baseline cost</c>: how long the recorded seeds took to train.</summary>
internal static class BaselineCostCommand
{
    private const int MostCores = 1024;

    public static Command Create(HostSource hosts)
    {
        Option<string> engine = BackendOptions.Recorded("Whose trainings");
        Option<int> cores = new("--cores") { Description = "Hours on so many cores, if all of them are kept busy.", DefaultValueFactory = _ => 2, HelpName = "N" };
        Command command = new("cost", "Says how long the recorded seeds took, from their records, and what all declared seeds of a run take at that rate. The records are from different machines. Example: repro baseline cost --cores 16") { engine, cores };
        command.SetAction(parsed =>
        {
            int machine = parsed.GetValue(cores);
            if (machine is < 1 or > MostCores)
            {
                throw new InputException($"--cores takes 1 to {MostCores}.");
            }

            ReproHost host = hosts.Of(parsed);
            string of = host.Engines.NameOf(parsed.GetRequiredValue(engine));
            RunCatalog catalog = host.Runs;
            RunConfiguration[] runs = [.. catalog.Names.Select(catalog.Load)];
            RecordedCost[] costs = [.. runs.Select(run => RecordedCost.Find(host.Project.BaselinesFolder, run, of)).OfType<RecordedCost>()];
            Write(costs, [.. runs.Select(run => run.Name).Except(costs.Select(cost => cost.Run))], of, machine);
            return ExitCodes.Fine;
        });
        return command;
    }

    private static void Write(RecordedCost[] costs, string[] without, string engine, int cores)
    {
        if (costs.Length > 0)
        {
            int wide = costs.Max(cost => cost.Run.Length) + 2;
            Console.WriteLine(Text($"{engine}: core-minutes a seed (time times threads) of the recorded seeds whose time is known, and hours for all declared seeds where {cores} {(cores == 1 ? "core is" : "cores are")} kept busy"));
            Console.WriteLine(Text($"{"run".PadRight(wide)}{"timed",9}{"least",9}{"mean",9}{"hours",9}"));
            foreach (RecordedCost cost in costs)
            {
                string seeds = Text($"{cost.CoreSeconds.Count} of {cost.Declared}");
                Console.WriteLine(Text($"{cost.Run.PadRight(wide)}{seeds,9}{cost.Least / 60,9:F2}{cost.Mean / 60,9:F2}{cost.Whole / cores / 3600,9:F2}"));
            }

            Console.WriteLine(Text($"{"all of these".PadRight(wide)}{"",27}{costs.Sum(cost => cost.Whole) / cores / 3600,9:F2}"));
        }

        if (without.Length > 0)
        {
            Console.WriteLine($"No record says what these take on {engine}: {string.Join(", ", without)}.");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
