using System.Text.RegularExpressions;
using Repro.Training.Metrics;
using Repro.Training.Runs;
using Repro.Training.State;

namespace Repro.Training.Jobs.Merging;

/// <summary>A finished training that some machine delivered, looked through: its files belong together.</summary>
internal sealed partial record FoundTraining(string Folder, RunRecord Record, string History, IReadOnlyList<string> Metrics, IReadOnlyList<EpochMetrics> Rows)
{
    public (string Run, string Engine, int Seed) Key => (Record.Run, Record.Engine, Record.Seed);

    /// <summary>Where it lies below a folder of runs: <c>RUN/ENGINE/seed-N</c>.</summary>
    public string Place => RunFolder.PathOf("", Record.Run, Record.Engine, Record.Seed, Record.Shortened ? Record.Epochs : null);

    /// <summary>The machine, as far as a record says: for messages.</summary>
    public string Machine => FormattableString.Invariant($"'{Folder}' ({Record.InstructionSet}, {Record.Threads} threads)");

    /// <summary>The folders below <paramref name="root"/> in which a training was begun or finished; links are not followed.</summary>
    public static IEnumerable<string> Folders(string root)
    {
        EnumerationOptions options = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, MaxRecursionDepth = 8 };
        return Directory.EnumerateDirectories(root, "seed-*", options).Where(folder => SeedFolder().IsMatch(Path.GetFileName(folder))).Order(StringComparer.Ordinal);
    }

    /// <exception cref="InputException">It is unfinished or damaged, or its files do not belong together.</exception>
    public static FoundTraining Read(string folder)
    {
        InputException Refused(string why) => new($"'{folder}': {why}");
        string file = RunFolder.RecordOf(folder);
        if (!File.Exists(file))
        {
            throw Refused("the training is not finished. Run its job again: it goes on from its checkpoint.");
        }

        RunRecord record = RunRecord.Read(file);
        string history = ReadText(RunFolder.HistoryOf(folder));
        (IReadOnlyList<string> metrics, IReadOnlyDictionary<int, IReadOnlyList<EpochMetrics>> rows) = MetricTable.Parse(history, RunFolder.HistoryOf(folder), withSeed: false);
        if (record.HistorySha256 != Digests.OfText(history) || rows.GetValueOrDefault(0, []).Count != record.Epochs)
        {
            throw Refused($"history.csv is not the one that was recorded (its checksum or number of epochs differs). It was changed or damaged; run the job anew.");
        }

        if (NetworkState.Digest(StateFile.Read(RunFolder.WeightsOf(folder)).Arrays) != record.WeightsSha256)
        {
            throw Refused("weights.bin is not the one that was recorded (its checksum differs). It was changed or damaged; run the job anew.");
        }

        if (RunConfigurationJson.DigestOfRecorded(record.Configuration.DeepClone().AsObject()) != record.ConfigurationSha256)
        {
            throw Refused("record.json was changed: its configuration is not the one that its checksum names. Run the job anew.");
        }

        FoundTraining found = new(folder, record, history, metrics, rows[0]);
        return Path.GetFullPath(folder).EndsWith(Path.DirectorySeparatorChar + found.Place, StringComparison.Ordinal)
            ? found
            : throw Refused($"its record is that of '{found.Place}'. It was moved or changed; put it back, or run the job anew.");
    }

    private static string ReadText(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{file}: cannot be read: {exception.Message}", exception);
        }
    }

    [GeneratedRegex(@"^seed-[0-9]+(-epochs-[0-9]+)?\z")]
    private static partial Regex SeedFolder();
}
