using System.Globalization;
using System.Text.Json;
using Repro.Claims;
using Repro.Reports;
using Repro.Specs.Claims;
using Spectre.Console;

namespace Repro.Specs.Reports;

[Category("Fast")]
internal sealed class ReportSpecs
{
    private static readonly string[] Cultures = ["", "en-US", "ru-RU", "de-DE"];

    [TestCaseSource(nameof(Cultures))]
    public void The_console_shows_the_same_under_every_culture(string culture) => Console(culture).Should().Be(Console(""));

    [TestCaseSource(nameof(Cultures))]
    public void So_does_JSON(string culture) => Under(culture, () => JsonReport.Of(Report())).Should().Be(JsonReport.Of(Report()));

    [Test]
    public void The_table_counts_by_document_and_tier() =>
        Console("")
            .Should()
            .MatchRegex(@"003 +\| fast +\| +6 \| +1 \| +3 \| +1 \| +1 \| +\. \|")
            .And.MatchRegex(@"003 +\| prose +\| +1 \|");

    [Test]
    public void A_disagreement_is_shown_in_full() =>
        Console("")
            .Should()
            .Contain("1 verdict contradicts the expected verdict")
            .And.ContainAll(
                "document-003:7 wrong: Refuted (expected: holds, which this contradicts)",
                "claim      model:m/q = 2",
                "measured   0.5",
                "because    counted"
            );

    [Test]
    public void Recorded_evidence_is_marked_with_date_seeds_and_backend() =>
        Console("").Should().Contain("m: Cpu, recorded 2026-01-02, seeds 1-5 of 10 declared, 1 claim");

    [Test]
    public void What_was_not_run_says_what_is_missing_and_the_remedy() =>
        Console("").Should().Contain("1 claim; remedy: fetch it").And.Contain("the data set mnist (1)");

    [Test]
    public void Statements_with_markup_characters_are_shown_as_they_are() => Console("").Should().Contain("[bold]contradicts[/]");

    [Test]
    public void Statements_of_a_group_stand_side_by_side_and_where_some_are_not_shown_it_says_so() =>
        Console("")
            .ReplaceLineEndings("\n")
            .Should()
            .Contain("  C01\n    Reproduced    document-003:7 right: ")
            .And.Contain("  C02 (1 of 2 claims)\n    Reproduced ")
            .And.Contain("`repro claims --group NAME` lists all claims of a group.");

    [Test]
    public void JSON_has_a_schema_version_and_each_claim()
    {
        using JsonDocument json = JsonDocument.Parse(JsonReport.Of(Report()));

        json.RootElement.GetProperty("schema_version").GetInt32().Should().Be(JsonReport.SchemaVersion);
        json.RootElement.GetProperty("disagreements").GetInt32().Should().Be(1);
        JsonElement seeds = json
            .RootElement.GetProperty("results")
            .EnumerateArray()
            .Single(result => result.GetProperty("claim").GetProperty("id").GetString() == "seeds");
        seeds.GetProperty("verdict").GetString().Should().Be("inconclusive");
        seeds.GetProperty("evidence")[0].GetProperty("recorded").GetString().Should().Be("2026-01-02");
    }

    [Test]
    public void The_table_fits_a_terminal_of_80_columns()
    {
        string[] table = [.. Console("", width: 80).Split('\n').Where(line => line.StartsWith('|'))];

        table
            .Should()
            .OnlyContain(line => line.TrimEnd().Length <= 80)
            .And.Contain(line => line.Contains("Inconcl.") && line.Contains("NotExec."));
        table.Should().Contain(line => line.Contains("| fast  |"), "no name is broken");
    }

    [Test]
    public void The_table_fits_a_terminal_of_60_columns()
    {
        string[] lines = Console("", width: 60).Split('\n');
        string[] table = [.. lines.Where(line => line.StartsWith('|'))];

        table.Should().OnlyContain(line => line.TrimEnd().Length <= 60).And.Contain(line => line.Contains("| Inc. | N.run | N.ex. |"));
        table.Should().Contain(line => line.Contains("| fast  |"), "no name is broken");
        table.Should().HaveCount(6, "no row is folded");
        lines.Should().Contain(line => line.Contains("Inc. Inconclusive, N.run NotRun, N.ex. NotExecutable"));
    }

    [Test]
    public void A_refuted_claim_that_the_book_holds_open_is_listed_as_such() =>
        Console("")
            .ReplaceLineEndings("\n")
            .Should()
            .Contain("Refuted, as expected\n  document-003:7 wrong-as-held: ")
            .And.Contain("Refuted; the expected verdict is open\n  document-003:7 wrong-and-open: ");

    [Test]
    public void Where_seeds_are_not_recorded_the_remedy_is_named()
    {
        Console("")
            .Should()
            .Contain(
                "    remedy: train the seeds that are not recorded (repro train m --seeds LIST), then record them (repro baseline accept m)"
            );
        Check check = Made.Check("run:m/q", "~", "0.99", 0.005);
        ClaimResult stale = new(Made.Claim("stale", check), Judge.Decide(check, Made.Seeds(5, ("Cpu", [])), null));
        ClaimResult decided = new(Made.Claim("decided", check), Judge.Decide(check, Made.Seeds(0.1, 0.5, 0.9, 0.2, 0.7), null));

        ClaimText
            .Full(stale)
            .Should()
            .ContainMatch("  remedy     train *")
            .And.ContainMatch("  evidence   Cpu, recorded 2026-01-02, none of 5 declared seeds: *");
        decided.Verdict.Should().Be(Verdict.Inconclusive);
        ClaimText.Remedy(decided).Should().BeNull("more of the same does not decide it");
    }

    [Test]
    public void A_claim_that_the_seeds_do_not_decide_is_listed_with_its_numbers()
    {
        Check check = Made.Check("run:m/q", "~", "0.99", 0.005);
        ClaimResult undecided = new(Made.Claim("undecided", check), Judge.Decide(check, Made.Seeds(0.1, 0.5, 0.9, 0.2, 0.7), null));

        Console("", 200, new VerificationReport([undecided], [undecided.Claim]))
            .Should()
            .Contain("undecided: run:m/q ~ 0.99 +- 0.005; measured 0.48 (s 0.335, 95 % of single runs ");
    }

    private static string Console(string culture, int width = 120, VerificationReport? report = null) =>
        Under(
            culture,
            () =>
            {
                using StringWriter output = new();
                IAnsiConsole console = AnsiConsole.Create(
                    new AnsiConsoleSettings
                    {
                        Ansi = AnsiSupport.No,
                        ColorSystem = ColorSystemSupport.NoColors,
                        Out = new AnsiConsoleOutput(output),
                    }
                );
                console.Profile.Width = width;
                console.Profile.Capabilities.Unicode = false;
                new ConsoleReport(console, report ?? Report()).Write(groups: true);
                return output.ToString();
            }
        );

    private static T Under<T>(string culture, Func<T> act)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            return act();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static VerificationReport Report()
    {
        Finding half = new(Verdict.Refuted, "0.5", "counted");
        Finding some = Judge.Decide(Made.Check("run:m/q", "~", "0.99", 0.005), Made.Seeds(10, ("Cpu", [0.9, 0.9, 0.9, 0.9, 0.9])), null);
        ClaimResult[] results =
        [
            Grouped(Result("right", half with { Verdict = Verdict.Reproduced }, "model:m/q", ExpectedVerdict.Holds), "C01", "C02"),
            Result("wrong", half, "model:m/q", ExpectedVerdict.Holds),
            Result("wrong-as-held", half, "model:m/q", ExpectedVerdict.Refuted),
            Result("wrong-and-open", half, "model:m/q", ExpectedVerdict.Open),
            Result("seeds", some, "run:m/q", ExpectedVerdict.Open),
            Result("missing", Finding.Missing("the data set mnist", "fetch it"), "data:mnist/q", ExpectedVerdict.Holds),
            new ClaimResult(
                Made.Claim("prose", null) with
                {
                    Groups = ["C01"],
                    Statement = "It [bold]contradicts[/] itself.",
                },
                new Finding(Verdict.NotExecutable, "", "prose")
            ),
        ];
        return new VerificationReport(
            results,
            [.. results.Select(result => result.Claim), Made.Claim("elsewhere", null) with { Groups = ["C02"] }]
        );
    }

    private static ClaimResult Grouped(ClaimResult result, params string[] groups) =>
        new(result.Claim with { Groups = groups }, result.Finding);

    private static ClaimResult Result(string id, Finding finding, string address, ExpectedVerdict standing) =>
        new(Made.Claim(id, Made.Check(address, "=", "2", null, standing)), finding);
}
