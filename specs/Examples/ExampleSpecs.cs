using System.Text.Json;
using Repro.Specs.Cli;

namespace Repro.Specs.Examples;

/// <summary>The projects of <c>examples/</c>, which <c>repro import</c> made from public tutorials.</summary>
[Category("Fast")]
internal sealed class ExampleSpecs
{
    private static IEnumerable<string> Projects =>
        Directory.GetDirectories(Repository.PathOf("examples")).Select(folder => Path.GetFileName(folder));

    [TestCaseSource(nameof(Projects))]
    public void Its_verdicts_are_the_expected_ones_and_every_training_has_its_evidence(string name)
    {
        using TemporaryFolder folder = new();

        (int code, _, string error) = Tool.Run(
            "verify",
            "--project",
            Repository.PathOf("examples", name),
            "--json",
            folder.File("results.json")
        );

        (code, error).Should().Be((0, ""));
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(folder.File("results.json")));
        JsonElement[] results = [.. json.RootElement.GetProperty("results").EnumerateArray()];
        Verdicts(results, claim => claim.TryGetProperty("tier", out JsonElement tier) && tier.GetString() == "fast")
            .Should()
            .NotBeEmpty()
            .And.AllBe("reproduced");
        Verdicts(
                results,
                claim =>
                    claim.TryGetProperty("address", out JsonElement address)
                    && address.GetString()!.StartsWith("run:", StringComparison.Ordinal)
            )
            .Should()
            .NotBeEmpty()
            .And.OnlyContain(verdict => verdict == "reproduced" || verdict == "inconclusive");
    }

    private static IEnumerable<string?> Verdicts(IEnumerable<JsonElement> results, Func<JsonElement, bool> those) =>
        results.Where(result => those(result.GetProperty("claim"))).Select(result => result.GetProperty("verdict").GetString());
}
