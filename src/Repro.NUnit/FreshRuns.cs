using NUnit.Framework;
using Repro.Backends;
using Repro.Data;
using Repro.Evidence;
using Repro.Hosting;
using Repro.Inputs;
using Repro.Outputs;
using Repro.Probes.Runs;
using Repro.Runs;
using Repro.Training.Features;
using Repro.Training.Feeding;
using Repro.Training.Loop;
using Repro.Training.Metrics;
using Repro.Training.State;

namespace Repro.NUnit;

/// <summary>Trains all declared seeds of a run from nothing, with the configured backend, once for all claims about it.</summary>
internal sealed class FreshRuns(ReproHost host) : IDisposable
{
    private readonly Lock _training = new();
    private readonly Dictionary<string, FreshRun> _runs = [];
    private readonly WorkFolder _folder = WorkFolder.Temporary();

    /// <summary>Why the run cannot be trained here; null where it can.</summary>
    public string? Lacking(RunConfiguration run)
    {
        try
        {
            RunInputs.RequireTrainable(run, host.Settings.DataRoot);
            DataRoot.Require(host.Settings.DataRoot);
            return host.Settings.DataRoot is { } root && DataRoot.Has(root, run.Set)
                ? null
                : $"The data set '{run.DataSet}' is missing. {run.Set.Remedy}";
        }
        catch (InputException exception)
        {
            return exception.Message.Trim();
        }
    }

    public IReadOnlyList<RunHistories> Histories(RunConfiguration run) => [Train(run).Histories];

    /// <summary>Recorded seeds of the present configuration and backend whose bits the training did not give again.</summary>
    public IReadOnlyList<string> DifferencesFromBaseline(RunConfiguration run)
    {
        FreshRun fresh = Train(run);
        if (
            !Determinism.GivesSameBits(fresh.Histories.Backend)
            || Baseline.Find(host.Project.BaselinesFolder, run.Name, fresh.Histories.Backend) is not { } baseline
        )
        {
            return [];
        }

        return
        [
            .. fresh
                .Records.Keys.Intersect(baseline.Seeds)
                .Except(baseline.StaleSeeds(run))
                .Where(seed =>
                    (fresh.Records[seed].HistorySha256, fresh.Records[seed].WeightsSha256)
                    != (baseline.Records[seed].HistorySha256, baseline.Records[seed].WeightsSha256)
                )
                .Select(seed =>
                    $"{run.Name} seed {seed}: history or weights differ from {host.Project.File.Baselines}/{run.Name}/{baseline.Backend}.csv"
                ),
        ];
    }

    public void Dispose() => _folder.Dispose();

    // NUnit may run the cases of a fixture at the same time.
    private FreshRun Train(RunConfiguration run)
    {
        lock (_training)
        {
            if (!_runs.TryGetValue(run.Name, out FreshRun? fresh))
            {
                fresh = TrainNow(run);
                _runs[run.Name] = fresh;
            }

            return fresh;
        }
    }

    private FreshRun TrainNow(RunConfiguration run)
    {
        IBackend backend = host.Backends.Create(host.Settings);
        using IDisposable? disposable = backend as IDisposable;
        RunData data = new(backend, host.Settings, TestContext.Progress.WriteLine);
        TrainingService service = host.Training(backend, data);
        Dictionary<int, RunRecord> records = [];
        Dictionary<int, IReadOnlyList<EpochMetrics>> seeds = [];
        foreach (int seed in run.Seeds)
        {
            TrainingOutcome outcome = service.Train(new TrainingRequest(run, seed, _folder.Path));
            string file = RunFolder.HistoryOf(outcome.Folder);
            seeds[seed] = MetricTable
                .Parse(InputFile.ReadText(file, MetricTable.MostBytes, "a table of metrics"), file, withSeed: false)
                .Rows[0];
            records[seed] = outcome.Record;
            TestContext.Progress.WriteLine($"{run.Name} seed {seed}: trained");
        }

        return new FreshRun(new RunHistories(backend.Name, seeds, null, "trained now") { Records = records }, records);
    }

    private sealed record FreshRun(RunHistories Histories, IReadOnlyDictionary<int, RunRecord> Records);
}
