using System.Text.Json;
using Repro.Backends;
using Repro.Backends.Losses;
using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.Losses;

/// <summary>Losses and their gradients against those that Keras 2.15 and Keras 3 gave in float64, extremes included.</summary>
[Category("Fast")]
internal sealed class LossFormulaSpecs
{
    private const double Tolerance = 1e-12;

    private static readonly JsonElement Expected = Fixture.Json("keras", "losses.json");

    private static IEnumerable<TestCaseData> Cases()
    {
        foreach (JsonProperty given in Expected.EnumerateObject())
        {
            yield return new TestCaseData(given.Name, false);
            if (given.Value.GetProperty("keras3").ValueKind == JsonValueKind.Object)
            {
                yield return new TestCaseData(given.Name, true);
            }
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void Every_sample_has_the_loss_and_the_gradient_that_Keras_gave(string name, bool keras3)
    {
        JsonElement given = Expected.GetProperty(name);
        JsonElement arguments = given.GetProperty("arguments");
        Loss loss = new(Loss.NameOf(given.GetProperty("loss").GetString()!)!)
        {
            FromLogits = arguments.TryGetProperty("from_logits", out JsonElement logits) && logits.GetBoolean(),
            LabelSmoothing = arguments.TryGetProperty("label_smoothing", out JsonElement smoothing) ? smoothing.GetDouble() : 0,
            Delta = arguments.TryGetProperty("delta", out JsonElement delta) ? delta.GetDouble() : 1,
            Gamma = arguments.TryGetProperty("gamma", out JsonElement gamma) ? gamma.GetDouble() : 2,
            Alpha = arguments.TryGetProperty("alpha", out JsonElement alpha) ? alpha.GetDouble() : 0.25,
            BalancesClasses = arguments.TryGetProperty("apply_class_balancing", out JsonElement balances) && balances.GetBoolean(),
            AddsEpsilon = !keras3,
        };
        JsonElement results = (keras3 ? given.GetProperty("keras3") : given).GetProperty("float64");
        double[] expected = results.Doubles("values");
        JsonElement[] gradients = [.. results.GetProperty("gradient").EnumerateArray()];
        JsonElement[] truths = [.. given.GetProperty("y_true").EnumerateArray()];
        JsonElement[] outputs = [.. given.GetProperty("y_pred").EnumerateArray()];
        SampleLoss formula = LossFormulas.OfOutputs(loss);

        for (int sample = 0; sample < expected.Length; sample++)
        {
            double[] output = [.. outputs[sample].EnumerateArray().Select(value => value.GetDouble())];
            double[] truth = Truth(truths[sample], output.Length);
            double[] slopes = new double[output.Length];
            formula(truth, output, slopes)
                .Should()
                .BeApproximately(expected[sample], Tolerance * Math.Max(1, Math.Abs(expected[sample])), "sample {0}", sample);
            formula(truth, output, [])
                .Should()
                .Be(formula(truth, output, slopes), "sample {0}, whether or not the gradient is asked for", sample);
            double[] gradient = [.. gradients[sample].EnumerateArray().Select(value => value.GetDouble() * expected.Length)];
            for (int i = 0; i < slopes.Length; i++)
            {
                // A probability next to a bound loses digits: the sum of three is not exactly 1.
                slopes[i]
                    .Should()
                    .BeApproximately(gradient[i], 1e-9 * Math.Max(1, Math.Abs(gradient[i])), "sample {0}, output {1}", sample, i);
            }
        }
    }

    [Test]
    public void All_losses_have_a_case() =>
        Cases()
            .Select(given => Loss.NameOf(Expected.GetProperty((string)given.Arguments[0]!).GetProperty("loss").GetString()!))
            .Distinct()
            .Should()
            .BeEquivalentTo(Loss.Names);

    [TestCase("mse", "mean_squared_error")]
    [TestCase("kullback_leibler_divergence", "kl_divergence")]
    [TestCase("Huber", "huber")]
    [TestCase("my_loss", null)]
    public void Other_names_are_known(string name, string? function) => Loss.NameOf(name).Should().Be(function);

    // A sparse label is the number of its class.
    private static double[] Truth(JsonElement truth, int classes) =>
        truth.ValueKind == JsonValueKind.Array
            ? [.. truth.EnumerateArray().Select(value => value.GetDouble())]
            : [.. Enumerable.Range(0, classes).Select(index => index == truth.GetInt32() ? 1.0 : 0)];
}
