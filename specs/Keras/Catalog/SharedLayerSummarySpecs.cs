using Repro.Keras.Catalog;
using Repro.Models;
using Repro.Models.Summaries.Rules;
using Repro.Specs.Models.Summaries;

namespace Repro.Specs.Keras.Catalog;

/// <summary>The column "Connected to" of models in JSON files, where a layer is called twice or reads a tensor twice.</summary>
[Category("Fast")]
internal sealed class SharedLayerSummarySpecs
{
    private static readonly SummaryOptions Plain = new();

    private static IEnumerable<TestCaseData> Generations =>
        from generation in OracleTables.Generations
        from version in generation.VersionsRun
        where generation.Table("shared") is not null
        select new TestCaseData(version, generation.Table("shared"));

    [Test]
    public void The_oracles_have_the_table_of_several_generations() => Generations.Should().HaveCountGreaterThan(3);

    // d(d(i)): the second call reads the first.
    [TestCaseSource(nameof(Generations))]
    public void A_layer_that_reads_itself_is_printed_as_the_version_did(string version, string table) =>
        Print(
                KerasVersion.Parse(version),
                "shared",
                Input("i", 8) + ", " + Dense("d", 8, "[[\"i\", 0, 0, {}]], [[\"d\", 0, 0, {}]]"),
                "[\"i\", 0, 0]",
                "[\"d\", 1, 0]"
            )
            .Should()
            .Be(table);

    [TestCase("2.15.0")]
    [TestCase("3.15.1")]
    public void A_layer_on_two_inputs_is_printed_as_the_version_did(string version) =>
        Print(KerasVersion.Parse(version), "twins", Twins, "[\"a\", 0, 0], [\"b\", 0, 0]", "[\"difference\", 0, 0]")
            .Should()
            .Be(OracleTables.Read($"more-keras-{version}.txt")["shared-layer"]);

    // No version removes repeated tensors: they iterate over all inputs of each call.
    [TestCase("1.2.2", "i[0][0]", 2)]
    [TestCase("2.0.8", "i[0][0]", 2)]
    [TestCase("2.15", "'i[0][0]'", 2)]
    [TestCase("3.5", "i[0][0]", 2)]
    public void A_tensor_that_is_read_twice_is_listed_twice(string version, string connection, int times)
    {
        string sum =
            """{ "class_name": "Add", "name": "s", "config": { "name": "s" }, "inbound_nodes": [[["i", 0, 0, {}], ["i", 0, 0, {}]]] }""";

        string table = Print(KerasVersion.Parse(version), "twice", Input("i", 8) + ", " + sum, "[\"i\", 0, 0]", "[\"s\", 0, 0]");

        (table.Split(connection).Length - 1).Should().Be(times, table);
    }

    [Test]
    public void The_only_call_of_a_layer_is_the_first_one_whatever_the_file_counts()
    {
        string layers = string.Join(
            ", ",
            Input("i", 8),
            Dense("a", 8, "[[\"i\", 0, 0, {}]]"),
            Dense("b", 8, "[[\"a\", 1, 0, {}]]"),
            """{ "class_name": "Add", "name": "s", "config": { "name": "s" }, "inbound_nodes": [[["a", 1, 0, {}], ["b", 0, 0, {}]]] }"""
        );

        Print(KerasVersion.Parse("2.15"), "once", layers, "[\"i\", 0, 0]", "[\"s\", 0, 0]")
            .Should()
            .Contain("['a[0][0]']")
            .And.Contain("['a[0][0]',")
            .And.NotContain("a[1][0]");
    }

    // b reads the first call of a, and the second call of a reads b.
    [Test]
    public void Layers_that_read_each_other_are_printed()
    {
        string layers = string.Join(
            ", ",
            Input("i", 8),
            Dense("a", 8, "[[\"i\", 0, 0, {}]], [[\"b\", 0, 0, {}]]"),
            Dense("b", 8, "[[\"a\", 0, 0, {}]]"),
            Dense("c", 8, "[[\"a\", 1, 0, {}]]")
        );

        string table = Print(KerasVersion.Parse("2.15"), "turns", layers, "[\"i\", 0, 0]", "[\"c\", 0, 0]");

        table
            .Should()
            .MatchRegex(@"a \(Dense\) .*\['i\[0\]\[0\]', *\n *'b\[0\]\[0\]'\]")
            .And.Contain("['a[1][0]']")
            .And.Contain("['a[0][0]']");
    }

    // i is the input; a is called on it, and then on the tensor that is given.
    [TestCase("ghost", 0, "layer 'a' reads 'ghost', which is not a layer of the model.")]
    [TestCase("a", 7, "layer 'a' reads 'a[7][0]', but the layer 'a' has 2 calls, and they are counted from 0.")]
    [TestCase("a", 2, "layer 'a' reads 'a[2][0]', but the layer 'a' has 2 calls, and they are counted from 0.")]
    [TestCase("a", 1, "layer 'a' reads layers that read it in turn.")]
    public void A_later_call_that_cannot_be_made_is_refused(string layer, int call, string cause) =>
        Refused(cause, "[\"a\", 1, 0]", Input("i", 8), Dense("a", 8, $"[[\"i\", 0, 0, {{}}]], [[\"{layer}\", {call}, 0, {{}}]]"));

    // The second call of a reads b, whose only call reads that second call.
    [Test]
    public void Calls_that_read_each_other_are_refused() =>
        Refused(
            "layer 'b' reads layers that read it in turn.",
            "[\"c\", 0, 0]",
            Input("i", 8),
            Dense("c", 8, "[[\"b\", 0, 0, {}]]"),
            Dense("a", 8, "[[\"i\", 0, 0, {}]], [[\"b\", 0, 0, {}]]"),
            Dense("b", 8, "[[\"a\", 1, 0, {}]]")
        );

    [TestCase("b", "layer 'b' is not an input, and it is called without one.", "[[]]")]
    [TestCase("b", "layer 'b' reads 'ghost', which is not a layer of the model.", "[[\"ghost\", 0, 0, {}]]")]
    [TestCase("b", "layer 'b' reads layers that read it in turn.", "[[\"b\", 0, 0, {}]]")]
    [TestCase("a", "'output_layers' names 'a[7][0]', but the layer 'a' has 2 calls, and they are counted from 0.", "[[\"a\", 1, 0, {}]]")]
    public void A_model_whose_output_cannot_be_computed_is_refused(string output, string cause, string calls) =>
        Refused(
            cause,
            $"[\"{output}\", 7, 0]",
            Input("i", 8),
            Dense("a", 8, "[[\"i\", 0, 0, {}]], [[\"a\", 0, 0, {}]]"),
            Dense("b", 8, calls)
        );

    private static void Refused(string cause, string output, params string[] layers) =>
        FluentActions
            .Invoking(() => Print(KerasVersion.Parse("2.15"), "no", string.Join(", ", layers), "[\"i\", 0, 0]", output))
            .Should()
            .Throw<InputException>()
            .WithMessage($"*{cause} *");

    private static string Twins =>
        string.Join(
            ", ",
            Input("a", 5),
            Input("b", 5),
            Dense("shared", 4, "[[\"a\", 0, 0, {}]], [[\"b\", 0, 0, {}]]"),
            """{ "class_name": "Subtract", "name": "difference", "config": { "name": "difference" }, "inbound_nodes": [[["shared", 0, 0, {}], ["shared", 1, 0, {}]]] }"""
        );

    private static string Input(string name, int width) =>
        $$"""{ "class_name": "InputLayer", "name": "{{name}}", "config": { "name": "{{name}}", "batch_input_shape": [null, {{width}}] }, "inbound_nodes": [] }""";

    private static string Dense(string name, int units, string calls) =>
        $$"""{ "class_name": "Dense", "name": "{{name}}", "config": { "name": "{{name}}", "units": {{units}} }, "inbound_nodes": [{{calls}}] }""";

    private static string Print(KerasVersion version, string name, string layers, string inputs, string outputs) =>
        StoredSummary
            .Print(
                ModelFile.Parse(
                    "x.json",
                    $$"""
                    { "class_name": "Functional", "keras_version": "2.15.0", "config": { "name": "{{name}}", "layers": [{{layers}}],
                      "input_layers": [{{inputs}}], "output_layers": [{{outputs}}] } }
                    """
                ),
                version,
                null,
                Plain
            )
            .Text;
}
