using System.Text.Json;
using Repro.Keras.Layers;
using Repro.Models;
using Repro.Specs.Oracles;
using Repro.Training.Weights;

namespace Repro.Specs.Training;

/// <summary>Initializers against the rules that real Keras follows: limits, deviations and fans.</summary>
[Category("Fast")]
internal sealed class InitializerSpecs
{
    // A standard deviation of n numbers strays by about 1 / sqrt(2 n): of the 14,400 of the smallest kernel here by 0.6 %. Five times that
    // is allowed.
    private const double OfDeviation = 0.03;

    private static readonly JsonElement Oracle = Fixture
        .Json("keras", "weight-rules.json")
        .GetProperty("initializers")
        .GetProperty("initializers");

    private static readonly Dictionary<string, int[]> Kernels = new()
    {
        ["Dense"] = [500, 400],
        ["Conv2D"] = [3, 5, 60, 80],
        ["DepthwiseConv2D"] = [5, 5, 200, 20],
        ["SeparableConv2D depthwise"] = [5, 5, 200, 10],
        ["SeparableConv2D pointwise"] = [1, 1, 600, 80],
        ["Conv2DTranspose"] = [3, 5, 80, 60],
    };

    private static IEnumerable<object[]> Scaled =>
        from name in new[] { "glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_uniform", "lecun_normal" }
        from kernel in Kernels.Keys
        select new object[] { name, kernel };

    [TestCaseSource(nameof(Scaled))]
    public void A_variance_follows_from_the_kernels_shape(string name, string kernel)
    {
        JsonElement oracle = Oracle.GetProperty(name).GetProperty("layers").GetProperty(kernel);
        float[] values = Draw($"\"{name}\"", Kernels[kernel]);

        Deviation(values)
            .Should()
            .BeApproximately(oracle.GetProperty("stddev").GetDouble(), OfDeviation * oracle.GetProperty("stddev").GetDouble());
        double limit = oracle.GetProperty("limit").GetDouble();
        values.Max(Math.Abs).Should().BeLessThanOrEqualTo((float)(limit * (1 + 1e-6))).And.BeGreaterThan((float)(0.98 * limit));
    }

    [TestCase("\"random_normal\"", 0.05, 0.3)]
    [TestCase("\"random_uniform\"", 0.0288675, 0.05)]
    [TestCase("\"truncated_normal\"", 0.04398, 0.1)]
    [TestCase(
        "{\"class_name\": \"VarianceScaling\", \"config\": {\"scale\": 2.0, \"mode\": \"fan_out\", \"distribution\": \"untruncated_normal\"}}",
        0.0707107,
        0.4
    )]
    [TestCase("{\"class_name\": \"Constant\", \"config\": {\"value\": 0.3}}", 0, 0.3)]
    [TestCase("\"zeros\"", 0, 0)]
    public void Numbers_are_distributed_as_the_rule_says(string initializer, double deviation, double most)
    {
        float[] values = Draw(initializer, [500, 400]);

        Deviation(values).Should().BeApproximately(deviation, OfDeviation * deviation);
        values.Max(Math.Abs).Should().BeLessThanOrEqualTo((float)(most * (1 + 1e-6)));
    }

    [TestCase(new[] { 300, 40 })]
    [TestCase(new[] { 40, 300 })]
    [TestCase(new[] { 3, 3, 20, 64 })]
    public void Rows_or_columns_are_orthogonal(int[] shape)
    {
        float[] values = Draw("{\"class_name\": \"Orthogonal\", \"config\": {\"gain\": 1.5}}", shape);
        int columns = shape[^1];
        int rows = values.Length / columns;
        bool tall = rows >= columns;
        double Product(int one, int other) =>
            tall
                ? Enumerable.Range(0, rows).Sum(row => (double)values[row * columns + one] * values[row * columns + other])
                : Enumerable.Range(0, columns).Sum(column => (double)values[one * columns + column] * values[other * columns + column]);

        for (int one = 0; one < Math.Min(rows, columns); one += 7)
        {
            Product(one, one).Should().BeApproximately(2.25, 1e-5);
            for (int other = 0; other < one; other += 3)
            {
                Product(one, other).Should().BeApproximately(0, 1e-5);
            }
        }
    }

    [Test]
    public void The_identity_has_its_gain_on_the_diagonal() =>
        Draw("{\"class_name\": \"Identity\", \"config\": {\"gain\": 2.0}}", [2, 3]).Should().Equal(2, 0, 0, 0, 2, 0);

    [Test]
    public void An_LSTM_starts_to_forget_nothing() =>
        WeightInitializer
            .Draw(new FlatWeight("lstm/bias", new WeightSpec("bias", [8], new Initializer.ForgetOnes()), true), 1)
            .Should()
            .Equal(0, 0, 1, 1, 0, 0, 0, 0);

    private static float[] Draw(string initializer, int[] shape)
    {
        using JsonDocument document = JsonDocument.Parse(initializer);
        Initializer made = Initializers.Of(document.RootElement)!;
        return WeightInitializer.Draw(new FlatWeight("layer/kernel", new WeightSpec("kernel", shape, made), true), seed: 1);
    }

    private static double Deviation(float[] values)
    {
        double mean = values.Average(value => (double)value);
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length);
    }
}
