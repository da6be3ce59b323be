using System.Text.Json;
using System.Text.Json.Nodes;
using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Backends.Optimizers;
using Repro.Hdf5;
using Repro.Inputs;
using Repro.Keras.Files;
using Repro.Keras.Optimizers;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Runs;
using Repro.Specs.Backends.Cpu.SameBits;
using Repro.Specs.Oracles;

namespace Repro.Specs.Keras.Files;

/// <summary>Saved models hold any optimizer as Keras 2.15 writes it, and a training goes on from them.</summary>
[Category("Fast")]
internal sealed class OptimizerFileSpecs
{
    private const double Margin = 1e-5;

    private static readonly JsonElement Oracle = Fixture.Json("keras", "optimizers.json");

    private static IEnumerable<string> Stored =>
        Trainings.OptimizerNames.Where(name => OptimizerLayout.Of(Trainings.Optimizers[name]) is not null);

    // Those that are stored as the class of the case: the class of a legacy Adam or SGD computes the same as the new one, which is written.
    private static IEnumerable<string> Written =>
        Oracle
            .GetProperty("cases")
            .EnumerateObject()
            .Select(property => property.Name)
            .Where(name =>
                !name.StartsWith("legacy ", StringComparison.Ordinal)
                || name.Contains("rmsprop", StringComparison.Ordinal)
                || name.Contains("adagrad", StringComparison.Ordinal)
            );

    [TestCaseSource(nameof(Written))]
    public void The_configuration_is_what_Keras_writes(string name)
    {
        (Optimizer optimizer, OptimizerLayout layout) = Read(name);
        JsonNode expected = JsonNode.Parse(Oracle.GetProperty("cases").GetProperty(name).GetProperty("config").GetRawText())!;

        // Adam with weight decay is AdamW.
        if (name == "adam weight_decay")
        {
            expected["name"] = "AdamW";
        }

        JsonNode written = OptimizerConfig.Write(optimizer, layout)["config"]!;
        JsonNode.DeepEquals(written, expected).Should().BeTrue("{0} and {1}", written.ToJsonString(), expected.ToJsonString());
    }

    [TestCaseSource(nameof(Written))]
    public void Tensors_have_the_names_and_the_order_of_Keras(string name)
    {
        (_, OptimizerLayout layout) = Read(name);
        string[] weights = [.. Oracle.GetProperty("tensors").EnumerateArray().Select(tensor => tensor.GetString()!.Split(':')[0])];
        FlatWeight[] trained =
        [
            .. weights.Select(weight => new FlatWeight(weight, new WeightSpec("kernel", [1], Initializer.Zeros), Trainable: true)),
        ];
        string[] expected =
        [
            .. Oracle
                .GetProperty("cases")
                .GetProperty(name)
                .GetProperty("state")
                .EnumerateArray()
                .Select(tensor => tensor.GetProperty("name").GetString()!),
        ];
        if (name == "adam weight_decay")
        {
            expected = [.. expected.Select(tensor => tensor.Replace("Adam/", "AdamW/", StringComparison.Ordinal))];
        }

        // The file of results has no state of Nadam, see fixtures/keras/README.md.
        if (name == "nadam")
        {
            expected = [.. weights.SelectMany(weight => new[] { $"Nadam/m/{weight}:0", $"Nadam/v/{weight}:0" })];
        }

        OptimizerLayout
            .Order(trained, layout.Slots.Count, layout.Together)
            .Select(tensor => layout.Name(tensor.Weight.Path, tensor.Slot))
            .Should()
            .Equal(expected);
    }

    // Keras 3's names of what is kept under these names here.
    private static readonly Dictionary<string, string> NamesOfKeras3 = new(StringComparer.Ordinal)
    {
        ["m"] = "momentum",
        ["v"] = "velocity",
        ["vhat"] = "velocity_hat",
        ["u"] = "norm",
    };

    private static IEnumerable<string> OfKeras3 =>
        Oracle
            .GetProperty("cases")
            .EnumerateObject()
            .Where(property => property.Value.TryGetProperty("keras3_state", out _))
            .Select(property => property.Name);

    [Test]
    public void Every_optimizer_of_Keras_3_has_the_names_of_its_state() => OfKeras3.Should().HaveCount(33);

    // Each variable gets numbers of its own, so that the archive shows which it is.
    [TestCaseSource(nameof(OfKeras3))]
    public void An_archive_has_the_variables_in_the_order_of_Keras_3(string name)
    {
        NeedsHdf5.OrIgnore();
        (Optimizer optimizer, OptimizerLayout layout) = Read(name);
        Model model = ModelBuilder
            .Sequential("sequential", new Shape(4, 4, 1))
            .Add(new Conv2D(2, 3) { Name = "conv2d" })
            .Add(new Flatten { Name = "flatten" })
            .Add(new Dense(3) { Name = "dense" })
            .Add(new Dense(1) { Name = "dense_1" })
            .Build();
        using CpuBackend backend = new();
        using INetwork network = backend.Build(model, new CompileOptions(Loss.BinaryCrossentropy, optimizer));
        Dictionary<float, string> meant = [];
        foreach ((int index, FlatWeight weight) in network.Weights.Index())
        {
            for (int slot = 0; slot < network.OptimizerSlots.Count; slot++)
            {
                float[] values = new float[weight.Spec.Elements];
                Array.Fill(values, 10 * index + slot + 1);
                network.WriteOptimizerState(weight.Path, values, slot);
                string kept = NamesOfKeras3.GetValueOrDefault(layout.Slots[slot], layout.Slots[slot]);
                meant[values[0]] = $"sequential_{weight.Path.Replace('/', '_')}_{kept}";
            }
        }

        Hdf5Content archive = KerasArchiveWriter.Weights(network, optimizer, steps: 3);

        string[] expected =
        [
            .. Oracle
                .GetProperty("cases")
                .GetProperty(name)
                .GetProperty("keras3_state")
                .EnumerateArray()
                .Select(variable => variable.GetString()!.Split('/')[1]),
        ];
        Hdf5Object[] variables =
        [
            .. Enumerable
                .Range(0, archive.Objects.Count(found => found.Path.StartsWith("optimizer/vars/", StringComparison.Ordinal)))
                .Select(number => archive.Find($"optimizer/vars/{number}")!),
        ];
        variables
            .Select(
                (variable, number) =>
                    variable.Kind == Hdf5Kind.Integers ? "iteration"
                    : variable.Shape.Count > 0 ? meant[variable.Floats[0]]
                    : number == 1 ? "learning_rate"
                    : "variable"
            )
            .Should()
            .Equal(expected);
        variables[0].Integers.Should().Equal(3);
        if (expected.Contains("variable"))
        {
            // Nadam's product of momenta: 0.9 (1 - 0.96^t / 2) of each step.
            double product = Enumerable.Range(1, 3).Aggregate(1.0, (all, t) => all * 0.9 * (1 - 0.5 * Math.Pow(0.96, t)));
            ((double)variables[^1].Floats[0]).Should().BeApproximately(product, 1e-7);
        }
    }

    [Test]
    public void A_training_goes_on_from_a_saved_file_bit_by_bit(
        [ValueSource(nameof(Stored))] string name,
        [Values("saved.h5", "saved.keras")] string saved
    )
    {
        NeedsHdf5.OrIgnore();
        (Model model, int samples) = Trainings.Case(name);
        CompileOptions options = new(Loss.CategoricalCrossentropy, Trainings.Optimizers[name]);
        using CpuBackend backend = new(new CpuOptions(Threads: 1));
        using INetwork network = backend.Build(model, options);
        SeededInputs.FillWeights(network);
        for (int step = 0; step < 6; step++)
        {
            Step(network, step, samples);
        }

        using TemporaryFolder folder = new();
        SavedModelWriter.Save(folder.File(saved), network, options, network.OptimizerSteps);

        KerasFile file = KerasFile.Read(folder.File(saved));
        file.Training!.Optimizer!.Name.Should().Be(options.Optimizer!.Name);
        file.OptimizerState()!.Steps.Should().Be(6);
        using INetwork resumed = backend.Build(file.Model!, new CompileOptions(file.Training.Loss!, file.Training.Optimizer));
        file.WriteWeights(resumed);
        file.WriteOptimizerState(resumed);
        for (int step = 6; step < 9; step++)
        {
            Step(resumed, step, samples).Should().Be(Step(network, step, samples));
        }

        foreach (FlatWeight weight in network.Weights)
        {
            Values(resumed, weight).Should().Equal(Values(network, weight), weight.Path);
        }
    }

    [TestCase("dense-adam.keras2.h5")]
    [TestCase("dense-adam.keras3.h5")]
    public void A_training_with_Adam_goes_on_from_a_file_of_Keras_as_in_Keras(string name)
    {
        NeedsHdf5.OrIgnore();
        KerasFile file = FixtureFile.Open(Repository.PathOf("fixtures", "keras", "keras_files", name));
        using CpuBackend backend = new();
        using INetwork network = backend.Build(file.Model!, new CompileOptions(file.Training!.Loss!, file.Training.Optimizer));
        file.WriteWeights(network);
        file.WriteOptimizerState(network);
        BatchResult result = network.TrainOnBatch(
            SeededInputs.Batch(network.Model, 4000, 4),
            SeededInputs.Labels(4001, 4, 1),
            new SeededMasks(0)
        );

        // What Keras 2.15 and 3.15 got in their fourth step, and from the network after it.
        network.OptimizerSteps.Should().Be(4);
        result.Loss.Should().BeApproximately(0.5126838684082031, Margin);
        double[] expected = [0.57476896, 0.814042926, 0.454861522, 0.513411582];
        float[] predictions = network.Predict(SeededInputs.Batch(network.Model, 3000, 4)).Values;
        for (int i = 0; i < expected.Length; i++)
        {
            ((double)predictions[i]).Should().BeApproximately(expected[i], Margin);
        }
    }

    [TestCase("""{"class_name": "Lion", "config": {"learning_rate": 0.1}}""", "Lion (supported are RMSprop, SGD, Adam")]
    [TestCase(
        """{"class_name": "SGD", "config": {"learning_rate": 50}}""",
        "SGD (optimizer_config: 'learning_rate' must be a number from 0 to 10"
    )]
    [TestCase("""{"class_name": "Adam", "config": {"learning_rate": 0.1, "use_ema": true}}""", "Adam with use_ema (not supported)")]
    [TestCase("""{"class_name": "Adam", "config": {"learning_rate": {"class_name": "Mine", "config": {}}}}""", "Adam with a schedule")]
    [TestCase(
        """{"class_name": "SGD", "config": {"learning_rate": {"class_name": "CosineDecay", "config": {"initial_learning_rate": 0.1, "decay_steps": 5, "warmup_target": 0.2}}}}""",
        "SGD with a schedule"
    )]
    [TestCase(
        """{"class_name": "Nadam", "config": {"lr": 0.1, "schedule_decay": 0.01}}""",
        "Nadam with a decay of its momentum other than 0.004"
    )]
    [TestCase(
        """{"class_name": "Nadam", "config": {"learning_rate": 0.1, "decay": 0.01}}""",
        "Nadam with a decay of its momentum other than 0.004"
    )]
    public void An_optimizer_that_is_not_computed_here_is_named(string optimizer, string name)
    {
        KerasTraining training = KerasTraining.Read(
            $$"""{"loss": "binary_crossentropy", "optimizer_config": {{optimizer}}}""",
            "2.15.0",
            []
        );

        training.Optimizer.Should().BeNull();
        training.OptimizerName.Should().StartWith(name);
    }

    private static (Optimizer Optimizer, OptimizerLayout Layout) Read(string name)
    {
        Optimizer optimizer = OptimizerReader
            .Read(new JsonFields("optimizers.json", Oracle.GetProperty("cases").GetProperty(name).GetProperty("optimizer")))
            .ToOptimizer();
        return (optimizer, OptimizerLayout.Of(optimizer)!);
    }

    private static BatchResult Step(INetwork network, int step, int samples) =>
        network.TrainOnBatch(
            SeededInputs.Batch(network.Model, 1000 + step, samples),
            SeededInputs.Labels(2000 + step, samples, 3),
            new SeededMasks(step)
        );

    private static float[] Values(INetwork network, FlatWeight weight)
    {
        float[] values = new float[weight.Spec.Elements];
        network.ReadWeight(weight.Path, values);
        return values;
    }
}
