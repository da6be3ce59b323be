using System.Text.Json;
using Repro.Models;
using static Repro.Specs.Models.Summaries.Described;

namespace Repro.Specs.Models.Summaries;

/// <summary>Totals against those that versions of Keras printed after ways of freezing a base (<c>fixtures/keras/freezing.json</c>).</summary>
[Category("Fast")]
public class FreezingTotalSpecs
{
    private static readonly JsonDocument Fixture = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("fixtures", "keras", "freezing.json")));

    // How each way leaves the flags of the base and of its two layers, and how many weights the last compile() found trainable.
    private static readonly (string Way, bool Base, bool Lower, bool Upper, long Compiled)[] Ways =
    [
        ("control", true, true, true, 453),
        ("chapter", false, true, true, 201),
        ("frozen-before-add", false, true, true, 201),
        ("frozen-after-compile", false, true, true, 453),
        ("frozen-after-compile-recompiled", false, true, true, 201),
        ("chapter-fine-tuning", true, false, true, 285),
        ("fine-tuning-not-recompiled", true, false, true, 201),
        ("fine-tuning-base-left-frozen", false, false, true, 201),
        ("inner-layers-frozen", true, false, false, 201),
    ];

    private static IEnumerable<TestCaseData> All =>
        from way in Ways
        from result in Fixture.RootElement.EnumerateArray().Single(entry => entry.GetProperty("name").GetString() == way.Way).GetProperty("results").EnumerateArray()
        from version in result.GetProperty("versions").EnumerateArray()
        select new TestCaseData(way.Way, version.GetString(), result.GetProperty("summary").EnumerateArray().Select(number => number.GetInt64()).ToArray());

    [TestCaseSource(nameof(All))]
    public void Counts_what_the_version_counted(string way, string version, long[] totals)
    {
        (_, bool whole, bool lower, bool upper, long compiled) = Ways.Single(known => known.Way == way);
        SummaryModel model = new("base", SummaryKind.Functional,
        [
            Layer("lower", "Conv2D", [4]) with { Weights = [new SummaryWeight(168)], Trainable = lower },
            Layer("block5_conv1", "Conv2D", [4]) with { Weights = [new SummaryWeight(84)], Trainable = upper },
        ]);
        SummaryModel described = new("sequential_1", SummaryKind.Sequential,
        [
            Nested(model, [4]) with { Trainable = whole },
            Layer("dense_a", "Dense", [4]) with { Weights = [new SummaryWeight(201)] },
        ])
        {
            CompiledTrainable = compiled,
        };

        KerasTable.Print(described, KerasVersion.Parse(version)).Text.Should().Contain(
            $"Total params: {totals[0]}\nTrainable params: {totals[1]}\nNon-trainable params: {totals[2]}\n");
    }

    // A functional model keeps what compile() collected since 2.0.9 already.
    [TestCase("2.0.8", 58)]
    [TestCase("2.0.9", 98)]
    public void A_functional_model_counts_twice_from_2_0_9_on(string version, int total)
    {
        SummaryModel model = new("m", SummaryKind.Functional,
        [
            Input("i", 4), Dense("body", 4, 8, From("i")) with { Trainable = false }, Dense("head", 8, 2, From("body")),
        ])
        {
            CompiledTrainable = 58,
        };

        KerasTable.Print(model, KerasVersion.Parse(version)).Text.Should().Contain($"Total params: {total}\n");
    }
}
