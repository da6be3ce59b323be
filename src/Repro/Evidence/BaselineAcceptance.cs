using System.Globalization;
using Repro.Claims;
using Repro.Inputs;
using Repro.Runs;
using Repro.Training.Feeding;
using Repro.Training.Metrics;
using Repro.Training.State;

namespace Repro.Evidence;

/// <summary>The only way into the baselines: finished, full-length run folders of the present configuration.</summary>
internal static class BaselineAcceptance
{
    /// <summary>The seeds whose run folder is finished and full-length, ascending.</summary>
    public static IReadOnlyList<int> FinishedSeeds(string outputRoot, RunConfiguration run, string backend) =>
        [.. run.Seeds.Order().Where(seed => File.Exists(RunFolder.RecordOf(RunFolder.PathOf(outputRoot, run.Name, backend, seed))))];

    /// <summary>The runs of finished trainings in the folder that are not in the catalog, in ordinal order.</summary>
    public static IReadOnlyList<string> UnknownRuns(string outputRoot, RunCatalog catalog, string backend) =>
        Directory.Exists(outputRoot)
            ?
            [
                .. InputFolder
                    .Folders(outputRoot)
                    .Select(folder => Path.GetFileName(folder))
                    .Except(catalog.Names, StringComparer.Ordinal)
                    .Where(name => HasFinished(Path.Combine(outputRoot, name, backend))),
            ]
            : [];

    private static bool HasFinished(string folder) =>
        Directory.Exists(folder) && InputFolder.Folders(folder, "seed-*").Any(seed => File.Exists(RunFolder.RecordOf(seed)));

    /// <summary>
    /// Sentences on finished trainings that are no evidence: trials, and seeds that the run does not declare; empty where there are none.
    /// </summary>
    public static string NoEvidenceBeside(string outputRoot, RunConfiguration run, string backend) =>
        RunFolder.TrialsBeside(outputRoot, run.Name, backend) + UndeclaredBeside(outputRoot, run, backend);

    /// <summary>A sentence on finished trainings of seeds that the run does not declare; empty where there are none.</summary>
    public static string UndeclaredBeside(string outputRoot, RunConfiguration run, string backend)
    {
        string folder = Path.Combine(outputRoot, run.Name, backend);
        int[] seeds = Directory.Exists(folder)
            ?
            [
                .. InputFolder
                    .Folders(folder, "seed-*")
                    .Where(path => File.Exists(RunFolder.RecordOf(path)))
                    .Select(path =>
                        int.TryParse(
                            Path.GetFileName(path)["seed-".Length..],
                            NumberStyles.None,
                            CultureInfo.InvariantCulture,
                            out int seed
                        )
                            ? seed
                            : -1
                    )
                    .Where(seed => seed >= 0 && !run.Seeds.Contains(seed))
                    .Order(),
            ]
            : [];
        return seeds.Length == 0 ? "" : $" Seeds of '{run.Name}' that it does not declare, {string.Join(", ", seeds)}, are not evidence.";
    }

    /// <summary>What accepting the finished seeds would change, in words; empty where the baseline already says the same.</summary>
    public static IReadOnlyList<string> Diff(string baselines, string outputRoot, RunConfiguration run, string backend)
    {
        Baseline? baseline = Baseline.Find(baselines, run.Name, backend);
        List<string> lines = [];
        foreach (int seed in FinishedSeeds(outputRoot, run, backend))
        {
            Finished finished = ReadFinished(outputRoot, run, backend, seed);
            if (baseline is null || !baseline.Rows.ContainsKey(seed))
            {
                lines.Add($"{run.Name} {backend} seed {seed}: not in the baseline");
                continue;
            }

            string recorded = baseline.HistoryText(seed);
            if (recorded != finished.History)
            {
                lines.Add($"{run.Name} {backend} seed {seed}: the history differs");
                lines.AddRange(recorded.Split('\n').Except(finished.History.Split('\n')).Select(line => "  - " + line));
                lines.AddRange(finished.History.Split('\n').Except(recorded.Split('\n')).Select(line => "  + " + line));
            }

            lines.AddRange(
                RecordDifferences.Of(baseline.Records[seed], finished.Record).Select(what => $"{run.Name} {backend} seed {seed}: {what}")
            );
        }

        return lines;
    }

    /// <summary>The epochs of the finished seeds, as accepting them would record.</summary>
    /// <exception cref="InputException">One is damaged, shortened or of another configuration.</exception>
    public static IReadOnlyDictionary<int, IReadOnlyList<EpochMetrics>> FinishedRows(
        string outputRoot,
        RunConfiguration run,
        string backend
    ) => FinishedSeeds(outputRoot, run, backend).ToDictionary(seed => seed, seed => ReadFinished(outputRoot, run, backend, seed).Rows);

    /// <summary>
    /// Looks through trainings that are to be accepted, and writes nothing: of several runs one that is refused keeps all out.
    /// </summary>
    /// <exception cref="InputException">As <see cref="Accept"/>.</exception>
    public static void RequireAcceptable(
        string outputRoot,
        IEnumerable<(RunConfiguration Run, IReadOnlyList<int> Seeds)> chosen,
        string backend,
        bool continuousIntegration
    )
    {
        foreach ((RunConfiguration run, IReadOnlyList<int> seeds) in chosen)
        {
            _ = ReadAcceptable(outputRoot, run, backend, seeds, continuousIntegration);
        }
    }

    /// <summary>
    /// Copies seeds into the baseline, replacing those that differ; others, and those with the same bits, stay as they are recorded, but
    /// for old records without times, which a repetition replaces.
    /// </summary>
    /// <returns>The seeds that were recorded before with the same bits, and keep the provenance that they have.</returns>
    /// <exception cref="InputException">In continuous integration, or a seed is undeclared, unfinished, shortened or of another
    /// configuration.</exception>
    public static IReadOnlyList<int> Accept(
        string baselines,
        string outputRoot,
        RunConfiguration run,
        string backend,
        IReadOnlyList<int> seeds,
        bool continuousIntegration
    )
    {
        // Everything is read and checked before the first file is touched.
        IReadOnlyList<Finished> accepted = ReadAcceptable(outputRoot, run, backend, seeds, continuousIntegration);

        BaselineFiles files = BaselineFiles.Of(baselines, run.Name, backend);
        using IDisposable held = files.Lock();

        // Where every declared seed is given nothing else is kept, so damaged files need not be readable.
        bool whole = run.Seeds.All(seeds.Contains);
        Baseline? before = Before(baselines, run, backend, whole);
        IReadOnlyList<string> metrics = accepted[0].Metrics;
        SortedDictionary<int, (IReadOnlyList<EpochMetrics> Rows, RunRecord Record)> all = [];
        foreach (int seed in (before?.Seeds ?? []).Where(seed => !whole || run.Seeds.Contains(seed)))
        {
            all[seed] = (before!.Rows[seed], before.Records[seed]);
        }

        int[] known =
        [
            .. accepted
                .Select(finished => finished.Record)
                .Where(record =>
                    all.TryGetValue(record.Seed, out (IReadOnlyList<EpochMetrics> Rows, RunRecord Record) was)
                    && SaysNothingNew(was.Record, record)
                )
                .Select(record => record.Seed),
        ];
        foreach (Finished finished in accepted.Where(finished => !known.Contains(finished.Record.Seed)))
        {
            all[finished.Record.Seed] = (finished.Rows, finished.Record);
        }

        if (before is not null && !before.Metrics.SequenceEqual(metrics) && all.Count > accepted.Count)
        {
            throw new InputException(
                $"The baseline of '{run.Name}' has the columns {string.Join(", ", before.Metrics)}, the run now {string.Join(", ", metrics)}. Accept all its seeds at once."
            );
        }

        Baseline.RequireOneArithmetic(
            all.Values.Select(seed => seed.Record),
            $"The baseline of '{run.Name}' on {backend} would mix",
            " Train the others again with the same settings and accept all seeds at once."
        );
        Baseline.RequireOneDataSet(
            all.Values.Select(seed => seed.Record),
            $"The baseline of '{run.Name}' on {backend} would mix",
            $" Train the others again on the present data (repro train {run.Name} --seeds LIST --replace) and accept all seeds at once."
        );
        string table =
            MetricTable.Header(metrics, withSeed: true)
            + string.Concat(all.SelectMany(seed => seed.Value.Rows.Select(row => MetricTable.Line(metrics, row, seed.Key))));
        string records = RunRecord.ToJson(new BaselineRecords(BaselineRecords.CurrentSchema, [.. all.Values.Select(seed => seed.Record)]));
        files.Write(table, records);
        return known;
    }

    /// <summary>What to say where a run was named of which no whole training lies in the output folder.</summary>
    public static InputException NothingFinished(string outputRoot, RunConfiguration run, string backend) =>
        new(
            $"There is no finished seed of '{run.Name}' on {backend} in '{outputRoot}'.{NoEvidenceBeside(outputRoot, run, backend)} Train first: repro train {run.Name} --seeds {SeedText.Of(run.Seeds)}"
        );

    /// <summary>What is recorded; damaged files are nothing where all of it will be replaced.</summary>
    private static Baseline? Before(string baselines, RunConfiguration run, string backend, bool whole)
    {
        try
        {
            return Baseline.FindLocked(baselines, run.Name, backend);
        }
        catch (InputException) when (whole)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether a training repeats its record bit for bit; one that brings the times that an older record lacks says something new.
    /// </summary>
    private static bool SaysNothingNew(RunRecord recorded, RunRecord now) =>
        recorded.HistorySha256 == now.HistorySha256
        && !RecordDifferences.Of(recorded, now).Any()
        && (recorded.Seconds is not null || now.Seconds is null || (recorded.Observed is not null && now.Observed is null));

    private static List<Finished> ReadAcceptable(
        string outputRoot,
        RunConfiguration run,
        string backend,
        IReadOnlyList<int> seeds,
        bool continuousIntegration
    )
    {
        if (continuousIntegration)
        {
            throw new InputException(
                "Baselines are not accepted in continuous integration (CI is set). Accept them on your own machine and commit the files."
            );
        }

        return seeds.Count > 0
            ? [.. seeds.Select(seed => ReadFinished(outputRoot, run, backend, seed))]
            : throw NothingFinished(outputRoot, run, backend);
    }

    private static Finished ReadFinished(string outputRoot, RunConfiguration run, string backend, int seed)
    {
        string folder = RunFolder.PathOf(outputRoot, run.Name, backend, seed);
        InputException Refused(string why) => new($"Run '{run.Name}', seed {seed} on {backend} cannot be accepted: {why}");
        if (!run.Seeds.Contains(seed))
        {
            throw Refused($"the run declares the seeds {string.Join(", ", run.Seeds)} and no others.");
        }

        if (!File.Exists(RunFolder.RecordOf(folder)))
        {
            throw Refused($"there is no finished training in '{folder}'.{RunFolder.TrialsBeside(outputRoot, run.Name, backend, seed)}");
        }

        RunRecord record = RunRecord.Read(RunFolder.RecordOf(folder));
        string history = BaselineFiles.ReadText(RunFolder.HistoryOf(folder));
        if (record.HistorySha256 != Digests.OfText(history))
        {
            throw Refused($"its history.csv was changed after the training. Delete '{folder}' and train it again.");
        }

        (IReadOnlyList<string> metrics, IReadOnlyDictionary<int, IReadOnlyList<EpochMetrics>> rows) = MetricTable.Parse(
            history,
            RunFolder.HistoryOf(folder),
            withSeed: false
        );
        if (record.Run != run.Name || record.Seed != seed || record.Backend != backend)
        {
            throw Refused($"the folder has run '{record.Run}', seed {record.Seed} on {record.Backend}.");
        }

        if (Currency.Obstacle(run, record) is { } other)
        {
            throw Refused(
                $"it was trained with {other} than the {(other == Currency.OtherNetwork ? $"model '{run.Model}'" : "run's file")} has now. Train it again: repro train {run.Name} --seeds {string.Join(",", run.Seeds)} --backend {backend.ToLowerInvariant()} --replace"
            );
        }

        if (record.Shortened || rows.GetValueOrDefault(0, []).Count != (record.StoppedEpoch ?? run.Epochs))
        {
            throw Refused($"it has {rows.GetValueOrDefault(0, []).Count} of {Counted.Of(run.Epochs, "epoch")}.");
        }

        if (record.Base is { Synthetic: true } synthetic)
        {
            throw Refused(
                $"the weights of '{synthetic.Model}' were generated for a trial and are not pretrained (see {synthetic.File}), so it is not evidence."
            );
        }

        return new Finished(record, history, metrics, rows[0]);
    }

    private sealed record Finished(RunRecord Record, string History, IReadOnlyList<string> Metrics, IReadOnlyList<EpochMetrics> Rows);
}
