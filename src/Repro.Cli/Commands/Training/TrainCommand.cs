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

/// <summary><c>repro train</c>: trains seeds of a run, or continues stopped trainings.</summary>
internal static class TrainCommand
{
    public static Command Create(HostSource hosts)
    {
        Argument<string> name = new("run") { Description = "Name of a run. `repro runs` lists them." };
        ProjectNames.SuggestRuns(name, hosts);
        Option<string> seeds = TrainingOptions.Seeds();
        Option<int?> epochs = new("--epochs")
        {
            Description =
                "Train only this number of epochs, as a trial. The trial is stored in a separate folder and never used for verdicts.",
            HelpName = "N",
        };
        Option<string?> backend = BackendOptions.Chosen();
        Option<string> output = TrainingOptions.Runs();
        Option<bool> resume = new("--resume")
        {
            Description = "Resume from the last checkpoint. This is the default, so the option changes nothing.",
        };
        Option<bool> replace = new("--replace")
        {
            Description = "Overwrite finished trainings whose configuration, model or data no longer match the run.",
        };
        Command command = new(
            "train",
            "Trains a run with the given seeds. A stopped training continues from its last checkpoint. Examples: repro train mnist-convnet --seeds 1-3; repro train mnist-convnet --seeds 1 --backend tensorflow"
        )
        {
            name,
            seeds,
            epochs,
            backend,
            output,
            replace,
            resume,
        };
        command.SetAction(parsed =>
            Run(
                hosts.Of(parsed),
                parsed.GetRequiredValue(name),
                parsed.GetRequiredValue(seeds),
                parsed.GetValue(epochs),
                parsed.GetValue(backend),
                parsed.GetRequiredValue(output),
                parsed.GetValue(replace)
            )
        );
        return command;
    }

    private static int Run(ReproHost host, string name, string seedText, int? epochs, string? backendName, string output, bool replace)
    {
        RunConfiguration run = host.Runs.Load(name);
        IReadOnlyList<int> seeds = SeedList.Parse(seedText);
        if (epochs is < 1)
        {
            throw new InputException($"--epochs {epochs} is out of range. Give 1 or more.");
        }

        if (epochs >= run.Epochs)
        {
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name}: --epochs {epochs} has no effect: the run has {Counted.Of(run.Epochs, "epoch")}."
                )
            );
        }

        Settings settings = host.Settings;
        RunInputs.RequireTrainable(run, settings.DataRoot);
        IBackend backend = host.Backends.Create(settings, backendName);
        using IDisposable? disposable = backend as IDisposable;
        using StopSignals stop = new();

        // The data are read once for all seeds, and only if a seed is trained.
        RunData data = new(backend, settings, Console.WriteLine) { Cancellation = stop.Token };
        TrainingService service = host.Training(backend, data);
        TrainingRequest[] requests =
        [
            .. seeds.Select(seed => new TrainingRequest(run, seed, output) { Epochs = epochs, Replace = replace }),
        ];
        if (!replace)
        {
            RequireNoObstacle(service, requests);
        }

        foreach (TrainingRequest request in requests)
        {
            int seed = request.Seed;
            TrainingProgress progress = new(seed);
            if (!run.Seeds.Contains(seed))
            {
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{name} seed {seed}: a trial, which never counts as evidence. The run file declares the seeds {SeedText.Of(run.Seeds)}."
                    )
                );
            }

            try
            {
                TrainingOutcome outcome = service.Train(request, progress, stop.Token);
                Console.WriteLine(
                    outcome.AlreadyFinished
                        ? string.Create(
                            CultureInfo.InvariantCulture,
                            $"{name} seed {seed}: already finished in {outcome.Folder}{(replace ? "" : ". Its data is not read again; --replace trains again if the data has changed.")}"
                        )
                        : string.Create(
                            CultureInfo.InvariantCulture,
                            $"{name} seed {seed}: finished in {outcome.Folder}, weights_sha256 {outcome.Record.WeightsSha256[..12]}{(outcome.Record.Shortened ? " (a trial, not evidence)" : "")}{Waited(outcome.Record)}"
                        )
                );
            }
            catch (OperationCanceledException)
            {
                progress.Interrupted();
                Console.Error.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"{name} seed {seed}: stopped. The same command continues the training.")
                );
                return ExitCodes.Interrupted;
            }
        }

        return ExitCodes.Success;
    }

    // All at once, before the first seed is trained.
    private static void RequireNoObstacle(TrainingService service, TrainingRequest[] requests)
    {
        string[] obstacles =
        [
            .. requests
                .Select(request => (request.Seed, Obstacle: service.Obstacle(request)))
                .Where(seed => seed.Obstacle is not null)
                .GroupBy(seed => seed.Obstacle, seed => seed.Seed)
                .Select(group => $"{group.Key} (seeds {SeedText.Of([.. group.Order()])})"),
        ];
        if (obstacles.Length > 0)
        {
            throw new InputException(
                $"'{Path.GetDirectoryName(service.FolderOf(requests[0]))}' has finished trainings with {string.Join(" and ", obstacles)} of '{requests[0].Run.Name}'. Add --replace to replace them, or choose another folder with --runs."
            );
        }
    }

    private static string Waited(RunRecord record) =>
        record is { Seconds: { } seconds and >= 1, WaitedSeconds: { } waited }
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"; waited for data {waited / seconds:P1} of {TimeSpan.FromSeconds(seconds):h\\:mm\\:ss}"
            )
            : "";
}
