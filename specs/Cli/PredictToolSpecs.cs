using System.Text.Json;
using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Keras.Catalog;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Specs.Data;
using Repro.Specs.Keras.Files;
using Repro.Training.Evaluation;

namespace Repro.Specs.Cli;

/// <summary><c>repro predict</c> of models with several outputs, with one unit, and with fewer classes than are printed by
/// default.</summary>
[Category("Fast")]
internal sealed class PredictToolSpecs
{
    private const string Kind = """{ "name": "kind", "units": 4, "activation": "softmax" }""";
    private const string Yes = """{ "name": "yes", "units": 1, "activation": "sigmoid" }""";
    private const string Size = """{ "name": "size", "units": 1, "activation": "linear" }""";
    private const string Box = """{ "name": "box", "units": 2, "activation": "linear" }""";
    private const string Two = """{ "name": "two", "units": 2, "activation": "softmax" }""";

    private static readonly string Image = ImageFixtures.PathOf("colour-444.jpg");
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeProject()
    {
        ImageFixtures.RequireDecoder();
        NeedsHdf5.OrIgnore();
        _folder = new TemporaryFolder();
        Directory.CreateDirectory(_folder.File("configs", "models"));
        Directory.CreateDirectory(_folder.File("configs", "runs"));
        File.WriteAllText(
            _folder.File("reprosuite.json"),
            """{ "schema_version": 1, "data_sets": { "pets": { "kind": "image_folder", "splits": ["train"] } } }"""
        );
    }

    [TearDown]
    public void Remove() => _folder?.Dispose();

    [Test]
    public void Each_output_has_its_results_under_the_name_of_its_layer()
    {
        string weights = WriteModel(
            ("yes", Yes, [MathF.Log(3)]),
            ("kind", Kind, [0, MathF.Log(2), MathF.Log(5), 0]),
            ("size", Size, [12.5f])
        );

        JsonElement json = Json("--weights", weights);

        json.TryGetProperty("classes", out _).Should().BeFalse();
        JsonElement outputs = json.GetProperty("outputs");
        outputs.EnumerateObject().Select(output => output.Name).Should().Equal("yes", "kind", "size");
        Classes(outputs.GetProperty("yes")).Should().Equal((1, 0.75));
        Classes(outputs.GetProperty("kind")).Should().Equal((2, 0.5556), (1, 0.2222), (0, 0.1111));
        Classes(outputs.GetProperty("size")).Should().BeEmpty();
        Values(outputs.GetProperty("size")).Should().Equal(12.5);
        Predict("--weights", weights, "--top", "1")
            .Output.Should()
            .MatchRegex(
                @"\nyes:\n 0\.750000\d     1  -          -\nkind:\n 0\.555555\d     2  -          -\nsize:\n12\.5000000  \(a number; not known to be a probability\)\n$"
            );
    }

    [Test]
    public void One_unit_with_a_sigmoid_is_the_probability_of_class_1()
    {
        string weights = WriteModel(("yes", Yes, [MathF.Log(1f / 3)]));

        JsonElement json = Json("--weights", weights);

        json.TryGetProperty("outputs", out _).Should().BeFalse();
        Classes(json).Should().Equal((1, 0.25));
        Values(json).Should().BeEmpty();
        Refused("--top 1: no output of model 'heads' has several classes to choose from. Omit --top.", "--weights", weights, "--top", "1");
    }

    [Test]
    public void One_unit_without_a_sigmoid_is_a_number()
    {
        JsonElement json = Json("--weights", WriteModel(("size", Size, [-3])));

        Classes(json).Should().BeEmpty();
        Values(json).Should().Equal(-3);
    }

    [Test]
    public void Fewer_classes_than_are_printed_by_default_are_all_printed()
    {
        string weights = WriteModel(("two", Two, [0, MathF.Log(3)]));

        Classes(Json("--weights", weights)).Should().Equal((1, 0.75), (0, 0.25));
        Refused("--top 3: the model tells 2 classes apart; ask for 1 to 2.", "--weights", weights, "--top", "3");
    }

    [Test]
    public void The_probability_of_a_training_on_two_folders_has_the_name_of_the_second()
    {
        WriteModel(("yes", Yes, [0]));
        foreach (string label in (string[])["cat", "dog"])
        {
            Directory.CreateDirectory(_folder.File("data", "pets", "train", label));
            File.Copy(Image, _folder.File("data", "pets", "train", label, "0.jpg"));
        }

        File.WriteAllText(
            _folder.File("configs", "runs", "pets.json"),
            """
            { "schema": 1, "documents": [], "model": "heads", "data_set": "pets",
              "train": { "split": "train", "samples": 2, "batch_size": 2, "class_mode": "binary", "rescale": 0.00392156862745098, "target_size": [4, 4] },
              "loss": "binary_crossentropy", "optimizer": { "name": "sgd", "learning_rate": 0.01 }, "epochs": 1, "seeds": [1] }
            """
        );
        (int code, _, string error) = Run("train", "pets", "--seeds", "1", "--runs", _folder.File("runs"));
        code.Should().Be(0, error);

        (code, string output, error) = Run("predict", "pets", Image, "--seed", "1", "--runs", _folder.File("runs"), "--json");

        code.Should().Be(0, error);
        JsonElement found = JsonDocument.Parse(output).RootElement.GetProperty("classes").EnumerateArray().Single();
        (found.GetProperty("index").GetInt32(), found.GetProperty("name").GetString()).Should().Be((1, "dog"));
        found.GetProperty("probability").GetDouble().Should().BeInRange(0.01, 0.99);
    }

    // Kernels of zeros: the biases are the outputs before their activations.
    private string WriteModel(params (string Name, string Config, float[] Bias)[] heads)
    {
        IEnumerable<string> layers = heads.Select(head =>
            $$"""{ "class_name": "Dense", "name": "{{head.Name}}", "config": {{head.Config}}, "inbound_nodes": [[["flatten", 0, 0, {}]]] }"""
        );
        string outputs = string.Join(", ", heads.Select(head => $"[\"{head.Name}\", 0, 0]"));
        string path = _folder.File("configs", "models", "heads.json");
        File.WriteAllText(
            path,
            $$"""
            { "class_name": "Functional", "keras_version": "2.15.0", "backend": "tensorflow", "config": { "name": "heads", "layers": [
              { "class_name": "InputLayer", "name": "input_1", "config": { "name": "input_1", "batch_input_shape": [null, 4, 4, 3], "dtype": "float32" }, "inbound_nodes": [] },
              { "class_name": "Flatten", "name": "flatten", "config": { "name": "flatten" }, "inbound_nodes": [[["input_1", 0, 0, {}]]] },
              {{string.Join(",\n  ", layers)}} ],
              "input_layers": [["input_1", 0, 0]], "output_layers": [{{outputs}}] } }
            """
        );
        Model model = ModelFile.Read(path).Model;
        CompileOptions options = new(Loss.CategoricalCrossentropy, null)
        {
            Outputs = heads.Length == 1 ? null : [.. heads.Select(head => new OutputLoss(head.Name, new Loss("mean_squared_error")))],
        };
        using CpuBackend backend = new();
        using INetwork network = backend.Build(model, options);
        foreach ((string name, _, float[] bias) in heads)
        {
            network.WriteWeight($"{name}/kernel", new float[4 * 4 * 3 * bias.Length]);
            network.WriteWeight($"{name}/bias", bias);
        }

        string weights = _folder.File("heads.weights.h5");
        SavedModelWriter.Save(weights, network, options, 0);
        return weights;
    }

    [Test]
    public void Several_units_without_a_softmax_are_numbers()
    {
        string weights = WriteModel(("box", Box, [12.5f, -3]));

        JsonElement json = Json("--weights", weights);

        Classes(json).Should().BeEmpty();
        Values(json).Should().Equal(12.5, -3);
        Refused("--top 1: no output of model 'heads' has several classes to choose from. Omit --top.", "--weights", weights, "--top", "1");
    }

    [TestCase(0, Activation.Sigmoid)]
    [TestCase(1, Activation.Softmax)]
    [TestCase(2, Activation.Linear)]
    public void The_last_activation_is_found_behind_layers_that_leave_the_numbers(int output, Activation last)
    {
        Layer[] heads =
        [
            new Dense(1) { Name = "a", Activation = Activation.Sigmoid },
            new Dense(3) { Name = "a", Activation = Activation.Softmax },
            new Dense(3) { Name = "a", Activation = Activation.Relu },
        ];
        Model model = ModelBuilder
            .Sequential("m", new Shape(4))
            .Add(heads[output])
            .Add(new Dropout(0.5f) { Name = "b" })
            .Add(new Flatten { Name = "c" })
            .Build();

        LogitModel.LastOf(model, model.Outputs[0]).Should().Be(last);
    }

    [Test]
    public void Numbers_that_a_training_takes_as_logits_become_probabilities()
    {
        Model model = ModelBuilder.Sequential("m", new Shape(4)).Add(new Dense(2) { Name = "a" }).Build();

        OutputPrediction several = OutputPrediction
            .Of(
                model,
                [
                    [0, MathF.Log(3)],
                ],
                ["a"],
                null,
                null,
                ["cat", "dog"]
            )
            .Single();

        several.Values.Should().BeEmpty();
        several.Classes.Select(found => (found.Name, Math.Round(found.Probability, 5))).Should().Equal(("dog", 0.75), ("cat", 0.25));
    }

    private static IEnumerable<double> Values(JsonElement output) =>
        output.GetProperty("values").EnumerateArray().Select(value => value.GetDouble());

    private static IEnumerable<(int Index, double Probability)> Classes(JsonElement output) =>
        output
            .GetProperty("classes")
            .EnumerateArray()
            .Select(found => (found.GetProperty("index").GetInt32(), Math.Round(found.GetProperty("probability").GetDouble(), 4)));

    private void Refused(string message, params string[] options)
    {
        (int code, string output, string error) = Predict(options);

        code.Should().Be(2);
        output.Should().BeEmpty();
        error.Trim().Should().Be($"repro: {message}");
    }

    private JsonElement Json(params string[] options)
    {
        (int code, string output, string error) = Predict([.. options, "--json"]);
        code.Should().Be(0, error);
        return JsonDocument.Parse(output).RootElement.Clone();
    }

    private (int Code, string Output, string Error) Predict(params string[] options) => Run(["predict", "heads", Image, .. options]);

    private (int Code, string Output, string Error) Run(params string[] arguments) =>
        Tool.Run(
            new Dictionary<string, string> { ["REPRO_DATA"] = _folder.File("data"), ["REPRO_CACHE"] = _folder.File("cache") },
            [.. arguments, "--project", _folder.Path]
        );
}
