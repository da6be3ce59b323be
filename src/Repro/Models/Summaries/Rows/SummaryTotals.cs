using System.Globalization;
using Repro.Models.Summaries.Rules;

namespace Repro.Models.Summaries.Rows;

/// <summary>The lines below a summary's rows.</summary>
internal static class SummaryTotals
{
    private const double Kilobyte = 1024;

    private static readonly string[] LargeUnits = ["KB", "MB", "GB", "TB", "PB"];

    public static IEnumerable<string> Lines(SummaryCounts counts, SummaryRules rules)
    {
        string indent = rules.Layout == SummaryLayout.Boxed ? " " : "";
        bool anyFloat = counts.TrainableIsFloat || counts.NonTrainableIsFloat;
        yield return $"{indent}Total params: {Number(counts.Total, counts.TotalBytes, anyFloat, rules)}";
        if (!rules.SplitsTotals)
        {
            yield break;
        }

        yield return $"{indent}Trainable params: {Number(counts.Trainable, counts.TrainableBytes, counts.TrainableIsFloat, rules)}";
        yield return $"{indent}Non-trainable params: {Number(counts.NonTrainable, counts.NonTrainableBytes, counts.NonTrainableIsFloat, rules)}";
        if (counts.Optimizer is { } optimizer)
        {
            yield return $"{indent}Optimizer params: {Number(optimizer.Elements, optimizer.Bytes, isFloat: false, rules)}";
        }
    }

    private static string Number(long count, long bytes, bool isFloat, SummaryRules rules)
    {
        string number = rules.Thousands ? KerasNotation.Thousands(count) : count.ToString(CultureInfo.InvariantCulture);
        string shown = rules.FloatTotals && isFloat ? $"{number}.0" : number;
        return rules.ByteUnit is { } unit ? $"{shown} ({Size(bytes, unit)})" : shown;
    }

    // Python rounds a half to the even neighbor, and sizes are multiples of a power of two: 1152 bytes are 1.12 KB.
    private static string Size(double bytes, string unit)
    {
        string scaled = unit;
        foreach (string larger in LargeUnits)
        {
            if (bytes < Kilobyte)
            {
                break;
            }

            bytes /= Kilobyte;
            scaled = larger;
        }

        return $"{Math.Round(bytes, 2, MidpointRounding.ToEven).ToString("F2", CultureInfo.InvariantCulture)} {scaled}";
    }
}
