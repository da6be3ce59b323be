using System.Globalization;
using Repro.Claims;

namespace Repro.Reports.Changes;

/// <summary>A claim's result in an earlier verification.</summary>
/// <param name="Evidence">The first backend's seeds where the result rests on seeds; null otherwise.</param>
internal sealed record EarlierResult(Verdict Verdict, string Measured, SeedsFinding? Evidence)
{
    public static EarlierResult Of(ClaimResult result) =>
        new(result.Verdict, result.Finding.Measured, result.Finding.Backends is [var first, ..] ? first : null);

    /// <summary>
    /// Whether two results have the same verdict and the same values. Texts made from these values are not compared: their wording,
    /// and the date of a record that was repeated with the same values, are not results.
    /// </summary>
    public bool HasSameValues(EarlierResult other) =>
        Verdict == other.Verdict
        && (Evidence, other.Evidence) switch
        {
            (null, null) => SameMeasured(Measured, other.Measured),
            ({ } left, { } right) => SameSeeds(left, right),
            _ => false,
        };

    /// <summary>Whether both rest on seeds with the same values: the same mean and deviation.</summary>
    public bool HasSameSeeds(EarlierResult other) =>
        (Evidence?.Mean, Evidence?.Deviation) == (other.Evidence?.Mean, other.Evidence?.Deviation);

    private static bool SameSeeds(SeedsFinding left, SeedsFinding right) =>
        left.Backend == right.Backend
        && left.Verdict == right.Verdict
        && left.Declared == right.Declared
        && left.Seeds.SequenceEqual(right.Seeds)
        && (left.Mean, left.Deviation, left.Low, left.High) == (right.Mean, right.Deviation, right.Low, right.High);

    // 55,744 and 55744 are one number; anything that is not a number is its text.
    private static bool SameMeasured(string left, string right) =>
        left == right || (Number(left) is { } first && Number(right) is { } second && first.Equals(second));

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out double number)
            ? number
            : null;
}
