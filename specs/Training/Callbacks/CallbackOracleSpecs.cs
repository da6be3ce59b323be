using System.Text.Json;
using System.Text.Json.Nodes;
using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Backends.Cpu.Graph;
using Repro.Backends.Cpu.Kernels;
using Repro.Backends.Cpu.Operations;
using Repro.Backends.Optimizers;
using Repro.Inputs;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Runs;
using Repro.Specs.Backends.Cpu.Optimizers;
using Repro.Specs.Oracles;
using Repro.Training.Callbacks;
using Repro.Training.Metrics;

namespace Repro.Specs.Training.Callbacks;

/// <summary>Callbacks against what Keras 2.15 and Keras 3.15 did with the same values.</summary>
[Category("Fast")]
internal sealed class CallbackOracleSpecs
{
    private static readonly JsonElement Oracle = Fixture.Json("keras", "callbacks.json");

    private static IEnumerable<TestCaseData> Plateaus => Cases("ReduceLROnPlateau");

    private static IEnumerable<TestCaseData> Stops => Cases("EarlyStopping");

    private static IEnumerable<TestCaseData> Checkpoints => Cases("ModelCheckpoint");

    [TestCaseSource(nameof(Plateaus))]
    public void ReduceLROnPlateau_sets_the_rates_of_Keras(string name, string keras)
    {
        JsonElement given = Oracle.GetProperty("ReduceLROnPlateau").GetProperty(name);
        TrainingCallbacks callbacks = new(Run("ReduceLROnPlateau", given, keras, given.GetProperty("rate_before").GetDouble()));
        double[] values = Values(given);
        double[] rates = Results(given, keras).Doubles("rates_after_each_epoch");
        for (int epoch = 0; epoch < values.Length; epoch++)
        {
            callbacks.BeginEpoch(epoch);
            callbacks.EndEpoch(Row(epoch, values[epoch]), null);

            // Recorded with 7 digits.
            ((double)callbacks.Rate!.Value)
                .Should()
                .BeApproximately(rates[epoch], 1e-6 * rates[epoch], "after epoch {0}", epoch);
        }
    }

    [TestCaseSource(nameof(Stops))]
    public void EarlyStopping_stops_and_restores_as_Keras(string name, string keras)
    {
        JsonElement given = Oracle.GetProperty("EarlyStopping").GetProperty(name);
        JsonElement expected = Results(given, keras);
        using CpuBackend backend = new(new CpuOptions(Threads: 1));
        Model model = ModelBuilder.Sequential("one", new Shape(1)).Add(new Dense(1) { Name = "dense", UseBias = false }).Build();
        using INetwork network = backend.Build(model, new CompileOptions(new Loss("mean_squared_error"), null));
        TrainingCallbacks callbacks = new(Run("EarlyStopping", given, keras));
        double[] values = Values(given);
        int epoch = 0;
        for (; epoch < values.Length && !callbacks.HasStopped; epoch++)
        {
            network.WriteWeight("dense/kernel", [epoch]);
            callbacks.EndEpoch(Row(epoch, values[epoch]), () => Repro.Training.State.NetworkState.Weights(network));
        }

        callbacks.Finish(network);

        float[] kernel = new float[1];
        network.ReadWeight("dense/kernel", kernel);
        epoch.Should().Be(expected.GetProperty("epochs_run").GetInt32());
        (callbacks.HasStopped ? epoch - 1 : 0).Should().Be(expected.GetProperty("stopped_epoch").GetInt32());
        (callbacks.BestEpoch - 1).Should().Be(expected.GetProperty("best_epoch").GetInt32());
        kernel[0].Should().Be(expected.GetProperty("weights_at_the_end_are_of_epoch").GetInt32());
    }

    // Keras 2 restores in the callback that stops; Keras 3 in each at the end of the training.
    [TestCase("2.15", 3f)]
    [TestCase("3.15", 0f)]
    public void EarlyStopping_beside_another_callback_that_stops(string keras, float expected)
    {
        using CpuBackend backend = new(new CpuOptions(Threads: 1));
        Model model = ModelBuilder.Sequential("one", new Shape(1)).Add(new Dense(1) { Name = "dense", UseBias = false }).Build();
        using INetwork network = backend.Build(model, new CompileOptions(new Loss("mean_squared_error"), null));
        TrainingCallbacks callbacks = new(
            Plain() with
            {
                Keras = keras,
                Callbacks =
                [
                    Callback(
                        "EarlyStopping",
                        new JsonObject
                        {
                            ["monitor"] = "val_loss",
                            ["patience"] = 9,
                            ["restore_best_weights"] = true,
                        }
                    ),
                    Callback("EarlyStopping", new JsonObject { ["monitor"] = "val_loss", ["patience"] = 3 }),
                ],
            }
        );
        for (int epoch = 0; !callbacks.HasStopped; epoch++)
        {
            network.WriteWeight("dense/kernel", [epoch]);
            callbacks.EndEpoch(Row(epoch, epoch), () => Repro.Training.State.NetworkState.Weights(network));
        }

        callbacks.Finish(network);

        float[] kernel = new float[1];
        network.ReadWeight("dense/kernel", kernel);
        kernel[0].Should().Be(expected);
    }

    [Test]
    public void A_callback_behind_it_sees_the_restored_weights_of_Keras_2()
    {
        TrainingCallbacks callbacks = new(
            Plain() with
            {
                Callbacks =
                [
                    Callback(
                        "EarlyStopping",
                        new JsonObject
                        {
                            ["monitor"] = "val_loss",
                            ["patience"] = 1,
                            ["restore_best_weights"] = true,
                        }
                    ),
                    Callback("ModelCheckpoint", []),
                ],
            }
        );
        for (int epoch = 0; !callbacks.HasStopped; epoch++)
        {
            float[] present = [epoch];
            callbacks.EndEpoch(Row(epoch, epoch), () => [("dense/kernel", present)]);
        }

        callbacks.Saved.Single().Weights.Single().Values.Should().Equal(0);
    }

    [TestCaseSource(nameof(Checkpoints))]
    public void ModelCheckpoint_keeps_the_epochs_that_Keras_saved(string name, string keras)
    {
        JsonElement given = Oracle.GetProperty("ModelCheckpoint").GetProperty(name);
        TrainingCallbacks callbacks = new(Run("ModelCheckpoint", given, keras));
        double[] values = Values(given);
        List<int> saved = [];
        for (int epoch = 0; epoch < values.Length; epoch++)
        {
            callbacks.EndEpoch(
                Row(epoch, values[epoch]),
                () =>
                {
                    saved.Add(epoch + 1);
                    return [];
                }
            );
        }

        saved.Should().Equal(Results(given, keras).GetProperty("epochs_saved_from_1").EnumerateArray().Select(number => number.GetInt32()));
    }

    [Test]
    public void LearningRateScheduler_trains_as_Keras()
    {
        JsonElement oracle = Oracle.GetProperty("LearningRateScheduler");
        JsonObject arguments = new()
        {
            ["schedule"] = new JsonObject
            {
                ["name"] = "Multiply",
                ["factor"] = 0.5,
                ["from_epoch"] = 2,
            },
        };
        Sgd optimizer = new(0.05);
        TrainingCallbacks callbacks = new(
            Plain() with
            {
                Callbacks = [Callback("LearningRateScheduler", arguments)],
                Optimizer = Plain().Optimizer with { LearningRate = 0.05 },
            }
        );
        Parameter[] parameters =
        [
            .. SmallNetwork.Shapes.Select((shape, tensor) => OptimizerOracleSpecs.ParameterOf(tensor, shape, optimizer)),
        ];
        double[] losses = oracle.Doubles("epoch_losses");
        double[] rates = oracle.Doubles("rates");
        for (int epoch = 0; epoch < losses.Length; epoch++)
        {
            callbacks.BeginEpoch(epoch);
            ((double)callbacks.Rate!.Value).Should().BeApproximately(rates[epoch], 1e-7 * rates[epoch]);
            double sum = 0;
            for (int batch = 0; batch < 5; batch++)
            {
                (double loss, double[][] gradients) = SmallNetwork.Differentiate(
                    batch,
                    [.. parameters.Select(parameter => parameter.Values)]
                );
                sum += loss;
                for (int tensor = 0; tensor < parameters.Length; tensor++)
                {
                    for (int i = 0; i < gradients[tensor].Length; i++)
                    {
                        parameters[tensor].Gradient[i] = (float)gradients[tensor][i];
                    }
                }

                WeightUpdates.Apply(
                    new ReferenceKernels(),
                    parameters,
                    optimizer.Clipping,
                    optimizer.At((5 * epoch) + batch, callbacks.Rate)
                );
            }

            Closeness.ShouldBeCloseLoss(sum / 5, losses[epoch], $"the loss of epoch {epoch}");
        }
    }

    private static IEnumerable<TestCaseData> Cases(string callback) =>
        Oracle
            .GetProperty(callback)
            .EnumerateObject()
            .SelectMany(given => new[] { new TestCaseData(given.Name, "2.15"), new TestCaseData(given.Name, "3.15") });

    private static JsonElement Results(JsonElement given, string keras) =>
        keras == "3.15" && given.GetProperty("keras3").ValueKind == JsonValueKind.Object ? given.GetProperty("keras3") : given;

    private static double[] Values(JsonElement given) =>
        [
            .. given
                .GetProperty("values")
                .EnumerateArray()
                .Select(value => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN),
        ];

    private static EpochMetrics Row(int epoch, double value) =>
        new(epoch + 1, new Dictionary<string, double> { ["val_loss"] = value, ["val_acc"] = value });

    private static RunConfiguration Run(string callback, JsonElement given, string keras, double rate = 0.1)
    {
        RunConfiguration plain = Plain();
        return plain with
        {
            Callbacks = [Callback(callback, JsonObject.Create(given.GetProperty("arguments"))!)],
            Keras = keras,
            Optimizer = plain.Optimizer with { LearningRate = rate },
        };
    }

    private static RunConfiguration Plain()
    {
        using TinyRun tiny = new();
        return tiny.Configuration;
    }

    private static CallbackConfiguration Callback(string name, JsonObject arguments)
    {
        arguments["name"] = name;
        if (name == "ModelCheckpoint")
        {
            arguments["filepath"] = "best.h5";
        }

        using JsonDocument document = JsonDocument.Parse(arguments.ToJsonString());
        return CallbackReader.Read(new JsonFields("here", document.RootElement));
    }
}
