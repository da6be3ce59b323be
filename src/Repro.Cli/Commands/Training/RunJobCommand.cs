using System.CommandLine;
using System.Globalization;
using Repro.Backends;
using Repro.Cli.Hosting;
using Repro.Cli.Options;
using Repro.Cli.Output;
using Repro.Configuration;
using Repro.Hosting;
using Repro.Jobs;
using Repro.Runs;
using Repro.Training.Features;
using Repro.Training.Feeding;
using Repro.Training.Loop;

namespace Repro.Cli.Commands.Training;

/// <summary><c>repro run-job</c>: runs or continues one job of a plan.</summary>
internal static class RunJobCommand
{
    public static Command Create(HostSource hosts)
    {
        Argument<string> file = new("plan") { Description = "Plan file that `repro plan` wrote." };
        Argument<string> indices = new("index") { Description = "Zero-based index of the job, or several, e.g. 0-3,7." };
        Option<string> output = TrainingOptions.Runs();
        Command command = new(
            "run-job",
            "Trains jobs of a plan. The same command continues a job that was stopped or killed, and skips a finished one. Example: repro run-job plan.json 0 --runs runs"
        )
        {
            file,
            indices,
            output,
        };
        command.SetAction(parsed =>
            Run(
                hosts.Of(parsed),
                JobPlan.Read(parsed.GetRequiredValue(file)),
                SeedList.Parse(parsed.GetRequiredValue(indices), "Jobs"),
                parsed.GetRequiredValue(output)
            )
        );
        return command;
    }

    private static int Run(ReproHost host, JobPlan plan, IReadOnlyList<int> indices, string output)
    {
        RunCatalog catalog = host.Runs;
        Settings settings = host.Settings;

        // A wrong index, a changed configuration or missing weights are reported before the backend is created.
        foreach (RunConfiguration run in indices.SelectMany(index => plan.JobAt(index).Runs).Distinct().Select(catalog.Load))
        {
            JobRunner.RequirePlanned(plan, run);
            RunInputs.RequireTrainable(run, settings.DataRoot);
        }

        IBackend backend = host.Backends.Create(settings, plan.Backend);
        using IDisposable? disposable = backend as IDisposable;
        using StopSignals stop = new();
        RunData data = new(backend, settings, Console.WriteLine) { Cancellation = stop.Token };
        JobRunner runner = new(host.Training(backend, data), catalog);
        foreach (int index in indices)
        {
            TrainingProgress? progress = null;
            try
            {
                foreach (
                    TrainingOutcome outcome in runner.Run(plan, index, output, seed => progress = new TrainingProgress(seed), stop.Token)
                )
                {
                    Console.WriteLine(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"job {index}, {outcome.Record.Run} seed {outcome.Record.Seed}: {(outcome.AlreadyFinished ? "already finished" : "finished")} in {outcome.Folder}, weights_sha256 {outcome.Record.WeightsSha256[..12]}"
                        )
                    );
                }
            }
            catch (OperationCanceledException)
            {
                progress?.Interrupted();
                Console.Error.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"job {index}: stopped. The same command continues the training.")
                );
                return ExitCodes.Interrupted;
            }
        }

        return ExitCodes.Success;
    }
}
