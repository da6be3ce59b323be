using System.CommandLine;
using System.Globalization;
using Repro.Backends;
using Repro.Cli.Hosting;
using Repro.Cli.Options;
using Repro.Cli.Output;
using Repro.Configuration;
using Repro.Hosting;
using Repro.Jobs;
using Repro.Jobs.Queue;
using Repro.Native;
using Repro.Runs;
using Repro.Training.Features;

namespace Repro.Cli.Commands.Training;

/// <summary><c>repro queue</c>: trains the jobs of a plan on one machine, one at a time.</summary>
internal static class QueueCommand
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);
    private const int LooksBeforeMessage = 10;

    public static Command Create(HostSource hosts) =>
        new(
            "queue",
            "Trains the jobs of a plan on one machine, one at a time, at the lowest priority. Example: repro queue run nights.json --runs runs"
        )
        {
            RunVerb(hosts),
            PauseVerb(),
            ResumeVerb(),
            StopVerb(),
            QueueStatusCommand.Create(hosts),
        };

    public static Argument<string> FolderArgument() =>
        new("folder") { Description = "Folder that was given to `repro queue run` with --runs.", DefaultValueFactory = _ => "runs" };

    private static Command RunVerb(HostSource hosts)
    {
        Argument<string> file = new("plan") { Description = "Plan file that `repro plan` wrote." };
        Option<string> output = TrainingOptions.Runs();
        Command command = new(
            "run",
            "Trains the jobs of a plan in order. Finished jobs are skipped, stopped jobs continue from their checkpoint, and failed jobs are listed at the end. Exit code 2: jobs failed. 130: the queue was stopped. Example: repro queue run nights.json --runs runs"
        )
        {
            file,
            output,
        };
        command.SetAction(parsed => Run(hosts.Of(parsed), JobPlan.Read(parsed.GetRequiredValue(file)), parsed.GetRequiredValue(output)));
        return command;
    }

    private static Command PauseVerb()
    {
        Argument<string> folder = FolderArgument();
        Command command = new(
            "pause",
            "Pauses the training between two batches until `repro queue resume`. Example: repro queue pause runs"
        )
        {
            folder,
        };
        command.SetAction(parsed =>
        {
            QueueFolder queue = Present(parsed.GetRequiredValue(folder));
            queue.RequestPause();
            WaitUntil(() => !queue.IsRunning || QueueState.Read(queue.State)?.Waits == true, "the batch in progress to end");
            Console.WriteLine(
                queue.IsRunning
                    ? $"The queue in '{queue.Output}' is paused. Continue it with: repro queue resume {queue.Output}"
                    : $"The queue in '{queue.Output}' is not running. The next `repro queue run` waits until `repro queue resume {queue.Output}`."
            );
            return ExitCodes.Success;
        });
        return command;
    }

    private static Command ResumeVerb()
    {
        Argument<string> folder = FolderArgument();
        Command command = new("resume", "Continues a paused queue. Example: repro queue resume runs") { folder };
        command.SetAction(parsed =>
        {
            QueueFolder queue = Present(parsed.GetRequiredValue(folder));
            string what = queue.Resume() ? "continues" : "was not paused";
            Console.WriteLine(
                $"The queue in '{queue.Output}' {what}.{(queue.IsRunning ? "" : " It is not running. Start it with: repro queue run PLAN")}"
            );
            return ExitCodes.Success;
        });
        return command;
    }

    private static Command StopVerb()
    {
        Argument<string> folder = FolderArgument();
        Command command = new("stop", "Stops `repro queue run` after the next checkpoint. Example: repro queue stop runs") { folder };
        command.SetAction(parsed =>
        {
            QueueFolder queue = Present(parsed.GetRequiredValue(folder));
            if (!queue.IsRunning)
            {
                Console.WriteLine($"The queue in '{queue.Output}' is not running.");
                return ExitCodes.Success;
            }

            queue.RequestStop();
            WaitUntil(() => !queue.IsRunning, "the training to stop");
            queue.ClearStop();
            Console.WriteLine($"The queue in '{queue.Output}' is stopped. Continue it with: repro queue run PLAN");
            return ExitCodes.Success;
        });
        return command;
    }

    private static int Run(ReproHost host, JobPlan plan, string output)
    {
        RunCatalog catalog = host.Runs;
        Settings settings = host.Settings;

        // A changed configuration or a missing library would fail every job, so it is reported before the first one.
        foreach (RunConfiguration run in plan.Jobs.SelectMany(job => job.Runs).Distinct().Select(catalog.Load))
        {
            JobRunner.RequirePlanned(plan, run);
            if (run.SaveAs is not null)
            {
                NativePackage.Hdf5.Require();
            }
        }

        QueueFolder folder = new(output);
        DateTime? earlierStop = folder.StopRequestedAt;
        using IDisposable taken = folder.Lock();
        folder.ClearStop(earlierStop);
        plan.Replace(folder.Plan);
        if (!LowestPriority.Take())
        {
            Console.Error.WriteLine("The system does not allow a lower priority. The queue runs at normal priority.");
        }

        using StopSignals stop = new();
        QueueJournal journal = new(folder, settings.Threads == 0 ? Environment.ProcessorCount : settings.Threads);
        using QueueGate gate = new(folder, journal, stop.Token);
        if (folder.PauseRequested)
        {
            Console.WriteLine($"The queue is paused. Continue it with: repro queue resume {output}");
        }

        IBackend chosen = host.Backends.Create(settings, plan.Backend);
        using IDisposable? disposable = chosen as IDisposable;
        GatedBackend backend = new(chosen, gate);
        RunData data = new(backend, settings, Console.WriteLine) { Cancellation = gate.Token };
        JobRunner jobs = new(host.Training(backend, data, gate), catalog);
        TrainingProgress? progress = null;
        QueueRunner runner = new(jobs, catalog, folder, journal, gate)
        {
            Reason = Failures.Reason,
            Say = Console.WriteLine,
            Shown = seed => progress = new TrainingProgress(seed),
            AfterJob = () => Housekeeping.Trim(host),
        };
        try
        {
            runner.Run(plan);
            int failed = runner.FailedJobs;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{plan.Jobs.Count - failed} of {Counted.Of(plan.Jobs.Count, "job")} finished{(failed == 0 ? "" : $", {failed} failed. The same command runs the failed jobs again")}."
                )
            );
            return failed == 0 ? ExitCodes.Success : ExitCodes.BadInput;
        }
        catch (OperationCanceledException)
        {
            progress?.Interrupted();
            Console.Error.WriteLine("Stopped. The same command continues the queue.");
            return ExitCodes.Interrupted;
        }
    }

    private static QueueFolder Present(string output)
    {
        QueueFolder folder = new(output);
        folder.RequirePresent();
        return folder;
    }

    // At the lowest priority, a batch or a checkpoint can take long on a busy machine.
    private static void WaitUntil(Func<bool> reached, string what)
    {
        for (int looks = 1; !reached(); looks++)
        {
            Thread.Sleep(BetweenLooks);
            if (looks == LooksBeforeMessage)
            {
                Console.Error.WriteLine($"Waiting for {what}. Ctrl-C ends this command only; the request remains.");
            }
        }
    }
}
