using Repro.Claims;
using Repro.Keras.Catalog;
using Repro.Keras.Files;
using Repro.Models.Counting;
using Repro.Models.Summaries;
using Repro.Probes.Networks;

namespace Repro.Specs.Keras.Catalog;

/// <summary>A model in a model of Keras 3, called once or on two inputs: it is then listed as one layer.</summary>
[Category("Fast")]
internal sealed class SharedModelSpecs
{
    private const string Own = """{ "class_name": "MyL", "registered_name": "Custom>MyL", "name": "my", "config": { "name": "my" }, """;

    [TestCase(1)]
    [TestCase(2)]
    public void A_layer_in_it_of_which_nothing_is_known_is_not_counted(int calls)
    {
        string json = Outer(calls, Dense("a", 4, "", "in"), Own + Reads("a"), Dense("b", 4, "", "my"));

        UnknownCounts.First(ModelFile.Parse("x.json", json).Model)!.Name.Should().Be("my");
        UnknownCounts
            .Remarks(ModelFile.Parse("x.json", json).Model)
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith("The parameters of the layer 'my' (MyL) are not known")
            .And.Contain("'my' is a MyL, which is not supported");
        foreach (string address in (string[])["/total_params", "/trainable_tensors", "[inner]/params"])
        {
            Asking(json, address).Should().Throw<AddressException>().WithMessage("*'my' (MyL) are not known*");
        }
    }

    [TestCase(1)]
    [TestCase(2)]
    public void The_windows_behind_a_layer_in_it_that_is_not_supported_are_not_known(int calls) =>
        Asking(Outer(calls, Dense("a", 4, "", "in"), Own + Reads("a"), Dense("b", 4, "", "my")), "[out]/receptive_field")
            .Should()
            .Throw<AddressException>()
            .WithMessage("*the windows of the layer*are not known*");

    [TestCase(1)]
    [TestCase(2)]
    public void A_layer_in_it_that_Keras_does_not_build_is_refused(int calls)
    {
        ModelFile file = ModelFile.Parse("x.json", Outer(calls, Dense("a", -4, "", "in"), Dense("b", 4, "", "a")));

        FluentActions
            .Invoking(() => Computable.RequireBuildable("x.json", file.Model))
            .Should()
            .Throw<InputException>()
            .WithMessage("*layer 'a' (Dense): 'units' is -4*");
    }

    [TestCase(1)]
    [TestCase(2)]
    public void Its_layers_keep_their_own_flags(int calls)
    {
        string json = Outer(calls, Dense("a", 4, """, "trainable": false""", "in"), Dense("b", 4, "", "a"));
        int behind = calls == 1 ? 1 : 0;

        Measured(json, "/total_params").Should().Be(40 + (5 * behind));
        Measured(json, "/trainable_params").Should().Be(20 + (5 * behind));
        Measured(json, "/non_trainable_params").Should().Be(20);
        Measured(json, "[inner]/trainable_params").Should().Be(20);
        Measured(json, "/trainable_tensors").Should().Be(2 + (2 * behind));
        Measured(json, "/weight_layer_count").Should().Be(2 + behind);
        Listed(json, "/trainable_layers").Should().Be(calls == 1 ? "b out" : "b");
        Listed(json, "/trainable_tensor_names").Should().StartWith("inner/b/kernel inner/b/bias");
        ParameterCounts.Of(ModelFile.Parse("x.json", json).Model.WithTrainable(true)).Trainable.Should().Be(40 + (5 * behind));
        ParameterCounts.Of(ModelFile.Parse("x.json", json).Model.WithTrainable(false)).Trainable.Should().Be(0);
    }

    private static double Measured(string json, string address) =>
        ((Value.Number)((Measurement.Exact)Asking(json, address)()).Value).Amount;

    private static string Listed(string json, string address) => ((Value.Text)((Measurement.Exact)Asking(json, address)()).Value).Content;

    private static Func<Measurement> Asking(string json, string address) =>
        () =>
        {
            using TemporaryFolder project = new();
            File.WriteAllText(project.File("x.json"), json);
            return new ModelProbe(new ModelCatalog(null, project.Path)).Measure(Address.Parse($"model:x.json{address}"));
        };

    // Called once, the inner model stands in front of a layer of 5 weights; called twice, in front of a sum.
    private static string Outer(int calls, params string[] inner)
    {
        string last = inner[^1].Contains("\"name\": \"b\"", StringComparison.Ordinal) ? "b" : "my";
        string nested = $$"""
            { "class_name": "Functional", "name": "inner", "config": { "name": "inner", "trainable": true, "layers": [{{Input("in")}}, {{string.Join(
                ", ",
                inner
            )}}],
              "input_layers": [["in", 0, 0]], "output_layers": [["{{last}}", 0, 0]] },
            """;
        string[] layers =
            calls == 1
                ? [Input("x"), nested + Reads("x"), Dense("out", 1, "", "inner")]
                :
                [
                    Input("x"),
                    Input("y"),
                    nested + Nodes(Node(Tensor("x", 0)), Node(Tensor("y", 0))),
                    """{ "class_name": "Add", "name": "out", "config": { "name": "out" }, """
                        + Nodes(Node($"[{Tensor("inner", 0)}, {Tensor("inner", 1)}]")),
                ];
        return $$"""
            { "module": "keras", "class_name": "Functional", "keras_version": "3.5.0", "config": { "name": "outer", "layers": [{{string.Join(
                ", ",
                layers
            )}}],
              "input_layers": [{{(
                calls == 1 ? "[\"x\", 0, 0]" : "[\"x\", 0, 0], [\"y\", 0, 0]"
            )}}], "output_layers": [["out", 0, 0]] } }
            """;
    }

    private static string Input(string name) =>
        $$"""{ "class_name": "InputLayer", "name": "{{name}}", "config": { "name": "{{name}}", "batch_shape": [null, 4] }, "inbound_nodes": [] }""";

    private static string Dense(string name, int units, string more, string from) =>
        $$"""{ "class_name": "Dense", "name": "{{name}}", "config": { "name": "{{name}}", "units": {{units}}{{more}} }, """ + Reads(from);

    private static string Reads(string layer) => Nodes(Node(Tensor(layer, 0)));

    private static string Nodes(params string[] nodes) => $$""" "inbound_nodes": [{{string.Join(", ", nodes)}}] }""";

    private static string Node(string arguments) => $$"""{ "args": [{{arguments}}], "kwargs": {} }""";

    private static string Tensor(string layer, int call) =>
        $$"""{ "class_name": "__keras_tensor__", "config": { "shape": [null, 4], "dtype": "float32", "keras_history": ["{{layer}}", {{call}}, 0] } }""";
}
