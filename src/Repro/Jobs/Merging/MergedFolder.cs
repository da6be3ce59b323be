using System.Globalization;
using Repro.Inputs;
using Repro.Outputs;
using Repro.Training.Metrics;

namespace Repro.Jobs.Merging;

/// <summary>
/// A folder of runs as one machine would have left it, with a table of each run and backend and one of all checksums.
/// Built beside its place and moved there whole.
/// </summary>
internal static class MergedFolder
{
    /// <summary>The name of the table of all trainings.</summary>
    public const string Index = "merged.csv";

    public static void Write(string output, IReadOnlyList<FoundTraining> trainings)
    {
        try
        {
            using WorkFolder work = WorkFolder.Beside(output);
            string staged = work.Path;
            foreach (FoundTraining training in trainings)
            {
                Copy(training.Files, Path.Combine(staged, training.Place));
            }

            foreach (
                IGrouping<string, FoundTraining> run in trainings.GroupBy(training =>
                    Path.Combine(training.Record.Run, training.Record.Backend)
                )
            )
            {
                OutputFile.WriteText(Path.Combine(staged, run.Key + ".csv"), Table([.. run.OrderBy(training => training.Record.Seed)]));
            }

            OutputFile.WriteText(Path.Combine(staged, Index), Checksums(trainings));
            work.MoveTo(output);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"Cannot write '{output}': {exception.Message} Choose another folder with --out.", exception);
        }
    }

    // Only a training's own files: what else somebody put into its folder is not published with it.
    private static void Copy(IReadOnlyList<string> files, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in files)
        {
            using FileStream from = InputFile.Open(file, "a file of a training", InputRule.RegularNoLink);
            using FileStream copy = new(Path.Combine(to, Path.GetFileName(file)), FileMode.CreateNew, FileAccess.Write, FileShare.None);
            from.CopyTo(copy);
        }
    }

    private static string Table(IReadOnlyList<FoundTraining> trainings) =>
        MetricTable.Header(trainings[0].Metrics, withSeed: true)
        + string.Concat(
            trainings.SelectMany(training => training.Rows.Select(row => MetricTable.Line(training.Metrics, row, training.Record.Seed)))
        );

    private static string Checksums(IReadOnlyList<FoundTraining> trainings) =>
        "run,backend,seed,epochs,history_sha256,weights_sha256\n"
        + string.Concat(
            trainings
                .OrderBy(training => training.Record.Run, StringComparer.Ordinal)
                .ThenBy(training => training.Record.Backend, StringComparer.Ordinal)
                .ThenBy(training => training.Record.Seed)
                .Select(training =>
                    CsvLine.Of([
                        CsvCell.Of(training.Record.Run),
                        CsvCell.Of(training.Record.Backend),
                        training.Record.Seed.ToString(CultureInfo.InvariantCulture),
                        training.Record.TrainedEpochs.ToString(CultureInfo.InvariantCulture),
                        training.Record.HistorySha256,
                        training.Record.WeightsSha256,
                    ])
                )
        );
}
