using System.Globalization;
using Repro.Statistics;

namespace Repro.Claims;

/// <summary>
/// Verdicts on stochastic claims. A document reports one run; the declared seeds say what one run may give.
/// Fewer than five declared, or not all recorded: Inconclusive.
/// </summary>
internal static class SeedsJudge
{
    public const int FewestSeeds = 5;

    /// <summary>
    /// A run against a constant or a range. <c>~</c> and <c>in</c> ask whether the document's value (or the nearest point of its
    /// range) is one that a run may give; an order, whether one more run would keep it. A margin bounds the half-width in both.
    /// </summary>
    /// <exception cref="AddressException">The relation cannot be asked of a run.</exception>
    public static Finding Judge(Measurement.Seeds measured, Relation relation, Expectation expected, double? margin)
    {
        Func<Sample, IntervalTestResult> test = expected switch
        {
            Expectation.Between range => sample => ValueTest.Of(sample, range.Low, range.High, Margin(margin, relation)),
            Expectation.Constant { Value: Value.Number number } when relation == Relation.Near => sample =>
                ValueTest.Of(sample, number.Amount, number.Amount, Margin(margin, relation)),
            Expectation.Constant { Value: Value.Number number } => sample => Order(sample, RegionOf(relation, number.Amount, null), margin),
            _ => throw new AddressException($"A run cannot be compared with {expected}."),
        };
        return Combine(measured.Run, measured.Declared, measured.Backends, test);
    }

    /// <summary>Two runs, paired by seed: the difference d for every seed that both declare.</summary>
    public static Finding Judge(Measurement.Seeds measured, Relation relation, Measurement.Seeds other, double? margin)
    {
        int[] declared = [.. measured.Declared.Intersect(other.Declared)];
        List<BackendSeeds> differences = [];
        foreach (BackendSeeds left in measured.Backends)
        {
            BackendSeeds? right = other.Backends.FirstOrDefault(backend => backend.Backend == left.Backend);
            Dictionary<int, double> values = declared
                .Where(seed => left.Values.ContainsKey(seed) && right is not null && right.Values.ContainsKey(seed))
                .ToDictionary(seed => seed, seed => left.Values[seed] - right!.Values[seed]);
            if (right is not null)
            {
                differences.Add(
                    new BackendSeeds(
                        left.Backend,
                        values,
                        Later(left.Recorded, right.Recorded),
                        left.Evidence == right.Evidence ? left.Evidence : $"{left.Evidence} and {right.Evidence}"
                    )
                );
            }
        }

        Region region = RegionOf(relation, 0, relation == Relation.Near ? margin : null);
        string runs = measured.Run == other.Run ? measured.Run : $"{measured.Run} and {other.Run}";
        return Combine(runs, declared, differences, sample => Order(sample, region, relation == Relation.Near ? null : margin), "pairs");
    }

    private static IntervalTestResult Order(Sample sample, Region region, double? margin)
    {
        IntervalTestResult answer = OrderTest.Of(sample, region);
        return answer == IntervalTestResult.Yes && sample.Prediction(0.95).HalfWidth > margin ? IntervalTestResult.Unclear : answer;
    }

    private static double Margin(double? margin, Relation relation) =>
        margin ?? throw new AddressException($"'{relation.Sign()}' on a run takes a margin: the widest half-interval that still answers.");

    private static Region RegionOf(Relation relation, double bound, double? around) =>
        relation switch
        {
            Relation.Near => new Region(bound - around!.Value, bound + around.Value, false),
            Relation.Less => new Region(double.NegativeInfinity, bound, true),
            Relation.LessOrEqual => new Region(double.NegativeInfinity, bound, false),
            Relation.Greater => new Region(bound, double.PositiveInfinity, true),
            Relation.GreaterOrEqual => new Region(bound, double.PositiveInfinity, false),
            _ => throw new AddressException($"'{relation.Sign()}' cannot be asked of a run: write ~, in, or an order."),
        };

    // Cpu's verdict is the claim's where it has one that decides something; backends are never pooled.
    private static Finding Combine(
        string runs,
        IReadOnlyList<int> declared,
        IReadOnlyList<BackendSeeds> backends,
        Func<Sample, IntervalTestResult> test,
        string single = "runs"
    )
    {
        SeedsFinding[] findings =
        [
            .. backends
                .OrderBy(backend => backend.Backend == "Cpu" ? 0 : 1)
                .ThenBy(backend => backend.Backend, StringComparer.Ordinal)
                .Select(backend => Of(declared, backend, test) with { Single = single }),
        ];
        if (findings.Length == 0)
        {
            return new Finding(Verdict.Inconclusive, "", $"0 of {Count(declared.Count)} declared seeds of {runs} are recorded");
        }

        SeedsFinding first = findings.FirstOrDefault(finding => finding.Seeds.Count == declared.Count) ?? findings[0];
        return new Finding(first.Verdict, Measured(first), first.Why)
        {
            Backends = [first, .. findings.Where(finding => finding != first)],
        };
    }

    private static SeedsFinding Of(IReadOnlyList<int> declared, BackendSeeds backend, Func<Sample, IntervalTestResult> test)
    {
        int[] seeds = [.. declared.Where(backend.Values.ContainsKey)];
        double[] values = [.. seeds.Select(seed => backend.Values[seed])];
        SeedsFinding Inconclusive(string why) =>
            new(backend.Backend, Verdict.Inconclusive, seeds, declared.Count, null, null, null, null, backend.Recorded, why);

        if (seeds.Length < declared.Count)
        {
            return Inconclusive(
                $"{Count(seeds.Length)} of {Count(declared.Count)} declared seeds recorded, without {SeedText.Of([.. declared.Except(seeds)])} ({backend.Evidence})"
            );
        }

        if (declared.Count < FewestSeeds)
        {
            return Inconclusive($"only {Counted.Of(declared.Count, "seed")} declared; a verdict takes {FewestSeeds}");
        }

        if (values.Any(value => !double.IsFinite(value)))
        {
            string without = string.Join(", ", seeds.Where(seed => !double.IsFinite(backend.Values[seed])).Select(Count));
            return Inconclusive($"no value for seed {without} ({backend.Evidence})");
        }

        Sample sample = Sample.Of(values);
        Interval likely = sample.Prediction(0.95);
        (Verdict verdict, string why) = test(sample) switch
        {
            IntervalTestResult.Yes => (Verdict.Reproduced, "within what one run gives"),
            IntervalTestResult.No => (Verdict.Refuted, "outside the 99 % prediction interval"),
            _ when sample.Deviation == 0 => (
                Verdict.Inconclusive,
                "all seeds gave the same value, so their spread is not known, and the stated value differs by less than the margin"
            ),
            _ => (Verdict.Inconclusive, "the seeds do not decide it"),
        };
        return new SeedsFinding(
            backend.Backend,
            verdict,
            seeds,
            declared.Count,
            sample.Mean,
            sample.Deviation,
            likely.Low,
            likely.High,
            backend.Recorded,
            $"{why}; {backend.Evidence}"
        );
    }

    private static string Measured(SeedsFinding finding) =>
        finding.Mean is null
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{finding.Mean:G6} (s {finding.Deviation:G3}, 95 % of single {finding.Single} {finding.Low:G6}..{finding.High:G6})"
            );

    private static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Later(string? left, string? right) => string.CompareOrdinal(left, right) >= 0 ? left : right;
}
