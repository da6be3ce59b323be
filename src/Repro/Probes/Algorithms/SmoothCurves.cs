using System.Globalization;
using Repro.Claims;
using Repro.Probes.Forms;
using Repro.Randomness;
using Repro.Training.Metrics;

namespace Repro.Probes.Algorithms;

/// <summary>
/// <c>algorithm:smooth-curve[1 0 0]/smoothed@last</c>: the points given, smoothed as curves are drawn;
/// <c>algorithm:smooth-curve{made noise, factor 0}/total_variation</c>: the sum of a made noisy curve's steps.
/// </summary>
internal static class SmoothCurves
{
    private const string Noise = "made noise";
    private const string Factor = "factor ";
    private const int NoisePoints = 100;

    public static IReadOnlyList<QuantityDescription> Quantities { get; } =
    [
        new(
            "algorithm:smooth-curve[VALUES]/smoothed@last",
            "Last point of a curve after smoothing. The variant 'factor F' sets the factor, from 0 to below 1; 0.8 by default.",
            "algorithm:smooth-curve[1 0 0]/smoothed@last"
        ),
        new(
            "algorithm:smooth-curve[VALUES]/total_variation",
            "Sum of the absolute steps of a curve after smoothing. With {made noise} and no argument, of a made noisy curve.",
            "algorithm:smooth-curve[1 0 2]/total_variation"
        ),
    ];

    public static Measurement Measure(Address address)
    {
        double factor = SmoothCurve.DefaultFactor;
        bool noise = false;
        foreach (string variant in address.Variants)
        {
            if (variant == Noise)
            {
                noise = true;
            }
            else if (
                !variant.StartsWith(Factor, StringComparison.Ordinal)
                || !TryNumber(variant[Factor.Length..], out factor)
                || factor is < 0 or >= 1
            )
            {
                throw new AddressException($"'{address}': a curve's variants are '{Noise}' and '{Factor}F' with F from 0 to below 1.");
            }
        }

        double[] smoothed = SmoothCurve.Of(noise && address.Argument is null ? MadeNoise() : Points(address), factor);
        string evidence = string.Create(CultureInfo.InvariantCulture, $"{smoothed.Length} points smoothed by {factor}");
        return (address.Quantity, address.Selector) switch
        {
            ("smoothed", "last") => new Measurement.Exact(new Value.Number(smoothed[^1]), evidence),
            ("total_variation", null) => new Measurement.Exact(
                new Value.Number(smoothed.Skip(1).Zip(smoothed, (next, point) => Math.Abs(next - point)).Sum()),
                evidence
            ),
            _ => throw new UnknownFormException(),
        };
    }

    private static double[] Points(Address address)
    {
        string[] words = (address.Argument ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        double[] points = new double[words.Length];
        for (int index = 0; index < words.Length; index++)
        {
            if (!TryNumber(words[index], out points[index]))
            {
                throw new AddressException($"'{address}': '{words[index]}' is not a point of a curve.");
            }
        }

        return points.Length > 0 ? points : throw new UnknownFormException();
    }

    // A level with noise of half its height around it.
    private static double[] MadeNoise()
    {
        RandomStream stream = new(1, "smooth-curve");
        return [.. Enumerable.Range(0, NoisePoints).Select(_ => 0.75 + 0.5 * stream.NextSingle())];
    }

    private static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
}
