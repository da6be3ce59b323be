using System.Globalization;
using Repro.Backends;
using Repro.Training;
using Repro.Training.Baselines;
using Repro.Training.Runs;

namespace Repro.Cli.Commands;

/// <summary><c>repro verify --rerun RUN[:SEEDS]</c>: trains recorded seeds anew and compares bit for bit.</summary>
internal static class Rerun
{
    /// <param name="request"><c>mnist-convnet</c> for all recorded seeds, <c>mnist-convnet:1-3</c> for some.</param>
    /// <exception cref="InputException">The run, its record or its data is missing.</exception>
    public static int Run(string request)
    {
        string[] parts = request.Split(':', 2);
        RunConfiguration run = RunCatalog.OfRepository().Load(parts[0]);
        RunInputs.RequireTrainable(run);
        Settings settings = Settings.Load();
        IBackend backend = Engines.Create(settings);
        using IDisposable? disposable = backend as IDisposable;
        Baseline baseline = Baseline.Find(Repository.PathOf("baselines"), run.Name, backend.Name)
            ?? throw new InputException($"Run '{run.Name}' has no recorded evidence on {backend.Name}. Record it: repro train {run.Name} --seeds 1, then repro baseline accept {run.Name}.");
        IReadOnlyList<int> seeds = parts.Length == 2 ? SeedList.Parse(parts[1]) : baseline.Seeds;
        Lazy<TrainingData> data = new(() => RunInputs.Data(run, settings.DataRoot));
        TrainingService service = new(backend, RunInputs.Model, _ => data.Value);
        int different = 0;
        foreach (int seed in seeds)
        {
            ReplayResult result = Replay.Run(service, run, baseline, seed, new TrainingProgress(run, seed));
            different += result.Same ? 0 : 1;
            Console.WriteLine(Text(run.Name, baseline, result));
        }

        return different == 0 ? ExitCodes.Fine : ExitCodes.Differs;
    }

    private static string Text(string run, Baseline baseline, ReplayResult result)
    {
        RunRecord record = baseline.Records[result.Seed];
        string name = string.Create(CultureInfo.InvariantCulture, $"{run} seed {result.Seed}, recorded {record.Ended:yyyy-MM-dd} on {baseline.Engine} ({record.InstructionSet}, {record.Threads} threads)");
        return result.Same
            ? $"{name}: the same history and the same weights, bit for bit ({record.WeightsSha256[..12]})"
            : $"{name}: DIFFERENT: {string.Join("; ", result.Differences)}";
    }
}
