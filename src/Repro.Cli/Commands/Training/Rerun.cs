using System.Globalization;
using Repro.Backends;
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
/// <c>repro verify --rerun RUN[:SEEDS]</c>: trains recorded seeds again. Cpu must give the recorded bits; an engine that promises statistics
/// must end within what its recorded seeds let one expect of one new run.
/// </summary>
internal static class Rerun
{
    /// <param name="request"><c>mnist-convnet</c> for all recorded seeds, <c>mnist-convnet:1-3</c> for some.</param>
    /// <exception cref="InputException">The run, its record, its data or the engine is missing.</exception>
    public static int Run(ReproHost host, string request, string? backendName)
    {
        string[] parts = request.Split(':', 2);
        RunConfiguration run = host.Runs.Load(parts[0]);
        Settings settings = host.Settings;
        RunInputs.RequireTrainable(run, settings.DataRoot);
        string engine = host.Engines.NameOf(backendName ?? settings.Engine);
        Baseline baseline = Baseline.Find(host.Project.BaselinesFolder, run.Name, engine)
            ?? throw new InputException(
                $"Run '{run.Name}' has no recorded evidence on {engine}. Record it: repro train {run.Name} --seeds 1 --backend {engine.ToLowerInvariant()}, then repro baseline accept {run.Name} --engine {engine}.");
        IReadOnlyList<int> seeds = parts.Length == 2 ? SeedList.Parse(parts[1]) : baseline.Seeds;
        bool bits = Determinism.GivesSameBits(engine);
        if (!bits)
        {
            Repetition.RequireSpread(run, baseline);
        }

        IBackend backend = host.Engines.Create(settings, engine);
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
                    : Text(Repetition.Run(service, run, baseline, seed, seeds.Count, progress, stop.Token), engine);
            }
            catch (OperationCanceledException)
            {
                progress.Interrupted();
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{run.Name} seed {seed}: stopped. A rerun keeps nothing; the same command begins it again."));
                return ExitCodes.Interrupted;
            }

            different += same ? 0 : 1;
            RunRecord record = baseline.Records[seed];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{run.Name} seed {seed}, recorded {record.Ended:yyyy-MM-dd} on {engine} ({record.InstructionSet}, {record.Threads} threads): {text}"));
        }

        return different == 0 ? ExitCodes.Fine : ExitCodes.Differs;
    }

    private static (bool Same, string Text) Text(ReplayResult result) => (result.Same, result.Same
        ? "the same history and the same weights, bit for bit"
        : $"DIFFERENT: {string.Join("; ", result.Differences)}");

    private static (bool Same, string Text) Text(RepetitionResult result, string engine)
    {
        IEnumerable<string> lines = result.Metrics.Select(metric => string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.NewLine}  {metric.Metric} {metric.Now:G6}, recorded {metric.Recorded:G6}, {(metric.Inside ? "within" : "OUTSIDE")} {metric.Expected.Low:G6}..{metric.Expected.High:G6}, what one new run may give"));
        string head = result switch
        {
            { SameBits: true } => $"the same history and the same weights, bit for bit, though {engine} promises only statistics",
            { Agrees: true } => $"other bits, as {engine} may give, and a result as expected",
            _ => "DIFFERENT: the result lies outside what the recorded seeds let one expect",
        };
        return (result.Agrees, head + string.Concat(lines));
    }
}
