using System.Text.Json;
using Repro.Backends;
using Repro.Backends.Optimizers;
using Repro.Models;
using Repro.Models.Trainability;
using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.Contract;

/// <summary>Twenty steps of RMSprop on small networks, against real Keras in float64.</summary>
internal abstract class TrajectoryContract : BackendContract
{
    [TestCase("binary")]
    [TestCase("softmax")]
    [TestCase("residual-batchnorm")]
    public void Twenty_steps_follow_Keras(string name)
    {
        JsonElement oracle = Fixture.Json("keras", "trajectories", name + ".json");
        Model model = KerasModel.Read(oracle.GetProperty("config"));
        using INetwork network = Seeded(model, OptimizerOf(oracle, 0));
        Follow(network, oracle, 0, 20);
        ShouldEndAlike(network, oracle);
    }

    [Test]
    public void Opening_a_block_of_a_frozen_base_follows_Keras()
    {
        JsonElement oracle = Fixture.Json("keras", "trajectories", "transfer.json");
        Model opened = KerasModel.Read(oracle.GetProperty("config"));
        using INetwork frozen = Seeded(Freezing.FreezeBase(opened), OptimizerOf(oracle, 0));
        Follow(frozen, oracle, 0, 10);

        // Compiled again: the optimizer starts from nothing.
        using INetwork network = Seeded(opened, OptimizerOf(oracle, 1));
        foreach (FlatWeight weight in frozen.Weights)
        {
            network.WriteWeight(weight.Path, Read(frozen, weight.Path));
        }

        Follow(network, oracle, 1, 10);
        ShouldEndAlike(network, oracle);
    }

    private static RmsProp OptimizerOf(JsonElement oracle, int phase) =>
        new(oracle.GetProperty("phases")[phase].GetProperty("learning_rate").GetSingle());

    private static void Follow(INetwork network, JsonElement oracle, int phase, int steps)
    {
        JsonElement described = oracle.GetProperty("phases")[phase];
        described.GetProperty("steps").GetInt32().Should().Be(steps);
        network.Weights.Count(weight => weight.Trainable).Should().Be(described.GetProperty("trainable_tensors").GetInt32());
        double[] losses = oracle.Doubles("losses");
        losses.Should().HaveCount(20);
        for (int step = phase * steps; step < (phase + 1) * steps; step++)
        {
            BatchResult result = Step(network, step, oracle.GetProperty("batch").GetInt32());
            Closeness.ShouldBeCloseLoss(result.Loss, losses[step], $"the loss of step {step}");
        }
    }

    private static void ShouldEndAlike(INetwork network, JsonElement oracle)
    {
        JsonElement[] weights = [.. oracle.GetProperty("weights").EnumerateArray()];
        weights.Should().HaveCount(network.Weights.Count);
        foreach (JsonElement weight in weights)
        {
            // Keras names a nested model's weights without the model.
            string name = "/" + weight.GetProperty("name").GetString()!.Replace(":0", "", StringComparison.Ordinal);
            string path = network.Weights.Single(known => ("/" + known.Path).EndsWith(name, StringComparison.Ordinal)).Path;
            Closeness.ShouldBeClose(Read(network, path), weight.Doubles("values"), path);
        }

        Tensor predictions = network.Predict(SeededInputs.Batch(network.Model, 3000, 4));
        Closeness.ShouldBeClose(predictions.Values, oracle.Doubles("predictions_on_stream_3000"), "the predictions");
    }
}
