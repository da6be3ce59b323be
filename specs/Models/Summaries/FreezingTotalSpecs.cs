using System.Text.Json;
using Repro.Models;
using Repro.Models.Counting;
using Repro.Models.Summaries;
using Repro.Models.Summaries.Description;
using static Repro.Specs.Models.Summaries.Described;

namespace Repro.Specs.Models.Summaries;

/// <summary>Totals against those that eight versions of Keras printed after 17 ways of freezing a base.</summary>
[Category("Fast")]
internal sealed class FreezingTotalSpecs
{
    [TestCaseSource(typeof(KerasFreezingSpecs), nameof(KerasFreezingSpecs.Executed))]
    public void Counts_what_the_version_counted(string name, string version, JsonElement found)
    {
        FreezingCase model = FreezingCase.Of(name);
        SummaryModel described = SummaryDescription.Of(model.Now) with { CompiledTrainable = ParameterCounts.Of(model.Compiled).Trainable };

        int[] totals = [.. found.GetProperty("summary").EnumerateArray().Select(number => number.GetInt32())];
        KerasTable
            .Print(described, KerasVersion.Parse(version))
            .Text.Should()
            .Contain($"Total params: {totals[0]}\nTrainable params: {totals[1]}\nNon-trainable params: {totals[2]}\n");
    }

    // A functional model keeps what compile() collected since 2.0.9 already.
    [TestCase("2.0.8", 58)]
    [TestCase("2.0.9", 98)]
    public void A_functional_model_counts_twice_from_2_0_9_on(string version, int total)
    {
        SummaryModel model = new(
            "m",
            SummaryKind.Functional,
            [Input("i", 4), Dense("body", 4, 8, From("i")) with { Trainable = false }, Dense("head", 8, 2, From("body"))]
        )
        {
            CompiledTrainable = 58,
        };

        KerasTable.Print(model, KerasVersion.Parse(version)).Text.Should().Contain($"Total params: {total}\n");
    }
}
