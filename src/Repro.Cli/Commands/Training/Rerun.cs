using System.Globalization;
using Repro.Backends;
using Repro.Claims;
using Repro.Cli.Hosting;
using Repro.Cli.Output;
using Repro.Configuration;
using Repro.Evidence;
using Repro.Hosting;
using Repro.Probes.Runs;
using Repro.Runs;
using Repro.Training.Features;
using Repro.Training.Feeding;
using Repro.Training.Loop;
using Repro.Training.State;

namespace Repro.Cli.Commands.Training;

/// <summary>
/// <c>repro verify --rerun RUN[:SEEDS]</c>: trains recorded seeds again. Cpu must give the recorded bits; a backend that is not
/// bit-identical
/// must end within the prediction interval of its recorded seeds.
/// </summary>
internal static class Rerun
{
    /// <param name="request"><c>mnist-convnet</c> for all recorded seeds, <c>mnist-convnet:1-3</c> for some.</param>
    /// <exception cref="InputException">The run, its record, its data or the backend is missing.</exception>
    public static int Run(ReproHost host, string request, string? backendName)
    {
        string[] parts = request.Split(':', 2);
        RunConfiguration run = host.Runs.Load(parts[0]);
        Settings settings = host.Settings;
        RunInputs.RequireTrainable(run, settings.DataRoot);
        string name = host.Backends.NameOf(backendName ?? settings.Backend);
        Baseline baseline =
            Baseline.Find(host.Project.BaselinesFolder, run.Name, name)
            ?? throw new InputException(
                $"Run '{run.Name}' has no recorded seed on {name}. Train and record the seeds: repro train {run.Name} --seeds {SeedText.Of(run.Seeds)} --backend {name.ToLowerInvariant()}, then repro baseline accept {run.Name} --backend {name.ToLowerInvariant()}"
            );
        IReadOnlyList<int> seeds = parts.Length == 2 ? SeedList.Parse(parts[1]) : baseline.Seeds;
        bool bits = Determinism.GivesSameBits(name);
        if (!bits)
        {
            Repetition.RequireSpread(run, baseline);
        }

        IBackend backend = host.Backends.Create(settings, name);
        using IDisposable? disposable = backend as IDisposable;
        RunData data = new(backend, settings, Console.WriteLine);
        TrainingService service = host.Training(backend, data);
        using StopSignals stop = new();
        int different = 0;
        foreach (int seed in seeds)
        {
            TrainingProgress progress = new(seed);
            bool same;
            string text;
            try
            {
                (same, text) = bits
                    ? Text(Replay.Run(service, run, baseline, seed, progress, stop.Token))
                    : Text(Repetition.Run(service, run, baseline, seed, seeds.Count, progress, stop.Token), name);
            }
            catch (OperationCanceledException)
            {
                progress.Interrupted();
                Console.Error.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{run.Name} seed {seed}: stopped. A rerun has no checkpoints; the same command starts it from the beginning."
                    )
                );
                return ExitCodes.Interrupted;
            }

            different += same ? 0 : 1;
            RunRecord record = baseline.Records[seed];
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{run.Name} seed {seed}, recorded {record.Ended:yyyy-MM-dd} on {name} ({record.InstructionSet}, {record.Threads} threads): {text}"
                )
            );
        }

        return different == 0 ? ExitCodes.Success : ExitCodes.Failed;
    }

    private static (bool Same, string Text) Text(ReplayResult result) =>
        (
            result.Same,
            result.Same ? "the same history and the same weights, bit for bit" : $"DIFFERENT: {string.Join("; ", result.Differences)}"
        );

    private static (bool Same, string Text) Text(RepetitionResult result, string name)
    {
        IEnumerable<string> lines = result.Metrics.Select(metric =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Environment.NewLine}  {metric.Metric} {metric.Now:G6}, recorded {metric.Recorded:G6}, {(metric.Inside ? "within" : "OUTSIDE")} the prediction interval {metric.Expected.Low:G6}..{metric.Expected.High:G6}"
            )
        );
        string head = result switch
        {
            { SameBits: true } => $"the same history and the same weights, bit for bit, which {name} does not guarantee",
            { Agrees: true } => $"other bits, which {name} allows, and a result within the prediction interval",
            _ => "DIFFERENT: the result is outside the prediction interval of the recorded seeds",
        };
        return (result.Agrees, head + string.Concat(lines));
    }
}
