using Repro.Keras.Architecture;
using Repro.Keras.Catalog;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Models.Counting;
using Repro.Models.Layers;
using Repro.Models.Summaries;
using Repro.Models.Summaries.Description;
using Repro.Models.Summaries.Rules;
using Repro.Training.Evaluation;

namespace Repro.Specs.Keras.Files;

/// <summary>
/// Files as people have them: a summary lists and counts them all, whatever can be computed. <c>fixtures/cases/README.md</c> says how the
/// figures are known.
/// </summary>
[Category("Fast")]
internal sealed class CaseFileSpecs
{
    [SetUp]
    public void Needs_libhdf5() => NeedsHdf5.OrIgnore();

    [TestCase("input-28x28", 7_850, 0)]
    [TestCase("input-784", 7_850, 0)]
    [TestCase("k3-functional", 7_850, 0)]
    [TestCase("keras1", 5_874, 0)]
    [TestCase("nan-weights", 7_850, 0)]
    [TestCase("summary-bn-noscale", 10_202, 1_568)]
    [TestCase("summary-constraint", 5_874, 0)]
    [TestCase("summary-mixed16", 5_874, 0)]
    [TestCase("summary-relu-layer", 7_850, 0)]
    [TestCase("summary-rescaling", 7_850, 0)]
    [TestCase("summary-softmax-layer", 7_850, 0)]
    [TestCase("summary-tanh", 7_960, 0)]
    [TestCase("training-config-without-optimizer", 7_850, 0)]
    [TestCase("user-block", 7_850, 0)]
    public void Parameters_are_counted_from_the_stored_weights(string name, int total, int frozen)
    {
        KerasFile file = Open(name);
        ParameterCounts counts = ParameterCounts.Of(file.Model!);

        (counts.Total, counts.NonTrainable).Should().Be((total, frozen));
        StoredSummary
            .Print(file, null, new SummaryOptions())
            .Text.Should()
            .Contain(total.ToString("N0", System.Globalization.CultureInfo.InvariantCulture))
            .And.NotContainAny("?", "multiple")
            .And.Contain("(None, ", "each shape follows from its layer");
    }

    [TestCase("text-sgd.keras2", 128)]
    [TestCase("recurrent-sgd.keras2", 67)]
    [TestCase("convolutions-sgd.keras2", 66)]
    [TestCase("normalizations-sgd.keras2", 93)]
    [TestCase("residual-batchnorm-adam.keras3", 90)]
    public void Layers_that_no_backend_knows_are_listed_and_counted(string name, int total)
    {
        KerasFile file = FixtureFile.Open(Repository.PathOf("fixtures", "keras", "keras_files", name + ".h5"));

        ParameterCounts.Of(file.Model!).Total.Should().Be(total);
        file.StoredWeights.Sum(weight => weight.Shape.Aggregate(1, (product, axis) => product * axis)).Should().Be(total);
        StoredSummary.Print(file, null, new SummaryOptions()).Text.Should().NotContainAny("?", "multiple");
    }

    [TestCase("summary-mixed16", "layer 'conv2d' (Conv2D): 'dtype' is *mixed_float16*")]
    [TestCase("keras1", "Keras 1.2.2 wrote it*")]
    public void What_cannot_be_computed_is_refused_with_its_reason(string name, string reason)
    {
        Action open = () => SavedModel.Open(PathOf(name), null, SpecModels.Catalog);

        open.Should().Throw<InputException>().WithMessage($"{PathOf(name)}: *{reason}").Which.Message.Should().NotContain("\n");
    }

    [Test]
    public void A_user_block_may_come_before_the_signature()
    {
        File.ReadAllBytes(PathOf("user-block"))[..8].Should().NotEqual(File.ReadAllBytes(PathOf("k3-functional"))[..8]);
        Open("user-block").Weights(Open("user-block").Model!).Should().HaveCount(2);
    }

    [Test]
    public void Keras_3_may_name_its_only_input_and_output_without_a_list()
    {
        string json = ConfigOf("k3-functional");
        string bare = json.Replace("[[\"input_layer\", 0, 0]]", "[\"input_layer\", 0, 0]", StringComparison.Ordinal)
            .Replace("[[\"dense\", 0, 0]]", "[\"dense\", 0, 0]", StringComparison.Ordinal);

        bare.Should().NotBe(json);
        ModelReader.Read(bare).Layers.Select(node => node.Layer.Name).Should().Equal("input_layer", "flatten", "dropout", "dense");
    }

    [Test]
    public void A_layer_that_is_called_in_training_mode_is_not_computed()
    {
        string json = ConfigOf("k3-functional").Replace("\"training\": false", "\"training\": true", StringComparison.Ordinal);

        ModelReader
            .Read(json)["dropout"]
            .Layer.Should()
            .BeOfType<ForeignLayer>()
            .Which.Reason.Should()
            .Match("*'dropout' is called with 'training'*");
    }

    [Test]
    public void Several_inputs_and_shared_layers_are_listed()
    {
        const string Layer =
            """{"class_name": "Dense", "name": "shared", "config": {"name": "shared", "units": 3, "activation": "linear", "use_bias": true}, "inbound_nodes": [[["a", 0, 0, {}]], [["b", 0, 0, {}]]]}""";
        string Input(string name) =>
            $$$"""{"class_name": "InputLayer", "name": "{{{name}}}", "config": {"name": "{{{name}}}", "batch_input_shape": [null, 4]}, "inbound_nodes": []}""";
        string json =
            $$$"""{"class_name": "Functional", "config": {"name": "two", "layers": [{{{Input("a")}}}, {{{Input("b")}}}, {{{Layer}}}], "input_layers": [["a", 0, 0], ["b", 0, 0]], "output_layers": [["shared", 0, 0]]}}""";
        Model model = ModelReader.Read(json);

        KerasTable
            .Print(SummaryDescription.Of(model), KerasVersion.Default)
            .Text.Should()
            .Contain("a (InputLayer)")
            .And.Contain("b[0][0]")
            .And.Contain("(None, 3)");
        model["shared"].Layer.Should().BeOfType<ForeignLayer>().Which.Reason.Should().Match("*called 2 times*");
    }

    [TestCase("""{"class_name": "Conv1D", "name": "x", "config": []}""")]
    [TestCase(
        """{"class_name": "Conv2D", "name": "x", "config": {"filters": 2, "kernel_size": [9, 9], "strides": [4, 4], "padding": "valid", "activation": "relu"}}"""
    )]
    [TestCase("""{"class_name": "Reshape", "name": "x", "config": {"target_shape": [-1, -1]}}""")]
    public void A_shape_that_no_rule_gives_is_unknown(string layer)
    {
        string json =
            $$$"""{"class_name": "Sequential", "config": {"name": "made", "layers": [{"class_name": "InputLayer", "config": {"name": "in", "batch_input_shape": [null, 8, 8, 1]}}, {{{layer}}}]}}""";
        Model model = ModelReader.Read(json);

        model["x"].OutputShape.IsUnknown.Should().BeTrue();
        KerasTable.Print(SummaryDescription.Of(model), KerasVersion.Parse("3.5")).Text.Should().Contain("?");
    }

    [TestCase("[null, 5, 7]", "(None, 5, 7)")]
    [TestCase("[[null, 5], [null, 7]]", "?")]
    [TestCase("\"?\"", "?")]
    public void The_next_layer_says_a_shape_that_no_rule_gives(string built, string shape)
    {
        string json =
            $$$"""{"class_name": "Sequential", "config": {"name": "made", "layers": [{"class_name": "InputLayer", "config": {"name": "in", "batch_input_shape": [null, 8]}}, {"class_name": "Mystery", "config": {"name": "x"}}, {"class_name": "Dropout", "config": {"name": "y", "rate": 0.5}, "build_config": {"input_shape": {{{built}}}}}]}}""";

        KerasTable
            .Print(SummaryDescription.Of(ModelReader.Read(json)), KerasVersion.Default)
            .Text.Should()
            .MatchRegex($@"x \(Mystery\) +{System.Text.RegularExpressions.Regex.Escape(shape)} ");
    }

    private static string ConfigOf(string name) => FixtureFile.Content(PathOf(name)).Find("")!.Attributes["model_config"].Texts[0];

    private static KerasFile Open(string name) => FixtureFile.Open(PathOf(name));

    private static string PathOf(string name) => Repository.PathOf("fixtures", "cases", name + ".h5");
}
