using System.CommandLine;
using Repro.Backends;
using Repro.Cli.Hosting;
using Repro.Cli.Options;
using Repro.Cli.Output;
using Repro.Configuration;
using Repro.Evidence.Comparison;
using Repro.Hosting;
using Repro.Reports.Comparisons;
using Repro.Runs;
using Repro.Training.Features;
using Repro.Training.Feeding;

namespace Repro.Cli.Commands.Training;

/// <summary><c>repro compare</c>: trains one run on two backends and compares them.</summary>
internal static class CompareCommand
{
    public static Command Create(HostSource hosts)
    {
        Argument<string> name = new("run") { Description = "Name of a run. `repro runs` lists them." };
        ProjectNames.SuggestRuns(name, hosts);
        Option<string> backends = new("--backends")
        {
            Description = "Two backends. The second is compared with the first.",
            HelpName = "A,B",
            DefaultValueFactory = _ => "cpu,tensorflow",
        };
        Option<string> seeds = TrainingOptions.Seeds(" With 5 or more, the means are compared too.");
        Option<int?> epochs = new("--epochs") { Description = "Number of epochs. Default: those of the run.", HelpName = "N" };
        Option<int> steps = new("--steps")
        {
            Description = "Number of initial steps that are compared one by one.",
            HelpName = "N",
            DefaultValueFactory = _ => 100,
        };
        Option<string> output = TrainingOptions.Runs();
        Option<string?> json = JsonTarget.Option();
        Command command = new(
            "compare",
            "Trains a run on two backends from the same weights, batches and dropout masks. Prints the histories of both backends, the first "
                + "step and the first epoch that differ by more than rounding, a comparison of the last epoch, and the verdicts on the run's claims. If the run starts from the weights of another run, that run is compared too. Finished trainings in the folder of trainings are "
                + "used and not trained again. Exit code 1: the backends differ by more than rounding. Examples: repro compare mnist-convnet --backends cpu,tensorflow --seeds 1-5; repro compare mnist-dense --seeds 1 --epochs 1"
        )
        {
            name,
            backends,
            seeds,
            epochs,
            steps,
            output,
            json,
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
            return Run(host, request, Names(host, parsed.GetRequiredValue(backends)), JsonTarget.Of(parsed, json));
        });
        return command;
    }

    private static int Run(ReproHost host, ComparisonRequest request, (string First, string Second) backends, JsonTarget json)
    {
        Settings settings = host.Settings;
        IBackend first = host.Backends.Create(settings, backends.First);
        using IDisposable? firstDisposable = first as IDisposable;
        IBackend second = host.Backends.Create(settings, backends.Second);
        using IDisposable? secondDisposable = second as IDisposable;
        using StopSignals stop = new();
        RunData data = new(first, settings, Console.Error.WriteLine);
        TrainingProgress? progress = null;
        BackendComparer comparer = new(
            first,
            second,
            RunInputs.Model,
            data.Of,
            (backend, seed) => progress = new TrainingProgress(seed, backend, toError: json.ReplacesText)
        )
        {
            Runs = host.Runs.Load,
            Project = host.Project,
        };
        try
        {
            ComparedRun compared = comparer.Compare(request, stop.Token);
            BackendComparison comparison = new(compared, ComparedVerdicts.Of(compared, host.Runs, host.Claims.Whole().Executable));
            json.Write(
                () => ComparisonJson.Of(comparison),
                () => Console.WriteLine(string.Join(Environment.NewLine, ComparisonText.Of(comparison)))
            );
            return comparison.Agrees ? ExitCodes.Success : ExitCodes.Failed;
        }
        catch (OperationCanceledException)
        {
            progress?.Interrupted();
            Console.Error.WriteLine($"{request.Run.Name}: stopped. The same command continues the trainings.");
            return ExitCodes.Interrupted;
        }
    }

    private static (string First, string Second) Names(ReproHost host, string text)
    {
        string[] names = [.. text.Split(',', StringSplitOptions.TrimEntries).Select(host.Backends.NameOf)];
        return names switch
        {
            [var first, var second] when first != second => (first, second),
            [_, _] => throw new InputException(
                $"--backends {text}: the same backend twice. Give two different backends, e.g. cpu,tensorflow."
            ),
            _ => throw new InputException($"--backends {text}: give two backends, e.g. cpu,tensorflow."),
        };
    }

    private static int? AtLeastOne(int? value, string option) =>
        value is < 1 ? throw new InputException($"{option} {value} is out of range. Give 1 or more.") : value;
}
