using System.Text.Json.Nodes;
using Repro.Claims;
using Repro.Reports;
using Repro.Reports.Changes;
using Repro.Specs.Claims;

namespace Repro.Specs.Reports.Changes;

/// <summary>The comparison of two verifications says in its first line what changed, and shows old, new and interval.</summary>
[Category("Fast"), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ClaimChangesSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Of_a_part_of_the_book_what_was_left_out_is_not_removed()
    {
        ClaimResult[] now = Results("2", 0.9);
        Dictionary<string, EarlierResult> before = new()
        {
            ["elsewhere"] = new(Verdict.Reproduced, "1", null),
            ["gone"] = new(Verdict.Reproduced, "1", null),
        };

        new ClaimChanges(before, now, ["elsewhere", .. now.Select(result => result.Claim.Id)])
            .Changes.Where(change => change.New is null)
            .Should()
            .ContainSingle()
            .Which.Id.Should()
            .Be("gone");
    }

    [Test]
    public void The_same_results_have_no_changes()
    {
        ClaimChanges changes = Compare(Results("2", 0.9), Results("2", 0.9));

        changes.Changes.Should().BeEmpty();
        ChangesMarkdown
            .Of(changes)
            .Should()
            .StartWith("**No claim changed. No verdict contradicts its expected verdict.**\n")
            .And.Contain("Of 2 claims: 1 Reproduced, 1 Refuted.")
            .And.NotContain("|");
    }

    [Test]
    public void A_claim_on_pairs_of_runs_has_not_changed_when_it_is_read_back()
    {
        Check check = Made.Check("run:m/q", ">", "run:other/q", null);
        Finding pairs = Judge.Decide(
            check,
            Made.Seeds(5, ("Cpu", [0.9, 0.91, 0.92, 0.93, 0.94])),
            Made.Seeds(5, ("Cpu", [0.8, 0.82, 0.81, 0.83, 0.8]))
        );
        ClaimResult[] results = [new(Made.Claim("pairs", check), pairs)];

        pairs.Measured.Should().Contain("single pairs");
        Compare(results, results).Changes.Should().BeEmpty();
    }

    [Test]
    public void Records_repeated_with_the_same_values_are_no_change_and_other_values_are()
    {
        ClaimResult result = Results("2", 0.9)[1];
        SeedsFinding seeds = result.Finding.Backends[0];
        ClaimResult repeated = result with
        {
            Finding = result.Finding with
            {
                Measured = "other words",
                Backends = [seeds with { Recorded = "2031-01-01", Why = "other words" }],
            },
        };
        ClaimResult moved = result with { Finding = result.Finding with { Backends = [seeds with { High = seeds.High + 1e-12 }] } };

        Compare([result], [repeated]).Changes.Should().BeEmpty();
        Compare([result], [moved]).Changes.Should().ContainSingle("the texts are equal, but a value is not");
    }

    [TestCase("55,744", "55744", true)]
    [TestCase("0.50", "0.5", true)]
    [TestCase("0.5", "0.51", false)]
    [TestCase("Dense(10)", "Dense(10, )", false)]
    public void Numbers_are_compared_as_numbers(string left, string right, bool same) =>
        new EarlierResult(Verdict.Reproduced, left, null).HasSameValues(new(Verdict.Reproduced, right, null)).Should().Be(same);

    [Test]
    public void Changed_verdicts_come_first_and_values_are_shown_old_and_new()
    {
        string text = ChangesMarkdown.Of(Compare(Results("2", 0.9), Results("3", 0.8)));

        text.Should()
            .StartWith(
                "**Verdicts changed: 1 Reproduced -> Refuted; 1 more measured value. 1 verdict contradicts its expected verdict.**\n"
            );
        text.Should()
            .Contain("| Reproduced: 2 | **Refuted** (expected: holds): 3 |")
            .And.Contain(
                "To accept: if these verdicts are right, change the expected verdict (`standing`) and the `reason` of their rows in the claim files: count at 003.csv:7."
            )
            .And.MatchRegex(@"old: Cpu, .*mean 0\.9.*<br>new: Cpu, .*mean 0\.8");
    }

    [Test]
    public void Baselines_that_changed_are_named_once_per_run()
    {
        Check check = Made.Check("run:m/q", "~", "0.99", 0.005);
        ClaimResult[] Recorded(int declared, params double[] values) =>
            [
                .. new[] { "one", "two" }.Select(id => new ClaimResult(
                    Made.Claim(id, check),
                    Judge.Decide(check, Made.Seeds(declared, ("Cpu", values)), null)
                )),
            ];

        string text = ChangesMarkdown.Of(Compare(Recorded(5, 0.9, 0.91, 0.92, 0.93), Recorded(5, 0.9, 0.91, 0.92, 0.93, 0.94)));
        text.Should()
            .Contain(
                "\nRecorded trainings of the changed claims:\n\n- m: Cpu, seeds 1-5, recorded 2026-01-02 (was: Cpu, seeds 1-4, recorded 2026-01-02; 2 changed claims)\n"
            );
        ChangesMarkdown.Of(Compare(Results("2", 0.9), Results("3", 0.9))).Should().NotContain("Baselines");
    }

    [Test]
    public void Seeds_recorded_again_with_other_values_are_named()
    {
        Check check = Made.Check("run:m/q", "~", "0.99", 0.005);
        ClaimResult[] Recorded(double first) =>
            [new(Made.Claim("one", check), Judge.Decide(check, Made.Seeds(first, 0.91, 0.92, 0.93, 0.94), null))];

        ChangesMarkdown
            .Of(Compare(Recorded(0.9), Recorded(0.89)))
            .Should()
            .Contain("- m: Cpu, seeds 1-5, recorded 2026-01-02 (was: the same seeds with other results; 1 changed claim)\n");
    }

    [Test]
    public void A_new_claim_changes_no_baseline()
    {
        Check check = Made.Check("run:m/q", "~", "0.99", 0.005);
        ClaimResult result = new(Made.Claim("one", check), Judge.Decide(check, Made.Seeds(0.9, 0.91, 0.92, 0.93, 0.94), null));

        Compare([], [result]).Baselines.Should().BeEmpty();
    }

    [Test]
    public void A_comparison_counts_for_the_run_whose_own_claims_changed()
    {
        Check own = Made.Check("run:m/q", "~", "0.99", 0.005);
        Check pair = Made.Check("run:other/q", ">", "run:m/q", null);
        Measurement.Seeds other = Made.Seeds(0.95, 0.96, 0.97, 0.98, 0.99);
        ClaimResult[] Recorded(params double[] values) =>
            [
                new(Made.Claim("own", own), Judge.Decide(own, Made.Seeds(5, ("Cpu", values)), null)),
                new(Made.Claim("pair", pair), Judge.Decide(pair, other, Made.Seeds(5, ("Cpu", values)))),
            ];

        string text = ChangesMarkdown.Of(Compare(Recorded(0.9, 0.91, 0.92, 0.93, 0.94), Recorded()));

        text.Should()
            .Contain("\n- m: none of the present configuration (was: Cpu, seeds 1-5, recorded 2026-01-02; 2 changed claims)\n")
            .And.NotContain("- other");
    }

    [Test]
    public void Claims_that_came_and_went_are_said()
    {
        ClaimResult[] all = Results("2", 0.9);

        Compare(all[..1], all).Headline.Should().Contain("1 new -> Refuted");
        Compare(all, all[..1]).Headline.Should().Contain("1 Refuted -> removed");
    }

    [Test]
    public void Results_of_version_1_are_compared_too()
    {
        ClaimResult[] results = Results("2", 0.9);
        string text = JsonReport.Of(new VerificationReport(results)).Replace("\"backend\":", "\"engine\":", StringComparison.Ordinal);
        JsonNode old = JsonNode.Parse(text)!;
        old["schema_version"] = 1;
        File.WriteAllText(_folder.File("old.json"), old.ToJsonString());

        text.Should().Contain("\"engine\":");
        new ClaimChanges(EarlierResults.Read(_folder.File("old.json")), results).Changes.Should().BeEmpty();
    }

    [TestCase("{", "*cannot be read*")]
    [TestCase("{\"schemaVersion\": 99, \"results\": []}", "*format version 99*")]
    [TestCase("{\"schemaVersion\": 1, \"results\": [null]}", "*")]
    [TestCase("{\"schemaVersion\": 1}", "*cannot be read*")]
    public void A_damaged_file_is_refused(string text, string message)
    {
        File.WriteAllText(_folder.File("old.json"), text);

        FluentActions.Invoking(() => EarlierResults.Read(_folder.File("old.json"))).Should().Throw<InputException>().WithMessage(message);
    }

    [Test]
    public void Nobody_is_called_and_no_row_is_broken_by_what_a_claim_says() =>
        ChangesMarkdown.Cell("a|b\n@someone <img>").Should().Be("a\\|b @\u200bsomeone \\<img\\>");

    private ClaimChanges Compare(ClaimResult[] old, ClaimResult[] now)
    {
        string file = _folder.File("old.json");
        File.WriteAllText(file, JsonReport.Of(new VerificationReport(old)));
        return new ClaimChanges(EarlierResults.Read(file), now);
    }

    private static ClaimResult[] Results(string measured, double mean) =>
        [
            new(
                Made.Claim("count", Made.Check("model:m/q", "=", "2", null, ExpectedVerdict.Holds)),
                new Finding(measured == "2" ? Verdict.Reproduced : Verdict.Refuted, measured, "counted")
            ),
            new(
                Made.Claim("seeds", Made.Check("run:m/q", "~", "0.99", 0.005, ExpectedVerdict.Open)),
                Judge.Decide(Made.Check("run:m/q", "~", "0.99", 0.005), Made.Seeds(5, ("Cpu", [mean, mean, mean, mean, mean])), null)
            ),
        ];
}
