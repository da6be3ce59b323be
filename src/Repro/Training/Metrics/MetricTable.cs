using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Repro.Inputs;

namespace Repro.Training.Metrics;

/// <summary>The metrics of one epoch; a metric that was not measured then (the test set's, before the end) is absent.</summary>
/// <param name="Epoch">Counted from 1.</param>
internal sealed record EpochMetrics(int Epoch, IReadOnlyDictionary<string, double> Values);

/// <summary>
/// Metric columns of runs: <c>train_loss, train_acc</c> and further metrics, then <c>val_</c> and <c>test_</c> ones as a run has them. Runs
/// with several losses have the columns of each output too: <c>train_OUTPUT_loss</c>.
/// Numbers are written so that they read back to the same bits.
/// </summary>
internal static class MetricTable
{
    /// <summary>The longest file that is read: more than 100,000 epochs.</summary>
    public const long MostBytes = 16 << 20;

    public const string Seed = "seed";
    public const string Epoch = "epoch";

    private const string Weighted = "weighted_";

    private static readonly string[] Parts = ["train", "val", "test"];
    private static readonly string[] PlainEndings =
    [
        "loss",
        "acc",
        "mae",
        "mse",
        "rmse",
        "top_k_acc",
        "binary_acc",
        "categorical_acc",
        "bce",
        "precision",
        "recall",
        "auc",
    ];

    private static readonly string[] Endings = [.. PlainEndings, .. PlainEndings.Skip(1).Select(ending => Weighted + ending)];

    /// <summary>Every metric of models with one output, in the order of columns.</summary>
    public static IReadOnlyList<string> Metrics { get; } = [.. from part in Parts from metric in Endings select $"{part}_{metric}"];

    /// <summary>
    /// Whether a column is a metric: one of <see cref="Metrics"/>, or that of one of several outputs, <c>val_OUTPUT_loss</c>.
    /// </summary>
    public static bool IsMetric(string column) => Metrics.Contains(column, StringComparer.Ordinal) || OutputsOf(column).Any();

    /// <summary>The names of outputs of which a column could be a metric.</summary>
    public static IEnumerable<string> OutputsOf(string column) =>
        from part in Parts
        where column.StartsWith(part + "_", StringComparison.Ordinal)
        from ending in Endings
        where column.EndsWith("_" + ending, StringComparison.Ordinal) && column.Length > part.Length + ending.Length + 2
        let output = column[(part.Length + 1)..^(ending.Length + 1)]
        where PlainName.IsValid(output)
        select output;

    /// <summary>
    /// Columns in their order: part by part, first those of the whole model as in <see cref="Metrics"/>, then those of its outputs as they
    /// come.
    /// </summary>
    public static IReadOnlyList<string> InOrder(IEnumerable<string> columns)
    {
        string[] given = [.. columns.Distinct(StringComparer.Ordinal)];
        return
        [
            .. Parts.SelectMany(part =>
            {
                string[] own = [.. given.Where(column => column.StartsWith(part + "_", StringComparison.Ordinal))];
                return Metrics.Where(own.Contains).Concat(own.Where(column => !Metrics.Contains(column, StringComparer.Ordinal)));
            }),
        ];
    }

    public static string Header(IReadOnlyList<string> metrics, bool withSeed) =>
        CsvLine.Of([.. withSeed ? [Seed] : Array.Empty<string>(), Epoch, .. metrics]);

    public static string Line(IReadOnlyList<string> metrics, EpochMetrics row, int? seed = null)
    {
        IEnumerable<string> cells = metrics.Select(metric =>
            row.Values.TryGetValue(metric, out double value) ? value.ToString("R", CultureInfo.InvariantCulture) : ""
        );
        string[] keys = seed is null ? [Whole(row.Epoch)] : [Whole(seed.Value), Whole(row.Epoch)];
        return CsvLine.Of(keys.Concat(cells));
    }

    /// <summary>Reads a table; without a seed column every row belongs to seed 0.</summary>
    /// <param name="source">How messages call the text.</param>
    /// <exception cref="InputException">The text is no such table; the message names the line.</exception>
    public static (IReadOnlyList<string> Metrics, IReadOnlyDictionary<int, IReadOnlyList<EpochMetrics>> Rows) Parse(
        string text,
        string source,
        bool withSeed
    )
    {
        using CsvReader csv = new(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture));
        InputException Wrong(string what) => new($"{source}, line {csv.Parser.RawRow}: {what}");
        try
        {
            if (!csv.Read() || !csv.ReadHeader())
            {
                throw Wrong("the table is empty.");
            }

            string[] keys = withSeed ? [Seed, Epoch] : [Epoch];
            string[] header = csv.HeaderRecord!;
            string[] metrics = [.. header.Skip(keys.Length)];
            if (!header.Take(keys.Length).SequenceEqual(keys) || metrics.Distinct().Count() != metrics.Length || !metrics.All(IsMetric))
            {
                throw Wrong(
                    $"the columns must be {string.Join(',', keys)} and then any of {string.Join(',', Metrics)}, or those of outputs such as val_OUTPUT_loss."
                );
            }

            Dictionary<int, IReadOnlyList<EpochMetrics>> rows = [];
            while (csv.Read())
            {
                string[] cells = csv.Parser.Record!;
                if (cells.Length != header.Length)
                {
                    throw Wrong($"{cells.Length} cells where the header has {header.Length}.");
                }

                int seed = withSeed ? Whole(cells[0]) ?? throw Wrong($"'{cells[0]}' is not a seed.") : 0;
                int epoch = Whole(cells[keys.Length - 1]) ?? throw Wrong($"'{cells[keys.Length - 1]}' is not an epoch.");
                Dictionary<string, double> values = [];
                for (int column = keys.Length; column < cells.Length; column++)
                {
                    if (cells[column].Length > 0)
                    {
                        values[header[column]] =
                            double.TryParse(cells[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                            && Math.Abs(value) <= float.MaxValue
                                ? value
                                : throw Wrong($"'{cells[column]}' is not a number that a loss or an accuracy can be.");
                    }
                }

                List<EpochMetrics> epochs = rows.TryGetValue(seed, out IReadOnlyList<EpochMetrics>? known) ? (List<EpochMetrics>)known : [];
                rows[seed] = epochs;
                if (epoch != epochs.Count + 1)
                {
                    throw Wrong($"epoch {epoch} where {epochs.Count + 1} was due.");
                }

                epochs.Add(new EpochMetrics(epoch, values));
            }

            return (metrics, rows);
        }
        catch (CsvHelperException exception)
        {
            throw Wrong($"not valid CSV: {exception.Message.Split('\n')[0]}");
        }
    }

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static int? Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
}
