using Repro.Claims;

namespace Repro.Specs.Claims;

/// <summary>Claims and measurements made for a spec.</summary>
internal static class Made
{
    public static Check Check(
        string address,
        string relation,
        string expected,
        double? margin,
        ExpectedVerdict standing = ExpectedVerdict.Holds
    ) => new(Tier.Fast, [], Address.Parse(address), Relations.Parse(relation)!.Value, Expectation.Parse(expected), margin, standing);

    public static Claim Claim(string id, Check? check) =>
        new(id, "003", new Place(null, 7), "A statement.", check, [], "", new ClaimLine("003.csv", 7));

    /// <summary>A Cpu record with seeds 1, 2, ...</summary>
    public static Measurement.Seeds Seeds(params double[] values) => Seeds(values.Length, ("Cpu", values));

    public static Measurement.Seeds Seeds(int declared, params (string Backend, double[] Values)[] backends) =>
        new(
            "made",
            [.. Enumerable.Range(1, declared)],
            [
                .. backends.Select(backend => new BackendSeeds(
                    backend.Backend,
                    backend.Values.Select((value, index) => (value, index)).ToDictionary(pair => pair.index + 1, pair => pair.value),
                    "2026-01-02",
                    "made.csv"
                )),
            ]
        );
}
