using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Backends.Optimizers;
using Repro.Hdf5;
using Repro.Keras.Architecture;
using Repro.Keras.Files;
using Repro.Models;

namespace Repro.Specs.Keras.Files;

/// <summary>Files of a functional model whose layers are not listed in the order of Keras.</summary>
[Category("Fast")]
internal sealed class LayerOrderSpecs
{
    [SetUp]
    public void Needs_libhdf5() => NeedsHdf5.OrIgnore();

    [TestCase("a.keras")]
    [TestCase("a.weights.h5")]
    [TestCase("a.h5")]
    public void Two_orders_of_layers_give_the_same_bytes(string file)
    {
        using TemporaryFolder folder = new();
        Save(folder.File("1", file), shortFirst: true);
        Save(folder.File("2", file), shortFirst: false);

        File.ReadAllBytes(folder.File("1", file)).Should().Equal(File.ReadAllBytes(folder.File("2", file)));
    }

    [Test]
    public void Numbers_of_layers_are_those_of_Keras()
    {
        using CpuBackend backend = new();
        using INetwork network = Network(backend, shortFirst: true);
        Hdf5Content content = KerasArchiveWriter.Weights(network, null, 0);

        // Keras puts the layer before 'long' first: it is farther from the outputs than 'short'.
        string[] groups = ["dense", "dense_1", "dense_2"];
        groups.Select(group => content.Find($"layers/{group}/vars")!.Attributes["name"].Texts[0]).Should().Equal("hidden", "short", "long");
    }

    [TestCase("a.keras")]
    [TestCase("a.weights.h5")]
    [TestCase("a.h5")]
    public void Files_in_the_order_of_Keras_fit_a_model_in_another(string file)
    {
        using TemporaryFolder folder = new();
        Save(folder.File(file), shortFirst: false);
        using CpuBackend backend = new();
        using INetwork expected = Network(backend, shortFirst: true);

        IReadOnlyDictionary<string, float[]> read = KerasFile.Read(folder.File(file)).Weights(expected.Model);

        foreach (FlatWeight weight in expected.Weights)
        {
            read[weight.Path].Should().Equal(Values(weight), weight.Path);
        }
    }

    [Test]
    public void A_model_that_has_an_output_twice_is_not_computed()
    {
        Model model = ModelReader.Read(Branches("model", shortFirst: true, ["sum", "sum"]));

        FluentActions
            .Invoking(() => Computable.Require("a.h5", model))
            .Should()
            .Throw<InputException>()
            .WithMessage("a.h5: the model cannot be computed: it has the output 'sum' twice.*");
    }

    /// <summary>A network whose layer 'hidden' comes before 'short' in the order of Keras.</summary>
    /// <param name="shortFirst">Whether 'short' is listed first.</param>
    internal static string Branches(string name, bool shortFirst, string[] outputs)
    {
        string first = Dense("short", "in");
        string second = Dense("hidden", "in");
        string ends = string.Join(", ", outputs.Select(output => $"""["{output}", 0, 0]"""));
        return $$"""
            {"class_name": "Functional", "config": {"name": "{{name}}", "layers": [
              {"class_name": "InputLayer", "name": "in", "inbound_nodes": [], "config": {"name": "in", "batch_input_shape": [null, 4]} },
              {{(shortFirst ? first : second)}}, {{(shortFirst ? second : first)}}, {{Dense("long", "hidden")}},
              {"class_name": "Add", "name": "sum", "config": {"name": "sum"}, "inbound_nodes": [[["short", 0, 0, {}], ["long", 0, 0, {}]]]}
            ], "input_layers": [["in", 0, 0]], "output_layers": [{{ends}}]} }
            """;
    }

    private static string Dense(string name, string from) =>
        $$$"""
            {"class_name": "Dense", "name": "{{{name}}}", "config": {"name": "{{{name}}}", "units": 4, "activation": "linear"},
             "inbound_nodes": [[["{{{from}}}", 0, 0, {}]]]}
            """;

    private static void Save(string path, bool shortFirst)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using CpuBackend backend = new();
        using INetwork network = Network(backend, shortFirst);
        SavedModelWriter.Save(path, network, Options, steps: 3);
    }

    private static CompileOptions Options => new(new Loss("mean_squared_error"), new Adam()) { HasAccuracy = false };

    // Each number is another, so that no two weights can be confused.
    private static INetwork Network(CpuBackend backend, bool shortFirst)
    {
        INetwork network = backend.Build(ModelReader.Read(Branches("model", shortFirst, ["sum"])), Options);
        foreach (FlatWeight weight in network.Weights)
        {
            network.WriteWeight(weight.Path, Values(weight));
            for (int slot = 0; slot < network.OptimizerSlots.Count; slot++)
            {
                network.WriteOptimizerState(weight.Path, [.. Values(weight).Select(value => value + slot + 100)], slot);
            }
        }

        return network;
    }

    private static float[] Values(FlatWeight weight) =>
        [.. Enumerable.Range(0, weight.Spec.Elements).Select(index => index + (weight.Path[0] * 1000f) + (weight.Spec.Elements * 100f))];
}
