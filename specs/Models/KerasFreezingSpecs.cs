using System.Text.Json;
using Repro.Models;
using Repro.Models.Counting;
using Repro.Specs.Oracles;

namespace Repro.Specs.Models;

/// <summary>Which weights Keras counts as trainable and which it trains, against eight versions of Keras that were executed.</summary>
[Category("Fast")]
internal sealed class KerasFreezingSpecs
{
    private static readonly JsonElement[] Cases = [.. Fixture.Json("keras", "freezing.json").EnumerateArray()];

    public static IEnumerable<TestCaseData> Executed =>
        from found in Cases
        from result in found.GetProperty("results").EnumerateArray()
        from version in result.GetProperty("versions").EnumerateArray()
        select new TestCaseData(found.GetProperty("name").GetString(), version.GetString(), result).SetArgDisplayNames(
            found.GetProperty("name").GetString()!,
            version.GetString()!
        );

    [Test]
    public void Seventeen_ways_of_freezing_were_executed_under_eight_versions() =>
        Executed
            .GroupBy(data => data.Arguments[0])
            .Select(versions => versions.Count())
            .Should()
            .HaveCount(17)
            .And.OnlyContain(count => count == 8);

    [TestCaseSource(nameof(Executed))]
    public void Counts_and_trains_what_Keras_does(string name, string version, JsonElement found)
    {
        FreezingCase model = FreezingCase.Of(name);
        KerasVersion keras = KerasVersion.Parse(version);

        string[] all = Names(FlattenedModel.Of(model.Now).Weights);
        string[] changed = Names(KerasFreezing.Trained(model.Compiled, keras));

        all.Should().HaveCount(found.GetProperty("weights").GetInt32());
        KerasFreezing.Counted(model.Now).Should().HaveCount(found.GetProperty("counted").GetInt32());
        changed.Should().Equal(Changed(found.GetProperty("changed"), all));
    }

    [TestCaseSource(nameof(Executed))]
    public void Parameters_are_those_of_Kerass_summary(string name, string version, JsonElement found)
    {
        FreezingCase model = FreezingCase.Of(name);
        ParameterCounts now = ParameterCounts.Of(model.Now);

        // From 2.2 on a Sequential's summary shows what was collected when it was compiled, and sums up from there.
        ParameterCounts trainable = KerasVersion.Parse(version) >= new KerasVersion(2, 2) ? ParameterCounts.Of(model.Compiled) : now;

        int[] summary = [.. found.GetProperty("summary").EnumerateArray().Select(number => number.GetInt32())];
        summary.Should().Equal((int)(trainable.Trainable + now.NonTrainable), (int)trainable.Trainable, (int)now.NonTrainable);
    }

    private static string[] Changed(JsonElement changed, string[] all) =>
        changed.ValueKind == JsonValueKind.Array ? [.. changed.EnumerateArray().Select(name => name.GetString()!)]
        : changed.GetString() == "all" ? all
        : [];

    // Keras names a weight by its own layer alone.
    private static string[] Names(IEnumerable<FlatWeight> weights) =>
        [.. weights.Select(weight => string.Join('/', weight.Path.Split('/')[^2..]))];
}
