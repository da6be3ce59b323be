using Repro.Claims;
using Repro.Models;
using Repro.Models.Counting;
using Repro.NUnit;
using Repro.Reports;

namespace Repro.Specs.Documents;

/// <summary>What the documents' specs ask: networks, and trainings on the recorded evidence.</summary>
internal static class Headlines
{
    private static readonly ProbeRegistry Probes = Own.Host.Probes();

    public static Model Model(string name, params string[] variants) => SpecModels.Build(name, variants).Model;

    public static ParameterCounts Parameters(string name, params string[] variants) => ParameterCounts.Of(Model(name, variants));

    /// <summary>Keras's <c>len(model.trainable_weights)</c>.</summary>
    public static int TrainableTensors(string name, params string[] variants) =>
        FlattenedModel.Of(Model(name, variants)).Weights.Count(weight => weight.Trainable);

    public static IEnumerable<string> OutputShapes(string name) => Model(name).Layers.Select(node => node.OutputShape.ToString());

    /// <summary>
    /// A headline of the book, judged on the recorded evidence: fails where the verdict contradicts what the book holds, and is
    /// ignored, with the reason, until the declared seeds are recorded and the book holds something.
    /// </summary>
    public static void Recorded(string id, string address, string relation, string expected, double? margin = null)
    {
        Claim claim = Own.Claims.Claims.Single(claim => claim.Id == id);
        Check booked = claim.Check!;
        Check written = Check(address, relation, expected, margin);
        booked
            .Should()
            .Be(written with { Tier = booked.Tier, Needs = booked.Needs, Standing = booked.Standing }, "the book has the same claim");
        ClaimOutcome.Report(new Verifier(Probes).Verify(claim));
    }

    /// <summary>
    /// An order that follows from the documents and is no row of the book. Ignored, with the reason, until seeds decide it.
    /// </summary>
    public static Verdict Judged(string address, string relation, string expected)
    {
        Check check = Check(address, relation, expected, null);
        Measurement? other = check.Expected is Expectation.Quantity quantity ? Probes.Measure(quantity.Address) : null;
        Finding finding = Judge.Decide(check, Probes.Measure(check.Address), other);
        if (finding.Verdict is not (Verdict.Reproduced or Verdict.Refuted))
        {
            Assert.Ignore($"{check}: {finding.Verdict}: {finding.Why}");
        }

        foreach (SeedsFinding backend in finding.Backends)
        {
            TestContext.Out.WriteLine($"{check}: {ClaimText.Evidence(backend)}");
        }

        return finding.Verdict;
    }

    private static Check Check(string address, string relation, string expected, double? margin) =>
        new(
            Tier.Fast,
            [],
            Address.Parse(address),
            Relations.Parse(relation)!.Value,
            Expectation.Parse(expected),
            margin,
            ExpectedVerdict.Open
        );
}
