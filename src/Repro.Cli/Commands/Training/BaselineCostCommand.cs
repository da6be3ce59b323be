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
        Option<string> backend = BackendOptions.Recorded("Backend of the trainings");
        Option<int> cores = new("--cores")
        {
            Description =
                "Number of cores of the machine for which the time is estimated. The estimate assumes that the trainings use all of them.",
            DefaultValueFactory = _ => 2,
            HelpName = "N",
        };
        Command command = new(
            "cost",
            "Shows how long the recorded seeds took, and estimates the time of all declared seeds. The trainings ran on different machines, so the estimate is approximate. Example: repro baseline cost --cores 16"
        )
        {
            backend,
            cores,
        };
        command.SetAction(parsed =>
        {
            int machine = parsed.GetValue(cores);
            if (machine is < 1 or > MostCores)
            {
                throw new InputException($"--cores {machine} is out of range. Give a number from 1 to {MostCores}.");
            }

            ReproHost host = hosts.Of(parsed);
            string of = host.Backends.NameOf(parsed.GetRequiredValue(backend));
            RunCatalog catalog = host.Runs;
            RunConfiguration[] runs = [.. catalog.Names.Select(catalog.Load)];
            RecordedCost[] costs = [.. runs.Select(run => RecordedCost.Find(host.Project.BaselinesFolder, run, of)).OfType<RecordedCost>()];
            Write(costs, [.. runs.Select(run => run.Name).Except(costs.Select(cost => cost.Run))], of, machine);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Write(RecordedCost[] costs, string[] without, string backend, int cores)
    {
        if (costs.Length > 0)
        {
            int wide = costs.Max(cost => cost.Run.Length) + 2;
            Console.WriteLine(
                Text(
                    $"{backend}: core-minutes per seed (time x threads), from the recorded seeds with a known time, and hours for all declared seeds on {cores} fully loaded {(cores == 1 ? "core" : "cores")}"
                )
            );
            Console.WriteLine(Text($"{"run".PadRight(wide)}{"timed", 9}{"least", 9}{"mean", 9}{"hours", 9}"));
            foreach (RecordedCost cost in costs)
            {
                string seeds = Text($"{cost.CoreSeconds.Count} of {cost.Declared}");
                Console.WriteLine(
                    Text(
                        $"{cost.Run.PadRight(wide)}{seeds, 9}{cost.Least / 60, 9:F2}{cost.Mean / 60, 9:F2}{cost.Whole / cores / 3600, 9:F2}"
                    )
                );
            }

            Console.WriteLine(Text($"{"total".PadRight(wide)}{"", 27}{costs.Sum(cost => cost.Whole) / cores / 3600, 9:F2}"));
        }

        if (without.Length > 0)
        {
            Console.WriteLine($"No recorded time on {backend}: {string.Join(", ", without)}.");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
