using Repro.Backends;
using Repro.Training.Feeding;
using Repro.Training.State;

namespace Repro.Evidence;

/// <summary>
/// What two trainings of one seed say differently. When, where and with which libraries they were trained is provenance and no difference.
/// </summary>
internal static class RecordDifferences
{
    /// <summary>In words, but for the history, which is compared line by line. Empty where they say the same.</summary>
    public static IEnumerable<string> Of(RunRecord recorded, RunRecord now)
    {
        if (recorded.WeightsSha256 != now.WeightsSha256)
        {
            yield return $"the final weights differ ({recorded.WeightsSha256[..12]} recorded, {now.WeightsSha256[..12]} now)";
        }

        // Trainings from before observations were made have none.
        if (now.Observed is { } observed && !Same(observed, recorded.Observed ?? new Dictionary<string, double>()))
        {
            yield return "what was observed in the trained model is not that of the baseline";
        }

        if (ArithmeticVersions.Text(recorded.Operations) is var was && ArithmeticVersions.Text(now.Operations) is var isNow && was != isNow)
        {
            yield return $"recorded with another arithmetic ({was}; now {isNow})";
        }

        if (Currency.Obstacle(recorded, now) is { } other)
        {
            yield return $"recorded with {other}";
        }

        if (recorded.TensorsSha256 != now.TensorsSha256)
        {
            yield return "recorded with other data";
        }
    }

    private static bool Same(IReadOnlyDictionary<string, double> one, IReadOnlyDictionary<string, double> other) =>
        one.OrderBy(pair => pair.Key, StringComparer.Ordinal).SequenceEqual(other.OrderBy(pair => pair.Key, StringComparer.Ordinal));
}
