using System.Globalization;
using System.Text.RegularExpressions;

namespace Repro.Import.Printed;

/// <summary>Reads <c>loss: 0.3244 - val_acc: 0.8439</c>.</summary>
internal static partial class LogMetrics
{
    /// <summary>The metrics of a line by their names.</summary>
    public static IReadOnlyDictionary<string, double> In(string line)
    {
        Dictionary<string, double> metrics = new(StringComparer.Ordinal);
        foreach (Match match in Pair().Matches(line))
        {
            if (
                double.TryParse(match.Groups["value"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                && double.IsFinite(value)
            )
            {
                metrics[match.Groups["name"].Value] = value;
            }
        }

        return metrics;
    }

    /// <summary>The quantity of runs that a metric is; null for others than loss, accuracy and mean absolute error.</summary>
    public static string? QuantityOf(string metric)
    {
        string part =
            metric.StartsWith("val_", StringComparison.Ordinal) ? "val"
            : metric.StartsWith("test_", StringComparison.Ordinal) ? "test"
            : "train";
        string name = metric[
            (
                metric.StartsWith("val_", StringComparison.Ordinal) ? 4
                : metric.StartsWith("test_", StringComparison.Ordinal) ? 5
                : 0
            )..
        ];
        return name switch
        {
            "loss" => $"{part}_loss",
            "acc" or "accuracy" or "categorical_accuracy" or "binary_accuracy" or "sparse_categorical_accuracy" => $"{part}_acc",
            "mae" or "mean_absolute_error" => $"{part}_mae",
            _ => null,
        };
    }

    // Logs have four digits; what follows them is left over from an older text of the line.
    [GeneratedRegex(
        @"(?<![\w.])(?<name>[A-Za-z_]\w*): (?<value>\d+\.\d{1,4}(?:e[-+]?\d{1,3})?|\d+(?:e[-+]?\d{1,3})?(?![\d.a-z]))",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Pair();
}
