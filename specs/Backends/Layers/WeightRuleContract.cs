using System.Text.Json;
using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Backends.Optimizers;
using Repro.Models;
using Repro.Specs.Backends.Contract;
using Repro.Specs.Backends.TensorFlow;
using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.Layers;

/// <summary>Ten steps of SGD with penalties of weights and outputs, and with constraints, against real Keras in float64.</summary>
internal abstract class WeightRuleContract : BackendContract
{
    private const int Steps = 10;
    private const int Samples = 5;

    private static readonly JsonElement Oracle = Fixture.Json("keras", "weight-rules.json");

    [TestCase("regularized")]
    [TestCase("constrained")]
    public void Ten_steps_follow_Keras(string name)
    {
        JsonElement oracle = Oracle.GetProperty(name);
        Model model = KerasModel.Read(InFloat32(oracle.GetProperty("config")));
        using INetwork network = Seeded(model, new Sgd(0.1));
        double[] losses = oracle.Doubles("losses");
        losses.Should().HaveCount(Steps);
        for (int step = 0; step < Steps; step++)
        {
            BatchResult result = Step(network, step, Samples);
            Closeness.ShouldBeCloseLoss(result.Loss, losses[step], $"the loss of step {step}, penalties included");
            if (name == "regularized")
            {
                Closeness.ShouldBeCloseLoss(
                    result.LossSum / Samples,
                    oracle.Doubles("data_losses")[step],
                    $"the loss of step {step} alone"
                );
            }
        }

        JsonElement[] weights = [.. oracle.GetProperty("weights").EnumerateArray()];
        weights.Should().HaveCount(network.Weights.Count);
        for (int k = 0; k < weights.Length; k++)
        {
            Closeness.ShouldBeClose(Read(network, network.Weights[k].Path), weights[k].Doubles("values"), network.Weights[k].Path);
        }
    }

    private static JsonElement InFloat32(JsonElement config)
    {
        using JsonDocument document = JsonDocument.Parse(
            config.GetRawText().Replace("\"float64\"", "\"float32\"", StringComparison.Ordinal)
        );
        return document.RootElement.Clone();
    }
}

[Category("Fast")]
internal sealed class CpuWeightRuleSpecs : WeightRuleContract
{
    protected override IBackend Create() => new CpuBackend();
}

[Category("TensorFlow")]
[NonParallelizable]
internal sealed class TensorFlowWeightRuleSpecs : WeightRuleContract
{
    protected override IBackend Create() => new CountedTensorFlow();
}
