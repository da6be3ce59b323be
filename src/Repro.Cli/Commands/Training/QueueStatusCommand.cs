using System.CommandLine;
using System.Globalization;
using Repro.Claims;
using Repro.Cli.Hosting;
using Repro.Cli.Options;
using Repro.Cli.Output;
using Repro.Hosting;
using Repro.Jobs.Queue;
using Repro.Training.State;

namespace Repro.Cli.Commands.Training;

/// <summary><c>repro queue status</c>: shows the state of a queue and the estimated time left.</summary>
internal static class QueueStatusCommand
{
    public static Command Create(HostSource hosts)
    {
        Argument<string> folder = QueueCommand.FolderArgument();
        Option<string?> json = JsonTarget.Option();
        Command command = new(
            "status",
            "Shows the finished, running, remaining and failed trainings, and the estimated time left. Example: repro queue status runs"
        )
        {
            folder,
            json,
        };
        command.SetAction(parsed =>
        {
            QueueFolder queue = new(parsed.GetRequiredValue(folder));
            ReproHost host = hosts.Of(parsed);
            QueueStatus status = QueueStatus.Of(queue, host.Runs, host.Project.BaselinesFolder);
            JsonTarget.Of(parsed, json).Write(() => RunRecord.ToJson(status), () => Console.Write(Text(queue.Output, status)));
            return ExitCodes.Success;
        });
        return command;
    }

    private static string Text(string output, QueueStatus status)
    {
        string paused = status.PauseRequested && status.State is "stopped" or "finished" or "failed" ? " and paused" : "";
        List<string> lines =
        [
            Line(
                $"{output}: {status.State}{paused} ({status.Backend}, {Counted.Of(status.Threads, "thread")}). {Counted.Of(status.Done, "training")} finished, {status.Left} left, {status.Failed.Count} failed."
            ),
        ];
        if (status.Training is { } training)
        {
            string at = training.Steps is { } steps
                ? Line($"epoch {Math.Min(steps.Epoch + 1, steps.Epochs)} of {steps.Epochs}, step {steps.Step} of {steps.StepsPerEpoch}")
                : "its data are being prepared";
            string left = status.TrainingSecondsLeft is { } seconds ? $", about {Duration(seconds)} left" : "";
            lines.Add(
                Line(
                    $"{(status.State is "stopped" or "finished" or "failed" ? "interrupted" : "in training")}: {training.Run} seed {training.Seed}, {at}, since {training.Since:yyyy-MM-dd HH:mm} UTC{left}"
                )
            );
        }

        if (status.Left > 0)
        {
            string known = status.WithoutEstimate == status.Left ? "" : $"about {Duration(status.SecondsLeft)} of training";
            string unknown =
                status.WithoutEstimate == 0
                    ? ""
                    : Line($"{(known.Length == 0 ? "" : ", and ")}{Counted.Of(status.WithoutEstimate, "training")} of unknown length");
            lines.Add($"time left: {known}{unknown}");
        }

        lines.AddRange(
            PlainTable.Lines(
                [
                    ["run", "finished", "left", "time per seed"],
                    .. status.Runs.Select(run =>
                        (string[])
                            [
                                run.Run,
                                Seeds(run.Done),
                                Seeds(run.Left),
                                run.Estimate is { } takes ? $"{Duration(takes.Seconds)}, from {takes.From}" : "unknown",
                            ]
                    ),
                ],
                Terminal.TableWidth
            )
        );
        lines.AddRange(status.Failed.Select(failure => Line($"failed: {failure.Run} seed {failure.Seed}: {failure.Reason}")));
        return string.Concat(lines.Select(line => line + Environment.NewLine));
    }

    private static string Seeds(IReadOnlyList<int> seeds) => seeds.Count == 0 ? "-" : SeedText.Of(seeds);

    private static string Duration(double seconds)
    {
        TimeSpan time = TimeSpan.FromSeconds(seconds);
        return time.TotalHours >= 1
            ? Line($"{(int)time.TotalHours} h {time.Minutes:00} min")
            : Line($"{time.Minutes} min {time.Seconds:00} s");
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
