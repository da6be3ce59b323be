using Repro.Backends;
using Repro.Inputs;
using Repro.Outputs;
using Repro.Runs;
using Repro.Training.Feeding;
using Repro.Training.Metrics;
using Repro.Training.State;

namespace Repro.Evidence;

/// <summary>
/// Recorded evidence of a run on one backend: <c>baselines/RUN/ENGINE.csv</c> (seed, epoch, metrics) with the provenance of each seed
/// in <c>ENGINE.record.json</c>.
/// </summary>
internal sealed record Baseline
{
    // An accept takes less than a second unless the disk is very slow.
    private static readonly TimeSpan MostWaiting = TimeSpan.FromMinutes(1);

    private Baseline() { }

    public required string Run { get; init; }

    public required string Backend { get; init; }

    /// <summary>The metric columns: <c>train_loss, train_acc, test_loss ...</c></summary>
    public required IReadOnlyList<string> Metrics { get; init; }

    /// <summary>Each seed's epochs, from 1 on; a metric that was not measured in an epoch is absent there.</summary>
    public required IReadOnlyDictionary<int, IReadOnlyList<EpochMetrics>> Rows { get; init; }

    /// <summary>Each seed's provenance.</summary>
    public required IReadOnlyDictionary<int, RunRecord> Records { get; init; }

    /// <summary>The recorded seeds, ascending.</summary>
    public IReadOnlyList<int> Seeds => [.. Rows.Keys.Order()];

    /// <summary>When the first and the last seed ended.</summary>
    public (DateTimeOffset First, DateTimeOffset Last) Dates =>
        (Records.Values.Min(record => record.Ended), Records.Values.Max(record => record.Ended));

    /// <summary>Seeds trained with another configuration or network than the run's present one: they are no evidence on it.</summary>
    /// <exception cref="InputException">The run's network cannot be built.</exception>
    public IReadOnlyList<int> StaleSeeds(RunConfiguration run) => [.. Stale(run).Keys.Order()];

    /// <summary>The same seeds, each with what it was trained with: <c>another network</c>.</summary>
    /// <inheritdoc cref="StaleSeeds"/>
    public IReadOnlyDictionary<int, string> Stale(RunConfiguration run)
    {
        Lazy<string> network = new(() => NetworkDigest.Of(run));
        Dictionary<int, string> stale = [];
        foreach (int seed in Seeds)
        {
            if (Currency.Obstacle(run, Records[seed], () => network.Value) is { } other)
            {
                stale.Add(seed, other);
            }
        }

        return stale;
    }

    /// <summary>The backends of which a run has a baseline.</summary>
    public static IReadOnlyList<string> Backends(string root, string run)
    {
        string folder = Path.Combine(root, run);
        return Directory.Exists(folder)
            ? [.. InputFolder.Files(folder, "*.csv").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>Reads a baseline. Where another process is accepting seeds, it waits for that process for up to a minute.</summary>
    /// <param name="root">The folder <c>baselines</c>.</param>
    /// <returns>Null where nothing is recorded.</returns>
    /// <exception cref="InputException">One of its two files is missing or damaged, or they do not belong together.</exception>
    public static Baseline? Find(string root, string run, string backend) =>
        Find(root, run, backend, (int)(MostWaiting / LockFile.BetweenTries), LockFile.Pause);

    /// <param name="tries">How often to look whether the other process has ended.</param>
    /// <param name="wait">Waits a moment between two looks.</param>
    /// <inheritdoc cref="Find(string, string, string)"/>
    internal static Baseline? Find(string root, string run, string backend, int tries, Action wait)
    {
        BaselineFiles files = BaselineFiles.Of(root, run, backend);
        if (!File.Exists(files.Table) && !File.Exists(files.Records))
        {
            return null;
        }

        try
        {
            return Read(files, run, backend);
        }
        catch (InputException exception)
        {
            // An accept replaces one file after the other: what does not fit now may fit when it is done.
            return files.WaitForWriter(tries, wait)
                ? ReadWithRemedy(files, run, backend)
                : throw new InputException(
                    $"{files.Table}: `repro baseline accept` is at work on it. Try again when it has ended.",
                    exception
                );
        }
    }

    /// <summary>Reads a baseline whose <see cref="BaselineFiles.Lock"/> this process holds.</summary>
    /// <inheritdoc cref="Find(string, string, string)"/>
    internal static Baseline? FindLocked(string root, string run, string backend)
    {
        BaselineFiles files = BaselineFiles.Of(root, run, backend);
        return File.Exists(files.Table) || File.Exists(files.Records) ? ReadWithRemedy(files, run, backend) : null;
    }

    private static Baseline ReadWithRemedy(BaselineFiles files, string run, string backend)
    {
        try
        {
            return Read(files, run, backend);
        }
        catch (InputException exception)
        {
            throw new InputException($"{exception.Message} {files.Remedy}", exception);
        }
    }

    /// <summary>The seed's rows as its <c>history.csv</c> had them, to the byte.</summary>
    public string HistoryText(int seed) =>
        MetricTable.Header(Metrics, withSeed: false) + string.Concat(Rows[seed].Select(row => MetricTable.Line(Metrics, row)));

    /// <summary>Seeds of different arithmetic are no samples of one thing.</summary>
    internal static void RequireOneArithmetic(IEnumerable<RunRecord> records, string what, string remedy = "")
    {
        if (Kinds(records, record => ArithmeticVersions.Text(record.Operations)) is { Length: > 1 } kinds)
        {
            throw new InputException($"{what} seeds of different arithmetic: {string.Join(" and ", kinds)}.{remedy}");
        }
    }

    /// <summary>Seeds of different data are no sample of one distribution.</summary>
    internal static void RequireOneDataSet(IEnumerable<RunRecord> records, string what, string remedy = "")
    {
        if (Kinds(records, record => record.TensorsSha256[..12]) is { Length: > 1 } kinds)
        {
            throw new InputException($"{what} seeds that were trained on different data: SHA-256 {string.Join(" and ", kinds)}.{remedy}");
        }
    }

    // Each kind with its seeds.
    private static string[] Kinds(IEnumerable<RunRecord> records, Func<RunRecord, string> kind) =>
        [
            .. records
                .GroupBy(kind, StringComparer.Ordinal)
                .Select(group => $"{group.Key} (seeds {string.Join(", ", group.Select(record => record.Seed).Order())})"),
        ];

    private static Baseline Read(BaselineFiles files, string run, string backend)
    {
        string text = BaselineFiles.ReadText(files.Table);
        (IReadOnlyList<string> metrics, IReadOnlyDictionary<int, IReadOnlyList<EpochMetrics>> rows) = MetricTable.Parse(
            text,
            files.Table,
            withSeed: true
        );
        BaselineRecords records = BaselineRecords.Read(files.Records);
        Baseline baseline = new()
        {
            Run = run,
            Backend = backend,
            Metrics = metrics,
            Rows = rows,
            Records = records.BySeed(files.Records),
        };
        baseline.RequireConsistent(files);
        return baseline;
    }

    private void RequireConsistent(BaselineFiles files)
    {
        if (!Rows.Keys.Order().SequenceEqual(Records.Keys.Order()))
        {
            throw new InputException(
                $"{files.Records}: its seeds ({string.Join(", ", Records.Keys.Order())}) are not those of {files.Table} ({string.Join(", ", Seeds)})."
            );
        }

        foreach ((int seed, RunRecord record) in Records)
        {
            if (record.Run != Run || record.Backend != Backend || record.Shortened)
            {
                throw new InputException(
                    $"{files.Records}: seed {seed} is recorded for run '{record.Run}' on {record.Backend}{(record.Shortened ? ", shortened" : "")}; it does not belong here."
                );
            }

            if (record.HistorySha256 != Digests.OfText(HistoryText(seed)))
            {
                throw new InputException(
                    $"{files.Table}: the rows of seed {seed} are not those that were recorded (their checksum differs from {files.Records})."
                );
            }
        }

        RequireOneArithmetic(Records.Values, $"{files.Records}: the file mixes");
        RequireOneDataSet(
            Records.Values,
            $"{files.Records}: the file mixes",
            $" Train the others again (repro train {Run} --seeds LIST --replace) and accept all seeds at once."
        );
    }
}
