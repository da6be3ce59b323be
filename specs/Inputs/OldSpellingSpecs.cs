using Repro.Inputs;
using Repro.Reports.Changes;

namespace Repro.Specs.Inputs;

[Category("Fast")]
internal sealed class OldSpellingSpecs
{
    [Test]
    public void Results_that_an_earlier_version_wrote_are_read()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(
            folder.File("old.json"),
            """{ "schemaVersion": 1, "results": [ { "claim": { "id": "a" }, "verdict": "notRun" }, { "claim": { "id": "b" }, "verdict": "reproduced", "measured": "2" } ] }"""
        );

        IReadOnlyDictionary<string, EarlierResult> results = EarlierResults.Read(folder.File("old.json"));

        results["a"].Verdict.Should().Be(Repro.Claims.Verdict.NotRun);
        results["b"].Measured.Should().Be("2");
    }

    [Test]
    public void A_text_of_the_present_version_is_left_alone()
    {
        const string Text = """{"schema_version":1,"someKey":"notRun"}""";

        OldSpelling.ToPresent(Text, "f", "a file", "").Should().BeSameAs(Text);
        OldSpelling
            .ToPresent("""{"schemaVersion":1,"notDrawn":[{"fileName":"aB"}]}""", "f", "a file", "")
            .Should()
            .Be("""{"schema_version":1,"not_drawn":[{"file_name":"aB"}]}""");
    }
}
