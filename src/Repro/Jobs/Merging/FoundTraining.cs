using System.Text.Json;
using Repro.Inputs;
using Repro.Runs;
using Repro.Training.Metrics;
using Repro.Training.State;

namespace Repro.Jobs.Merging;

/// <summary>A finished training that some machine delivered, looked through: its files belong together.</summary>
internal sealed record FoundTraining(string Folder, RunRecord Record, IReadOnlyList<string> Metrics, IReadOnlyList<EpochMetrics> Rows)
{
    public (string Run, string Backend, int Seed) Key => (Record.Run, Record.Backend, Record.Seed);

    /// <summary>Where it lies below a folder of runs: <c>RUN/ENGINE/seed-N</c>.</summary>
    public string Place => RunFolder.PathOf("", Record.Run, Record.Backend, Record.Seed, Record.Shortened ? Record.Epochs : null);

    /// <summary>The machine, as far as a record says: for messages.</summary>
    public string Machine => FormattableString.Invariant($"'{Folder}' ({Record.InstructionSet}, {Record.Threads} threads)");

    /// <summary>The files that belong to the training; anything else in its folder is not part of it.</summary>
    public IReadOnlyList<string> Files { get; private init; } = [];

    /// <exception cref="InputException">It is unfinished or damaged, or its files do not belong together.</exception>
    public static FoundTraining Read(string folder)
    {
        InputException Refused(string why) => new($"'{folder}': {why}");
        string file = RunFolder.RecordOf(folder);
        if (FileKinds.Of(file, followLinks: false) == FileKind.Missing)
        {
            throw Refused("the training is not finished. Run its job again: it continues from its checkpoint.");
        }

        RunRecord record = RunRecord.Read(file, InputRule.RegularNoLink);
        string history = InputFile.ReadText(
            RunFolder.HistoryOf(folder),
            MetricTable.MostBytes,
            "a table of metrics",
            InputRule.RegularNoLink
        );
        (IReadOnlyList<string> metrics, IReadOnlyDictionary<int, IReadOnlyList<EpochMetrics>> rows) = MetricTable.Parse(
            history,
            RunFolder.HistoryOf(folder),
            withSeed: false
        );
        if (record.HistorySha256 != Digests.OfText(history) || rows.GetValueOrDefault(0, []).Count != record.TrainedEpochs)
        {
            throw Refused(
                $"history.csv is not the one that was recorded (its checksum or number of epochs differs). It was changed or damaged; run the job again."
            );
        }

        if (NetworkState.Digest(StateFile.Read(RunFolder.WeightsOf(folder), InputRule.RegularNoLink).Arrays) != record.WeightsSha256)
        {
            throw Refused(
                "weights.bin is not the one that was recorded (its checksum differs). It was changed or damaged; run the job again."
            );
        }

        if (RunConfigurationJson.DigestOfRecorded(record.Configuration.DeepClone().AsObject()) != record.ConfigurationSha256)
        {
            throw Refused("record.json was changed: its configuration is not the one that its checksum names. Run the job again.");
        }

        FoundTraining found = new(folder, record, metrics, rows[0])
        {
            Files = [file, RunFolder.HistoryOf(folder), RunFolder.WeightsOf(folder), .. SavedModel(folder, record)],
        };
        return Path.GetFullPath(folder).EndsWith(Path.DirectorySeparatorChar + found.Place, StringComparison.Ordinal)
            ? found
            : throw Refused($"its record is that of '{found.Place}'. It was moved or changed; put it back, or run the job again.");
    }

    // The run's own file of the model, where the run saves one and it was delivered.
    private static IEnumerable<string> SavedModel(string folder, RunRecord record)
    {
        if (record.Configuration["save_as"] is not { } saved)
        {
            yield break;
        }

        string? name = saved.GetValueKind() == JsonValueKind.String ? saved.GetValue<string>() : null;
        if (!RunConfigurationReader.IsSavedModelName(name))
        {
            throw new InputException(
                $"'{folder}': record.json names '{saved.ToJsonString()}' as the saved model, which is not the name of an .h5 or .keras file; {PlainName.Rule}."
            );
        }

        string file = Path.Combine(folder, name!);
        if (FileKinds.Of(file, followLinks: false) != FileKind.Missing)
        {
            InputFile.Require(file, "a saved model", InputRule.RegularNoLink);
            yield return file;
        }
    }
}
