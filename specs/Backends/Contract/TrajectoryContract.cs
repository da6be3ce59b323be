using System.Text.Json;
using Repro.Backends;
using Repro.Models;
using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.Contract;

/// <summary>Twenty steps of RMSprop on small networks, against real Keras in float64.</summary>
public abstract class TrajectoryContract : BackendContract
{
    [TestCase("binary")]
    [TestCase("softmax")]
    public void Twenty_steps_follow_Keras(string name)
    {
        JsonElement oracle = Fixture.Json("keras", "trajectories", name + ".json");
        Model model = KerasConfig.Read(oracle.GetProperty("config"));
        JsonElement phase = oracle.GetProperty("phases")[0];
        using INetwork network = Seeded(model, new RmsProp(phase.GetProperty("learning_rate").GetSingle()));
        network.Weights.Count(weight => weight.Trainable).Should().Be(phase.GetProperty("trainable_tensors").GetInt32());

        double[] losses = oracle.Doubles("losses");
        losses.Should().HaveCount(20);
        for (int step = 0; step < losses.Length; step++)
        {
            BatchResult result = Step(network, step, oracle.GetProperty("batch").GetInt32());
            Closeness.ShouldBeCloseLoss(result.Loss, losses[step], $"the loss of step {step}");
        }

        foreach (JsonElement weight in oracle.GetProperty("weights").EnumerateArray())
        {
            string path = weight.GetProperty("name").GetString()!.Replace(":0", "", StringComparison.Ordinal);
            Closeness.ShouldBeClose(Read(network, path), weight.Doubles("values"), path);
        }

        Tensor predictions = network.Predict(SeededInputs.Batch(model, 3000, 4));
        Closeness.ShouldBeClose(predictions.Values, oracle.Doubles("predictions_on_stream_3000"), "the predictions");
    }
}
