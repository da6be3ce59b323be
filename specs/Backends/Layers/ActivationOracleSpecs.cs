using System.Text.Json;
using Repro.Backends.Cpu.Kernels;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Specs.Oracles;
using Repro.Specs.TensorFlow;

namespace Repro.Specs.Backends.Layers;

/// <summary>Every activation at 41 points, kinks included, with the derivative that Keras trains with.</summary>
internal abstract class ActivationOracle
{
    // What is not an activation by its name: layers with default settings, what needs arguments. Keras 3.15 computes sparsemax wrongly.
    private static readonly string[] NotNamed =
    [
        "LeakyReLU",
        "PReLU",
        "ELU",
        "ReLU",
        "Softmax",
        "ThresholdedReLU",
        "sparsemax",
        "threshold",
    ];

    private static readonly JsonElement Oracle = Fixture.Json("keras", "activations.json");

    private static readonly Dictionary<string, Layer> WithArguments = new()
    {
        ["gelu(approximate=True)"] = new ActivationLayer(Activation.GeluTanh) { Name = "layer" },
        ["relu(slope=0.1, max_value=4, threshold=1)"] = new ReLU
        {
            Name = "layer",
            NegativeSlope = 0.1f,
            MaxValue = 4,
            Threshold = 1,
        },
        ["elu(alpha=0.5)"] = new ELU(0.5f) { Name = "layer" },
    };

    private static IEnumerable<object[]> Cases =>
        from each in Oracle.GetProperty("activations").EnumerateObject()
        where !NotNamed.Contains(each.Name) && !each.Name.StartsWith("threshold(", StringComparison.Ordinal)
        from keras3 in new[] { false, true }
        where keras3 ? Has(each.Value, "keras3", "value") : each.Value.TryGetProperty("value", out _)
        select new object[] { each.Name, keras3 };

    private protected abstract LayerPass.Backend Backend { get; }

    [TestCaseSource(nameof(Cases))]
    public void An_activation_gives_what_Keras_gives(string name, bool keras3)
    {
        JsonElement oracle = Oracle.GetProperty("activations").GetProperty(name);
        if (keras3)
        {
            oracle = oracle.GetProperty("keras3");
        }

        float[] points = [.. Oracle.Doubles("points").Select(point => (float)point)];
        // glu halves what it gets: the last of the 41 points is left out.
        if (name == "glu")
        {
            points = points[..^1];
        }

        Layer layer = WithArguments.GetValueOrDefault(name) ?? new ActivationLayer(Named(name, keras3)) { Name = "layer" };
        Model model = ModelBuilder.Sequential(name, new Shape(points.Length)).Add(layer).Build();

        float[] seed = oracle.TryGetProperty("vector", out _)
            ? SeededInputs.Values(3100, oracle.Doubles("value").Length, -1, 1)
            : [.. points.Select(_ => 1f)];

        LayerPass pass = Backend(model, points, 1, _ => [], seed, training: false);

        Closeness.ShouldBeCloseLayer(pass.Output, oracle.Doubles("value"), "the value");
        Closeness.ShouldBeCloseLayer(pass.InputGradient!, oracle.Doubles("derivative"), "the derivative");
    }

    private static bool Has(JsonElement element, string first, string second) =>
        element.TryGetProperty(first, out JsonElement inner) && inner.TryGetProperty(second, out _);

    private static Activation Named(string name, bool keras3)
    {
        Activations.TryParse(name, keras3, out Activation function).Should().BeTrue("{0} is an activation of Keras", name);
        return function;
    }
}

[Category("Fast")]
internal sealed class CpuActivationOracleSpecs : ActivationOracle
{
    private protected override LayerPass.Backend Backend => LayerPass.Cpu(new ReferenceKernels());
}

[Category("TensorFlow")]
[NonParallelizable]
internal sealed class TensorFlowActivationOracleSpecs : ActivationOracle
{
    private protected override LayerPass.Backend Backend => LayerPass.TensorFlow(Library.Require());
}
