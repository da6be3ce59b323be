using System.Text.Json;
using Repro.Losses;
using Repro.Specs.Oracles;

namespace Repro.Specs.Losses;

/// <summary>Losses for evaluation against those that Keras 2.15 and Keras 3 gave in float64, extremes included.</summary>
[Category("Fast")]
public sealed class KerasLossSpecs
{
    private static readonly JsonElement Expected = Fixture.Json("keras", "losses.json");

    private static IEnumerable<TestCaseData> Cases()
    {
        foreach (JsonProperty given in Expected.EnumerateObject())
        {
            if (KerasLoss.NameOf(given.Value.GetProperty("loss").GetString()!) is null) continue;
            yield return new TestCaseData(given.Name, false);
            if (given.Value.GetProperty("keras3").ValueKind == JsonValueKind.Object) yield return new TestCaseData(given.Name, true);
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void Every_sample_has_the_loss_that_Keras_gave(string name, bool keras3)
    {
        JsonElement given = Expected.GetProperty(name);
        JsonElement arguments = given.GetProperty("arguments");
        KerasLoss loss = new(KerasLoss.NameOf(given.GetProperty("loss").GetString()!)!)
        {
            FromLogits = arguments.TryGetProperty("from_logits", out JsonElement logits) && logits.GetBoolean(),
            LabelSmoothing = arguments.TryGetProperty("label_smoothing", out JsonElement smoothing) ? smoothing.GetDouble() : 0,
            Delta = arguments.TryGetProperty("delta", out JsonElement delta) ? delta.GetDouble() : 1,
            AddsEpsilon = !keras3,
        };
        double[] expected = (keras3 ? given.GetProperty("keras3") : given).GetProperty("float64").Doubles("values");
        JsonElement[] truths = [.. given.GetProperty("y_true").EnumerateArray()];
        JsonElement[] outputs = [.. given.GetProperty("y_pred").EnumerateArray()];

        for (int sample = 0; sample < expected.Length; sample++)
        {
            double[] output = [.. outputs[sample].EnumerateArray().Select(value => value.GetDouble())];
            loss.OfOutputs()(Truth(truths[sample], output.Length), output).Should().BeApproximately(expected[sample], 1e-12 * Math.Max(1, Math.Abs(expected[sample])), "sample {0}", sample);
        }
    }

    [Test]
    public void All_losses_have_a_case() =>
        Cases().Select(given => KerasLoss.NameOf(Expected.GetProperty((string)given.Arguments[0]!).GetProperty("loss").GetString()!)).Distinct().Should().BeEquivalentTo(KerasLoss.Names);

    [TestCase("mse", "mean_squared_error")]
    [TestCase("kullback_leibler_divergence", "kl_divergence")]
    [TestCase("Huber", "huber")]
    [TestCase("my_loss", null)]
    public void Other_names_are_known(string name, string? function) => KerasLoss.NameOf(name).Should().Be(function);

    // A sparse label is the number of its class.
    private static double[] Truth(JsonElement truth, int classes) => truth.ValueKind == JsonValueKind.Array
        ? [.. truth.EnumerateArray().Select(value => value.GetDouble())]
        : [.. Enumerable.Range(0, classes).Select(index => index == truth.GetInt32() ? 1.0 : 0)];
}
