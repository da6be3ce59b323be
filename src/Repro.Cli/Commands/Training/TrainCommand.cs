using System.CommandLine;
using System.Globalization;
using Repro.Backends;
using Repro.Claims;
using Repro.Cli.Hosting;
using Repro.Cli.Options;
using Repro.Cli.Output;
using Repro.Configuration;
using Repro.Hosting;
using Repro.Runs;
using Repro.Training.Features;
using Repro.Training.Feeding;
using Repro.Training.Loop;
using Repro.Training.State;

namespace Repro.Cli.Commands.Training;

/// <summary><c>repro train</c>: trains seeds of a run, from the start or from where a stopped training left off.</summary>
internal static class TrainCommand
{
    public static Command Create(HostSource hosts)
    {
        Argument<string> name = new("run") { Description = "Name of a run. `repro runs` lists them." };
        ProjectNames.SuggestRuns(name, hosts);
        Option<string> seeds = new("--seeds", "--seed") { Description = "Which seeds, like 1-5,8.", Required = true, HelpName = "LIST" };
        Option<int?> epochs = new("--epochs") { Description = "Train only so many epochs: a trial in a folder of its own, never evidence." };
        Option<string?> backend = BackendOptions.Chosen();
        Option<string> output = OutputOption();
        Option<bool> resume = new("--resume") { Description = "Go on where a stopped training left off. Always so; said aloud for scripts." };
        Command command = new("train", "Trains a run; a stopped training goes on from its last checkpoint. Examples: repro train mnist-convnet --seeds 1-3; repro train mnist-convnet --seeds 1 --backend tensorflow")
        {
            name, seeds, epochs, backend, output, resume,
        };
        command.SetAction(parsed => Run(
            hosts.Of(parsed), parsed.GetRequiredValue(name), parsed.GetRequiredValue(seeds), parsed.GetValue(epochs), parsed.GetValue(backend), parsed.GetRequiredValue(output)));
        return command;
    }

    public static Option<string> OutputOption() => new("--out")
    {
        Description = "The folder of all runs; a seed lies in RUN/ENGINE/seed-N below it.",
        HelpName = "FOLDER",
        DefaultValueFactory = _ => "runs",
    };

    private static int Run(ReproHost host, string name, string seedText, int? epochs, string? backendName, string output)
    {
        RunConfiguration run = host.Runs.Load(name);
        IReadOnlyList<int> seeds = SeedList.Parse(seedText);
        if (epochs is < 1)
        {
            throw new InputException($"--epochs {epochs}: give 1 or more.");
        }

        if (epochs >= run.Epochs)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: --epochs {epochs} changes nothing: the run has {Counted.Of(run.Epochs, "epoch")}, and trains all of them."));
        }

        Settings settings = host.Settings;
        RunInputs.RequireTrainable(run, settings.DataRoot);
        IBackend backend = host.Engines.Create(settings, backendName);
        using IDisposable? disposable = backend as IDisposable;
        using StopSignals stop = new();

        // All seeds see the same data, so it is read once, and only when a seed is really trained.
        RunData data = new(backend, settings, Console.WriteLine) { Cancellation = stop.Token };
        TrainingService service = host.Training(backend, data);
        foreach (int seed in seeds)
        {
            TrainingProgress progress = new(seed);
            if (!run.Seeds.Contains(seed))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} seed {seed}: a trial, never evidence: the run's file declares the seeds {SeedText.Of(run.Seeds)}."));
            }

            try
            {
                TrainingOutcome outcome = service.Train(new TrainingRequest(run, seed, output) { Epochs = epochs }, progress, stop.Token);
                Console.WriteLine(outcome.AlreadyFinished
                    ? string.Create(CultureInfo.InvariantCulture, $"{name} seed {seed}: already finished in {outcome.Folder}")
                    : string.Create(CultureInfo.InvariantCulture, $"{name} seed {seed}: finished in {outcome.Folder}, weights_sha256 {outcome.Record.WeightsSha256[..12]}{(outcome.Record.Shortened ? " (shortened, no evidence)" : "")}{Waited(outcome.Record)}"));
            }
            catch (OperationCanceledException)
            {
                progress.Interrupted();
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} seed {seed}: stopped. The same command continues the training."));
                return ExitCodes.Interrupted;
            }
        }

        return ExitCodes.Fine;
    }

    private static string Waited(RunRecord record) => record is { Seconds: { } seconds and > 0, WaitedSeconds: { } waited }
        ? string.Create(CultureInfo.InvariantCulture, $"; waited for data {waited / seconds:P1} of {TimeSpan.FromSeconds(seconds):h\\:mm\\:ss}")
        : "";
}
