using System.Text.Json;
using Repro.Bench.ImportScore;
using Repro.Claims;
using Repro.Import.Statements;

namespace Repro.Specs.Import;

/// <summary>How the score of imports pairs drafted statements with expected claims.</summary>
[Category("Fast")]
internal sealed class ScoreSpecs
{
    [TestCase("cell 8", "accuracy", "=", "0.97", true)]
    [TestCase("cell 7", "accuracy", "=", "0.97", false)]
    [TestCase("cell 8 output", "accuracy", "=", "0.97", false)]
    [TestCase("line 3", "accuracy", "=", "0.97", false)]
    [TestCase("cell 8", "loss", "=", "0.97", false)]
    [TestCase("cell 8", "accuracy", "about", "0.97", false)]
    [TestCase("cell 8", "accuracy", "=", "0.971", false)]
    [TestCase("cell 8", "accuracy", "=", "\"0.97\"", false)]
    [TestCase("cell 8", "accuracy", "=", "[0.97, 0.98]", false)]
    public void A_statement_is_a_claim_of_the_same_place_kind_relation_and_value(
        string at,
        string kind,
        string relation,
        string value,
        bool same
    ) => ClaimMatch.Is(Stated(new StatedValue.Number(0.97, 2), new Place(8, 3)), Claim(at, kind, relation, value)).Should().Be(same);

    [TestCase("line 12", true)]
    [TestCase("line 10-14", true)]
    [TestCase("lines 13-20", false)]
    [TestCase("cell 12", false)]
    public void Lines_of_a_text_without_cells_overlap(string at, bool same) =>
        ClaimMatch.Is(Stated(new StatedValue.Number(0.97, 2), new Place(null, 12)), Claim(at, "accuracy", "=", "0.97")).Should().Be(same);

    [TestCase("cell 4 output", true)]
    [TestCase("cell 4 output row conv2d", true)]
    [TestCase("cell 4 output row conv2d_1", false)]
    [TestCase("cell 4", false)]
    public void A_row_of_a_table_is_found_by_its_layer(string at, bool same)
    {
        Statement row = Stated(new StatedValue.Axes([null, 26, 26, 32]), new Place(4, 9)) with
        {
            Origin = Origin.Output,
            Kind = StatementKind.LayerShape,
            Topic = new Topic { Layer = "conv2d" },
        };

        ClaimMatch.Is(row, Claim(at, "layer_shape", "=", "\"(None, 26, 26, 32)\"")).Should().Be(same);
    }

    [Test]
    public void Ranges_are_compared_by_both_ends()
    {
        Statement span = Stated(new StatedValue.Span(0.7, 0.72, 2), new Place(8, 1)) with { Relation = Relation.In };

        ClaimMatch.Is(span, Claim("cell 8", "accuracy", "range", "[0.7, 0.72]")).Should().BeTrue();
        ClaimMatch.Is(span, Claim("cell 8", "accuracy", "range", "[0.7, 0.73]")).Should().BeFalse();
    }

    [Test]
    public void Each_claim_and_each_statement_counts_once()
    {
        Statement statement = Stated(new StatedValue.Number(0.97, 2), new Place(8, 3));
        ExpectedClaim claim = Claim("cell 8", "accuracy", "=", "0.97");

        Tally.Of([claim], [statement, statement]).Found.Should().ContainSingle();
        Tally.Of([claim, claim], [statement]).Found.Should().ContainSingle();
        Tally.Of([claim, claim], [statement, statement]).Found.Should().HaveCount(2);
        Tally.Of([claim], []).Found.Should().BeEmpty();
    }

    [Test]
    public void Tallies_are_added()
    {
        Statement statement = Stated(new StatedValue.Number(0.97, 2), new Place(8, 3));
        Tally sum = new();
        sum.Add(Tally.Of([Claim("cell 8", "accuracy", "=", "0.97")], [statement]));
        sum.Add(Tally.Of([Claim("cell 9", "accuracy", "=", "0.97")], [statement]));

        (sum.Expected.Count, sum.Drafted.Count, sum.Found.Count).Should().Be((2, 2, 1));
    }

    private static Statement Stated(StatedValue value, Place place) =>
        new(place, Origin.Prose, StatementKind.Accuracy, Relation.Equal, value, new Topic(), "words");

    private static ExpectedClaim Claim(string at, string kind, string relation, string value) =>
        ExpectedClaim.Read(
            JsonDocument
                .Parse(
                    $$"""{"n": 1, "at": "{{at}}", "quote": "words", "value": {{value}}, "kind": "{{kind}}", "relation": "{{relation}}"}"""
                )
                .RootElement
        );
}
