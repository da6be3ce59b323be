using Repro.Claims;
using Repro.Keras.Catalog;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Models.Counting;
using Repro.Models.Layers;
using Repro.Models.Summaries;
using Repro.Models.Summaries.Rules;
using Repro.Models.Trainability;
using Repro.Probes.Networks;
using Repro.Specs.Keras.Files;

namespace Repro.Specs.Keras.Catalog;

/// <summary>What <c>model.to_json()</c> of Keras 1 to 3 wrote, dropped into a folder of networks.</summary>
[Category("Fast")]
internal sealed class ToJsonSpecs
{
    private static readonly string Folder = Repository.PathOf("fixtures", "keras", "to_json");
    private static readonly ModelCatalog Catalog = new(Folder, Repository.Root);

    [Test]
    public void All_are_listed() =>
        Catalog
            .Names.Should()
            .Contain(["keras-1.2.2", "keras-2.0.8", "keras-2.2.4", "keras-3", "keras-3-branches", "recurrent-2.15", "tf-keras-2.15"]);

    // Totals that Keras counted, which the weights in the files that these came from have too.
    [TestCase("keras-1.2.2", "Keras 1.2.2", 5_874)]
    [TestCase("keras-2.0.8", "Keras 2.0.8", 1_022)]
    [TestCase("keras-2.2.4", "Keras 2.2.4", 1_022)]
    [TestCase("tf-keras-2.15", "Keras 2.15.0", 671)]
    [TestCase("recurrent-2.15", "Keras 2.15.0", 67)]
    [TestCase("keras-3", "Keras 3.5.0", 19)]
    [TestCase("keras-3-branches", "Keras 3.5.0", 90)]
    public void Each_has_its_version_and_its_parameters(string name, string keras, long total)
    {
        ModelVariant variant = Catalog.Parse(name);

        variant.Keras.ToString().Should().Be(keras);
        ParameterCounts.Of(variant.Model).Total.Should().Be(total);
        UnknownCounts.First(variant.Model).Should().BeNull();
    }

    [TestCase("keras-1.2.2", "cases/keras1.h5")]
    [TestCase("recurrent-2.15", "keras/keras_files/recurrent-sgd.keras2.h5")]
    [TestCase("tf-keras-2.15", "keras/keras_h5/residual-batchnorm.h5")]
    public void The_table_is_that_of_the_saved_model(string name, string saved)
    {
        NeedsHdf5.OrIgnore();
        string file = Path.Combine([Repository.PathOf("fixtures"), .. saved.Split('/')]);

        StoredSummary
            .Print(ModelFile.Read(Path.Combine(Folder, name + ".json")), null, null, new SummaryOptions())
            .Text.Should()
            .Be(StoredSummary.Print(FixtureFile.Open(file), version: null, new SummaryOptions()).Text);
    }

    [TestCase(
        "keras-1.2.2",
        "layer 'convolution2d_1' is a Convolution2D, which is not supported. To list the supported layers, run: repro layers.*"
    )]
    public void Computing_one_names_the_layer_and_the_supported_ones(string name, string reason) =>
        Catalog
            .Invoking(catalog => catalog.RequireTrainable(name, "Run 'x'"))
            .Should()
            .Throw<InputException>()
            .WithMessage($"Run 'x': *{name}.json: the model cannot be computed: {reason}");

    [TestCase("keras-2.0.8")]
    [TestCase("keras-3")]
    [TestCase("tf-keras-2.15")]
    public void Keras_defaults_of_all_versions_can_be_trained(string name) =>
        Catalog.Invoking(catalog => catalog.RequireTrainable(name, "Run 'x'")).Should().NotThrow();

    [TestCase(
        "\"kernel_initializer\": {\"class_name\": \"MyOwn\", \"config\": {}}",
        "layer 'dense' (Dense): 'kernel_initializer' is MyOwn, and weights are not drawn by it here.*"
    )]
    [TestCase(
        "\"kernel_initializer\": {\"class_name\": \"VarianceScaling\", \"config\": {\"scale\": 2.0, \"mode\": \"fan_in\", \"distribution\": \"normal\"}}",
        "*'kernel_initializer' is VarianceScaling,*"
    )]
    [TestCase(
        "\"kernel_initializer\": {\"class_name\": \"GlorotUniform\", \"config\": {\"seed\": 1}}",
        "*'kernel_initializer' has a seed of its own*"
    )]
    public void A_training_that_the_file_asks_for_and_is_not_supported_is_refused(string setting, string objection)
    {
        ModelFile file = ModelFile.Parse("x.json", One("Dense", "\"units\": 3, \"activation\": \"linear\", " + setting));

        file.TrainingObjection.Should().Match(objection);
        UnknownCounts.First(file.Model).Should().BeNull();
    }

    [Test]
    public void A_layer_of_which_nothing_is_known_is_printed_with_a_note_and_not_counted()
    {
        ModelFile file = ModelFile.Parse("x.json", One("Attention>Mine", ""));
        PrintedTable table = StoredSummary.Print(file, null, null, new SummaryOptions());

        table.Text.Should().Contain("dense (Attention>Mine)");
        table
            .Remarks.Should()
            .Equal(
                "The parameters of the layer 'dense' (Attention>Mine) are not known, and the table counts 0: the file has no weights. Why: layer 'dense' is a Attention>Mine, which is not supported. To list the supported layers, run: repro layers."
            );
    }

    [Test]
    public void The_reason_is_that_of_the_first_layer_whose_shape_is_not_known()
    {
        const string Json = """
            {"class_name": "Functional", "keras_version": "2.15.0", "config": {"name": "sum", "layers": [
              {"class_name": "InputLayer", "name": "in", "config": {"name": "in", "batch_input_shape": [null, 4]}, "inbound_nodes": []},
              {"class_name": "Dense", "name": "a", "config": {"name": "a", "units": 18}, "inbound_nodes": [[["in", 0, 0, {}]]]},
              {"class_name": "Dense", "name": "b", "config": {"name": "b", "units": 16}, "inbound_nodes": [[["in", 0, 0, {}]]]},
              {"class_name": "Add", "name": "add", "config": {"name": "add"}, "inbound_nodes": [[["a", 0, 0, {}], ["b", 0, 0, {}]]]},
              {"class_name": "Dense", "name": "hidden", "config": {"name": "hidden", "units": 5}, "inbound_nodes": [[["add", 0, 0, {}]]]},
              {"class_name": "Dense", "name": "out", "config": {"name": "out", "units": 3}, "inbound_nodes": [[["hidden", 0, 0, {}]]]}],
              "input_layers": [["in", 0, 0]], "output_layers": [["out", 0, 0]]}}
            """;

        UnknownCounts
            .Remarks(ModelFile.Parse("x.json", Json).Model)
            .Should()
            .HaveCount(2)
            .And.OnlyContain(remark =>
                remark.EndsWith(
                    "Why: Layer 'add' (Add): adds two or more inputs of one shape, but got 18 and 16.",
                    StringComparison.Ordinal
                )
            );
    }

    // Each block doubles the paths from the last layer to the input.
    [Test]
    public async Task The_reason_is_found_in_one_pass_over_many_paths()
    {
        const int Blocks = 64;
        List<string> layers =
        [
            """{"class_name": "InputLayer", "name": "s0", "config": {"name": "s0", "batch_input_shape": [null, null, null, 3]}, "inbound_nodes": []}""",
        ];
        for (int block = 1; block <= Blocks; block++)
        {
            layers.Add(
                $$$"""{"class_name": "Conv2D", "name": "c{{{block}}}", "config": {"name": "c{{{block}}}", "filters": 3, "kernel_size": [3, 3], "padding": "same"}, "inbound_nodes": [[["s{{{block - 1}}}", 0, 0, {}]]]}"""
            );
            layers.Add(
                $$$"""{"class_name": "Add", "name": "s{{{block}}}", "config": {"name": "s{{{block}}}"}, "inbound_nodes": [[["c{{{block}}}", 0, 0, {}], ["s{{{block - 1}}}", 0, 0, {}]]]}"""
            );
        }

        string json = $$$"""
            {"class_name": "Functional", "keras_version": "2.15.0", "config": {"name": "deep", "layers": [{{{string.Join(", ", layers)}}},
              {"class_name": "Mine", "name": "mine", "config": {"name": "mine"}, "inbound_nodes": [[["s{{{Blocks}}}", 0, 0, {}]]]}],
              "input_layers": [["s0", 0, 0]], "output_layers": [["mine", 0, 0]]}}
            """;

        string[] remarks = await Task.Run(() => UnknownCounts.Remarks(ModelFile.Parse("x.json", json).Model).ToArray())
            .WaitAsync(TimeSpan.FromSeconds(60));

        remarks.Should().ContainSingle().Which.Should().Contain("Why: layer 'mine' is a Mine, which is not supported.");
    }

    [Test]
    public void Its_parameters_are_no_measurement()
    {
        using TemporaryFolder project = new();
        File.WriteAllText(project.File("x.json"), One("Attention>Mine", ""));
        ModelProbe probe = new(new ModelCatalog(null, project.Path));

        probe.Measure(Address.Parse("model:x.json/layer_count")).Should().BeOfType<Measurement.Exact>();
        probe
            .Invoking(x => x.Measure(Address.Parse("model:x.json/total_params")))
            .Should()
            .Throw<AddressException>()
            .WithMessage("*'dense' (Attention>Mine) are not known*");
    }

    [TestCase(
        "Dense",
        "\"units\": 3, \"activation\": \"relux\"",
        "the unknown activation 'relux'. Did you mean 'relu'? Supported are linear, relu,"
    )]
    [TestCase("Activation", "\"activation\": \"sparsemax\"", "an activation that is not supported: 'sparsemax'. Supported are linear,")]
    public void An_unknown_activation_is_called_that(string kind, string settings, string message)
    {
        using TemporaryFolder project = new();
        File.WriteAllText(project.File("x.json"), One(kind, settings));
        ModelProbe probe = new(new ModelCatalog(null, project.Path));

        FluentActions
            .Invoking(() => Computable.Require("x.json", ModelFile.Parse("x.json", One(kind, settings)).Model))
            .Should()
            .Throw<InputException>()
            .WithMessage($"x.json: the model cannot be computed: layer 'dense' ({kind}): 'activation' is {message}*");
        probe
            .Invoking(x => x.Measure(Address.Parse("model:x.json[dense]/activation")))
            .Should()
            .Throw<AddressException>()
            .WithMessage($"*the settings of the layer 'dense' ({kind}) are not read: *'activation' is {message}*");
    }

    private const string OfKeras1 = "\"pool_size\": [2, 2], \"strides\": [2, 2], \"border_mode\": \"same\"";

    // What Keras 1 calls data_format and padding.
    [TestCase("MaxPooling2D", OfKeras1)]
    [TestCase("AveragePooling2D", OfKeras1)]
    [TestCase("GlobalAveragePooling2D", "\"trainable\": true")]
    [TestCase("UpSampling2D", "\"size\": [2, 2]")]
    public void Channels_last_of_Keras_1_are_read_and_channels_first_refused(string kind, string settings)
    {
        string Json(string ordering) =>
            $$"""
                { "class_name": "Sequential", "keras_version": "1.2.2", "config": [
                  { "class_name": "{{kind}}", "config": { "name": "it", "batch_input_shape": [null, 5, 5, 3], "input_dtype": "float32", {{settings}}, "dim_ordering": {{ordering}} } } ] }
                """;
        Model model = ModelFile.Parse("x.json", Json("\"tf\"")).Model;

        model.Nodes[1].Layer.TypeName.Should().Be(kind);
        model.Nodes[1].Layer.Should().NotBeOfType<ForeignLayer>();
        if (kind == "MaxPooling2D")
        {
            model.OutputShapes[0].Should().Be(new Shape(3, 3, 3), "the padding is 'same'");
        }

        Refusal("\"th\"")
            .Should()
            .Be(
                $"x.json: the model cannot be computed: layer 'it' ({kind}): 'dim_ordering' is \"th\" (Keras 1: channels before rows), which is not supported; \"tf\" (channels last) is."
            );
        Refusal("3").Should().EndWith($"layer 'it' ({kind}): 'dim_ordering' must be \"tf\" (Keras 1: channels last).");

        string Refusal(string ordering) =>
            FluentActions
                .Invoking(() => Computable.Require("x.json", ModelFile.Parse("x.json", Json(ordering)).Model))
                .Should()
                .Throw<InputException>()
                .Which.Message;
    }

    [Test]
    public void Channels_first_are_named_for_layers_of_Keras_1_alone_too() =>
        ModelFile
            .Parse(
                "x.json",
                File.ReadAllText(Path.Combine(Folder, "keras-1.2.2.json")).Replace("\"tf\"", "\"th\"", StringComparison.Ordinal)
            )
            .Model.Nodes[1]
            .Layer.Should()
            .BeOfType<ForeignLayer>()
            .Which.Reason.Should()
            .StartWith("layer 'convolution2d_1' (Convolution2D): 'dim_ordering' is \"th\"");

    [TestCase("UpSampling2D", "\"size\": [2, 2]")]
    [TestCase("Cropping2D", "\"cropping\": [[1, 1], [1, 1]]")]
    public void A_layer_without_the_setting_is_channels_first_where_another_one_is(string kind, string settings)
    {
        string json = $$"""
            { "class_name": "Sequential", "keras_version": "1.2.2", "config": [
              { "class_name": "{{kind}}", "config": { "name": "it", "batch_input_shape": [null, 3, 32, 32], {{settings}} } },
              { "class_name": "MaxPooling2D", "config": { "name": "pool", "pool_size": [2, 2], "strides": [2, 2], "border_mode": "valid", "dim_ordering": "th" } } ] }
            """;

        ModelFile
            .Parse("x.json", json)
            .Model.Nodes[1]
            .Layer.Should()
            .BeOfType<ForeignLayer>()
            .Which.Reason.Should()
            .Contain("'dim_ordering' is missing, and other layers of the model have \"th\"");
    }

    private static string OfKeras1Convolution(string settings) =>
        $$"""
            { "class_name": "Sequential", "keras_version": "1.2.2", "config": [
              { "class_name": "Convolution2D", "config": { "name": "c", "nb_filter": 8, "nb_row": 3, "nb_col": 3, {{settings}}, "bias": true } },
              { "class_name": "Flatten", "config": { "name": "f" } },
              { "class_name": "Dense", "config": { "name": "d", "output_dim": 10, "bias": true } } ] }
            """;

    // In all releases of Keras 1: def __init__(self, nb_filter, nb_row, nb_col, ..., border_mode='valid', ...).
    [Test]
    public void A_border_mode_that_is_not_written_is_valid()
    {
        ModelFile file = ModelFile.Parse(
            "x.json",
            OfKeras1Convolution("\"batch_input_shape\": [null, 28, 28, 1], \"dim_ordering\": \"tf\"")
        );

        file.Model.Nodes[1].OutputShape.Should().Be(new Shape(26, 26, 8));
        UnknownCounts.First(file.Model).Should().BeNull();
        ParameterCounts.Of(file.Model).Total.Should().Be(80 + (26 * 26 * 8 * 10) + 10);
    }

    [Test]
    public void The_reason_for_a_count_that_is_not_known_is_found_in_front_of_a_Flatten()
    {
        ModelFile file = ModelFile.Parse(
            "x.json",
            OfKeras1Convolution("\"batch_input_shape\": [null, 1, 28, 28], \"border_mode\": \"valid\", \"dim_ordering\": \"th\"")
        );

        UnknownCounts
            .Remarks(file.Model)
            .Should()
            .ContainSingle()
            .Which.Should()
            .EndWith(
                "Why: layer 'c' (Convolution2D): 'dim_ordering' is \"th\" (Keras 1: channels before rows), which is not supported; \"tf\" (channels last) is."
            );
    }

    // Keras's defaults. GRU: 3 gates of 3 units on 4 inputs, with one bias or two.
    [TestCase("GRU", "\"units\": 3", "3.5.0", 81)]
    [TestCase("GRU", "\"units\": 3", "2.15.0", 81)]
    [TestCase("GRU", "\"units\": 3", "2.0.8", 72)]
    [TestCase("GRU", "\"units\": 3, \"reset_after\": false", "2.15.0", 72)]
    [TestCase("Normalization", "", "2.15.0", 9)]
    [TestCase("Normalization", "\"axis\": null", "2.15.0", 3)]
    [TestCase("BatchNormalization", "", "2.15.0", 16)]
    [TestCase("LayerNormalization", "", "2.15.0", 8)]
    public void Settings_that_are_left_out_have_the_defaults_of_Keras(string kind, string settings, string version, int parameters)
    {
        string config = $"\"name\": \"it\", \"batch_input_shape\": [null, 6, 4]{(settings.Length == 0 ? "" : ", " + settings)}";
        string json = $$"""
            { "class_name": "Sequential", "keras_version": "{{version}}", "config": { "name": "s", "layers": [ { "class_name": "{{kind}}", "config": { {{config}} } } ] } }
            """;

        ParameterCounts.Of(ModelFile.Parse("x.json", json).Model).Total.Should().Be(parameters);
    }

    // Nothing is known of the layers behind it, either; what is known in front of it is measured.
    [TestCase("[first]/params", "80")]
    [TestCase("[first]/output_shape", "14x14x8")]
    [TestCase("[first]/receptive_field", "3x3")]
    [TestCase("/layer_names", "\"first mine second\"")]
    [TestCase("[second]/params", null)]
    [TestCase("[second]/output_shape", null)]
    [TestCase("[second]/receptive_field", null)]
    [TestCase("[second]/output_listing", null)]
    [TestCase("[second]/summary_row", null)]
    [TestCase("[second]/kernel_shape", null)]
    [TestCase("/output_shape", null)]
    [TestCase("/output_ranks", null)]
    [TestCase("/conv_output_channels", null)]
    [TestCase("/max_spatial_step", null)]
    [TestCase("/min_receptive_field_step", null)]
    [TestCase("/trainable_tensors", null)]
    [TestCase("/trainable_tensor_names", null)]
    [TestCase("/trainable_layers", null)]
    [TestCase("/trainable_conv_layers", null)]
    [TestCase("/trained_tensors", null)]
    public void Layers_around_one_of_which_nothing_is_known(string quantity, string? value)
    {
        using TemporaryFolder project = new();
        File.WriteAllText(
            project.File("x.json"),
            """
            { "class_name": "Sequential", "keras_version": "2.15.0", "backend": "tensorflow", "config": { "name": "x", "layers": [
              { "class_name": "InputLayer", "config": { "name": "input_1", "batch_input_shape": [null, 16, 16, 1], "dtype": "float32" } },
              { "class_name": "Conv2D", "config": { "name": "first", "filters": 8, "kernel_size": [3, 3], "strides": [1, 1], "padding": "valid" } },
              { "class_name": "Own>Mine", "config": { "name": "mine" } },
              { "class_name": "Conv2D", "config": { "name": "second", "filters": 8, "kernel_size": [3, 3], "strides": [1, 1], "padding": "valid" } } ] } }
            """
        );
        ModelProbe probe = new(new ModelCatalog(null, project.Path));
        Func<Measurement> measure = () => probe.Measure(Address.Parse($"model:x.json{quantity}"));

        if (value is null)
        {
            measure.Should().Throw<AddressException>().WithMessage("*are not known: *'mine' is a Own>Mine, which is not supported*");
        }
        else
        {
            measure().Should().BeOfType<Measurement.Exact>().Which.Value.ToString().Should().Be(value);
        }
    }

    [TestCase("keras_h5/residual-batchnorm.h5", "671")]
    [TestCase("keras_files/residual-batchnorm-adam.keras2.keras", "90")]
    [TestCase("keras_files/residual-batchnorm-adam.keras3.keras", "90")]
    public void A_saved_model_of_the_project_is_measured_by_its_path(string file, string parameters)
    {
        NeedsHdf5.OrIgnore();
        ModelProbe probe = new(Catalog);

        probe
            .Measure(Address.Parse($"model:fixtures/keras/{file}/total_params"))
            .Should()
            .BeOfType<Measurement.Exact>()
            .Which.Value.ToString()
            .Should()
            .Be(parameters);
    }

    [TestCase("keras_h5/binary.weights.h5")]
    [TestCase("keras_files/dense-adam.keras3.weights.h5")]
    public void Weights_alone_have_no_model_to_measure(string file)
    {
        NeedsHdf5.OrIgnore();
        ModelProbe probe = new(Catalog);

        probe
            .Invoking(x => x.Measure(Address.Parse($"model:fixtures/keras/{file}/total_params")))
            .Should()
            .Throw<AddressException>()
            .WithMessage("*weights without an architecture*");
    }

    // By Keras's formulas, worked out by hand.
    [TestCase("LSTM", "\"units\": 3", "4, 2", 4 * ((2 * 3) + (3 * 3) + 3))]
    [TestCase("GRU", "\"units\": 3, \"reset_after\": true", "4, 2", 3 * ((2 * 3) + (3 * 3) + 6))]
    [TestCase("GRU", "\"units\": 3", "4, 2", 3 * ((2 * 3) + (3 * 3) + 6))]
    [TestCase("GRU", "\"units\": 3, \"reset_after\": false", "4, 2", 3 * ((2 * 3) + (3 * 3) + 3))]
    [TestCase("Conv1D", "\"filters\": 5, \"kernel_size\": [3]", "8, 2", (3 * 2 * 5) + 5)]
    [TestCase(
        "Conv2D",
        "\"filters\": 6, \"kernel_size\": [3, 3], \"strides\": [1, 1], \"padding\": \"valid\", \"groups\": 2",
        "8, 8, 4",
        (9 * 2 * 6) + 6
    )]
    [TestCase("DepthwiseConv2D", "\"kernel_size\": [3, 3], \"depth_multiplier\": 2", "8, 8, 4", (9 * 4 * 2) + 8)]
    [TestCase("SeparableConv2D", "\"filters\": 5, \"kernel_size\": [3, 3], \"depth_multiplier\": 1", "8, 8, 4", (9 * 4) + (4 * 5) + 5)]
    [TestCase("Conv2DTranspose", "\"filters\": 5, \"kernel_size\": [3, 3], \"use_bias\": false", "8, 8, 4", 9 * 5 * 4)]
    [TestCase("Embedding", "\"input_dim\": 100, \"output_dim\": 8", "7", 800)]
    [TestCase("Embedding", "\"input_dim\": 3000000, \"output_dim\": 300", "7", 900_000_000)]
    [TestCase("Embedding", "\"input_dim\": 3000000, \"output_dim\": 300, \"mask_zero\": true", "7", 900_000_000)]
    [TestCase("BatchNormalization", "\"axis\": [3], \"scale\": false, \"momentum\": 0.9, \"epsilon\": 0.001", "8, 8, 4", 12)]
    [TestCase("LayerNormalization", "\"axis\": [2]", "8, 4", 8)]
    [TestCase(
        "Bidirectional",
        "\"merge_mode\": \"concat\", \"layer\": {\"class_name\": \"LSTM\", \"config\": {\"units\": 3}}",
        "4, 2",
        2 * 4 * ((2 * 3) + (3 * 3) + 3)
    )]
    [TestCase("Dense", "\"units\": 3, \"activation\": \"gelu\"", "4, 2", (2 * 3) + 3)]
    [TestCase("MaxPooling1D", "\"pool_size\": [2]", "8, 2", 0)]
    public void Weights_of_a_layer_follow_from_its_settings(string kind, string settings, string shape, long total)
    {
        ModelFile file = ModelFile.Parse("x.json", One(kind, settings, shape));

        UnknownCounts.First(file.Model).Should().BeNull();
        ParameterCounts.Of(file.Model).Total.Should().Be(total);
    }

    [TestCase("DepthwiseConv2D", "\"kernel_size\": [1, 1], \"depth_multiplier\": 65536", "2, 2, 65537")]
    [TestCase("SeparableConv2D", "\"filters\": 3, \"kernel_size\": [1, 1], \"depth_multiplier\": 65536", "2, 2, 65537")]
    [TestCase("Embedding", "\"input_dim\": 1000000, \"output_dim\": 1000000", "2")]
    [TestCase("Embedding", "\"input_dim\": 2147483647, \"output_dim\": 2", "2")]
    [TestCase("Embedding", "\"input_dim\": 2147483647, \"output_dim\": 2, \"mask_zero\": true", "2")]
    [TestCase("Dense", "\"units\": 1000000, \"activation\": \"gelu\"", "1000000")]
    [TestCase("Dense", "\"units\": 1000000, \"activation\": \"relu\"", "1000000")]
    public void Weights_that_are_too_many_to_count_are_refused(string kind, string settings, string shape)
    {
        FluentActions
            .Invoking(() => ModelFile.Parse("x.json", One(kind, settings, shape)))
            .Should()
            .Throw<InputException>()
            .WithMessage("x.json: not a usable model: its model has tensors too large to count.*");
    }

    [Test]
    public void A_file_says_its_version_or_is_refused()
    {
        FluentActions
            .Invoking(() => ModelFile.Parse("x.json", One("Flatten", "").Replace("2.15.0", "four", StringComparison.Ordinal)))
            .Should()
            .Throw<InputException>()
            .WithMessage("x.json: not a usable model: the model: 'keras_version' is 'four', which is not a version of Keras 1 to 3.*");
    }

    private static string One(string kind, string settings, string shape = "4") =>
        $$"""{"class_name": "Sequential", "config": {"name": "sequential", "layers": [{"class_name": "{{kind}}", "config": {"name": "dense", "batch_input_shape": [null, {{shape}}]{{(settings.Length > 0 ? ", " : "")}}{{settings}} } }] }, "keras_version": "2.15.0"}""";
}
