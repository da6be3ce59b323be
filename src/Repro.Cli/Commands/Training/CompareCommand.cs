using System.CommandLine;
using Repro.Backends;
using Repro.Cli.Hosting;
using Repro.Cli.Output;
using Repro.Configuration;
using Repro.Evidence.Comparison;
using Repro.Hosting;
using Repro.Reports.Comparisons;
using Repro.Runs;
using Repro.Training.Features;
using Repro.Training.Feeding;

namespace Repro.Cli.Commands.Training;

/// <summary><c>repro compare</c>: one run on two engines, side by side.</summary>
internal static class CompareCommand
{
    public static Command Create(HostSource hosts)
    {
        Argument<string> name = new("run") { Description = "Name of a run. `repro runs` lists them." };
        ProjectNames.SuggestRuns(name, hosts);
        Option<string> backends = new("--backends") { Description = "Two engines: the first is what the second is compared with.", HelpName = "A,B", DefaultValueFactory = _ => "cpu,tensorflow" };
        Option<string> seeds = new("--seeds", "--seed") { Description = "Which seeds, like 1-5,8. From 5 on, each engine's mean is held against the other's spread.", Required = true, HelpName = "LIST" };
        Option<int?> epochs = new("--epochs") { Description = "Train only so many epochs." };
        Option<int> steps = new("--steps") { Description = "How many first steps are compared one by one.", DefaultValueFactory = _ => 100 };
        Option<string> output = TrainCommand.OutputOption();
        Option<bool> json = new("--json") { Description = "Write JSON to the output; how the trainings go is then written to the error output." };
        Command command = new(
            "compare",
            "Trains a run on two engines from the same weights, batches and dropout masks, and shows both histories side by side, the first step and epoch "
            + "that differ by more than rounding explains, how both end, and what both say of the run's claims. A run that continues another is compared with all that leads to it. Finished trainings in the output folder are "
            + "used. Exit code 1: they differ by more than that. Examples: repro compare mnist-convnet --backends cpu,tensorflow --seeds 1-5; repro compare mnist-dense --seeds 1 --epochs 1")
        {
            name, backends, seeds, epochs, steps, output, json,
        };
        command.SetAction(parsed =>
        {
            ReproHost host = hosts.Of(parsed);
            RunConfiguration run = host.Runs.Load(parsed.GetRequiredValue(name));
            RunInputs.RequireTrainable(run, host.Settings.DataRoot);
            ComparisonRequest request = new(run, SeedList.Parse(parsed.GetRequiredValue(seeds)), parsed.GetRequiredValue(output))
            {
                Epochs = AtLeastOne(parsed.GetValue(epochs), "--epochs"),
                Steps = AtLeastOne(parsed.GetRequiredValue(steps), "--steps")!.Value,
            };
            return Run(host, request, Names(host, parsed.GetRequiredValue(backends)), parsed.GetValue(json));
        });
        return command;
    }

    private static int Run(ReproHost host, ComparisonRequest request, (string First, string Second) engines, bool json)
    {
        Settings settings = host.Settings;
        IBackend first = host.Engines.Create(settings, engines.First);
        using IDisposable? firstDisposable = first as IDisposable;
        IBackend second = host.Engines.Create(settings, engines.Second);
        using IDisposable? secondDisposable = second as IDisposable;
        using StopSignals stop = new();
        RunData data = new(first, settings, Console.Error.WriteLine);
        TrainingProgress? progress = null;
        BackendComparer comparer = new(
            first, second, RunInputs.Model, data.Of, (engine, seed) => progress = new TrainingProgress(seed, engine, toError: json))
        {
            Runs = host.Runs.Load,
            Project = host.Project,
        };
        try
        {
            ComparedRun compared = comparer.Compare(request, stop.Token);
            EngineComparison comparison = new(compared, ComparedVerdicts.Of(compared, host.Runs, host.Claims.Whole().Executable));
            (json ? StandardStreams.Output : Console.Out).WriteLine(json ? ComparisonJson.Of(comparison) : string.Join(Environment.NewLine, ComparisonText.Of(comparison)));
            return comparison.Agrees ? ExitCodes.Fine : ExitCodes.Differs;
        }
        catch (OperationCanceledException)
        {
            progress?.Interrupted();
            Console.Error.WriteLine($"{request.Run.Name}: stopped. The same command goes on from there.");
            return ExitCodes.Interrupted;
        }
    }

    private static (string First, string Second) Names(ReproHost host, string text)
    {
        string[] names = [.. text.Split(',', StringSplitOptions.TrimEntries).Select(host.Engines.NameOf)];
        return names switch
        {
            [var first, var second] when first != second => (first, second),
            [_, _] => throw new InputException($"--backends {text}: the same engine twice. Name two different ones, like cpu,tensorflow."),
            _ => throw new InputException($"--backends {text}: name two engines, like cpu,tensorflow."),
        };
    }

    private static int? AtLeastOne(int? value, string option) => value is < 1 ? throw new InputException($"{option} {value}: give 1 or more.") : value;
}
