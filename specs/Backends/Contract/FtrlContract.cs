using System.Text.Json;
using Repro.Backends;
using Repro.Inputs;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Runs;
using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.Contract;

/// <summary>
/// Ftrl with <c>beta</c> and <c>l2_shrinkage_regularization_strength</c> on every backend, against <c>make_ftrl.py</c> of
/// <c>fixtures/keras</c>, which computes TensorFlow's formula in float64.
/// </summary>
internal abstract class FtrlContract : BackendContract
{
    private const int Steps = 20;
    private const int Inputs = 4;
    private const int Outputs = 3;
    private const int Samples = 5;

    private static readonly JsonElement Oracle = Fixture.Json("keras", "ftrl.json");

    private static IEnumerable<string> Cases => Oracle.EnumerateObject().Select(property => property.Name);

    [TestCaseSource(nameof(Cases))]
    public void Twenty_steps_follow_the_formula_of_TensorFlow(string name)
    {
        JsonElement oracle = Oracle.GetProperty(name);
        CompileOptions options = new(
            new Loss("mean_squared_error"),
            OptimizerReader.Read(new JsonFields("ftrl.json", oracle.GetProperty("optimizer"))).ToOptimizer()
        );
        Model model = ModelBuilder.Sequential("linear", new Shape(Inputs)).Add(new Dense(Outputs) { Name = "dense" }).Build();
        using INetwork network = Backend.Build(model, options);
        SeededInputs.FillWeights(network);
        double[] losses = oracle.Doubles("losses");
        losses.Should().HaveCount(Steps);
        for (int step = 0; step < Steps; step++)
        {
            BatchResult result = network.TrainOnBatch(
                SeededInputs.Tensor(1000 + step, -1, 1, Samples, Inputs),
                SeededInputs.Tensor(2000 + step, -1, 1, Samples, Outputs),
                new SeededMasks(step)
            );
            Closeness.ShouldBeCloseLoss(result.Loss, losses[step], $"the loss of step {step}");
        }

        for (int tensor = 0; tensor < network.Weights.Count; tensor++)
        {
            string path = network.Weights[tensor].Path;
            Closeness.ShouldBeClose(Read(network, path), Of(oracle, "weights", tensor), path);
            Closeness.ShouldBeClose(ReadState(network, path), Of(oracle, "accumulator", tensor), $"the accumulator of {path}");
            float[] linear = new float[network.Weights[tensor].Spec.Elements];
            network.ReadOptimizerState(path, linear, slot: 1);
            Closeness.ShouldBeClose(linear, Of(oracle, "linear", tensor), $"the linear term of {path}");
        }
    }

    private static double[] Of(JsonElement oracle, string key, int tensor) =>
        [.. oracle.GetProperty(key)[tensor].EnumerateArray().Select(value => value.GetDouble())];
}
