using Repro.Keras.Catalog;
using Repro.Models;
using Repro.Models.BuiltIn;

namespace Repro.Specs.Keras.Catalog;

/// <summary>Networks by name: built in, or as Keras's JSON in a folder; and by path.</summary>
[Category("Fast")]
internal sealed class ModelCatalogSpecs
{
    private TemporaryFolder _project = null!;
    private ModelCatalog _catalog = null!;

    [SetUp]
    public void A_project_with_two_networks()
    {
        _project = new TemporaryFolder();
        Write("models/mine.json", Chain("2.0.8", ("Dense", "dense_1"), ("Dense", "head"), ("Dense", "dense_2")));
        Write("models/tf.json", Chain("2.5.0", ("Dense", "dense_4"), ("Dense", "dense_7"), ("Dense", "dense_8_out")));
        _catalog = new ModelCatalog(_project.File("models"), _project.Path);
    }

    [TearDown]
    public void Remove() => _project.Dispose();

    [Test]
    public void Names_are_those_of_the_folder_and_the_built_in_ones() =>
        _catalog.Names.Should().Equal(["mine", "tf", .. BuiltInModels.Names]);

    [TestCase("mine", "dense_1 head dense_2")]
    [TestCase("mine{after mine}", "dense_3 head dense_4")]
    [TestCase("mine{tf.keras}", "dense head dense_1")]
    [TestCase("mine{keras 3.5, after mine, after mine}", "dense_4 head dense_5")]
    [TestCase("mine{after vgg16-top-224}", "dense_1 head dense_2", Description = "VGG16's dense layers have chosen names")]
    [TestCase("mine{frozen}", "dense_1 head dense_2")]
    [TestCase("tf", "dense_4 dense_7 dense_8_out", Description = "as the file says")]
    [TestCase("tf{tf.keras}", "dense dense_1 dense_8_out")]
    [TestCase("tf{after tf}", "dense_2 dense_3 dense_8_out")]
    public void Names_that_Keras_gave_are_counted_in_the_session_and_chosen_ones_stay(string model, string names) =>
        Names(_catalog.Parse(model).Model).Should().Be(names);

    [TestCase("mine", "Keras 2.0.8")]
    [TestCase("tf", "Keras 2.5.0")]
    [TestCase("tf{keras 2.3.1}", "Keras 2.3.1")]
    [TestCase("mine{tf 2.3}", "tf.keras of TensorFlow 2.3.0")]
    public void Without_a_variant_the_file_says_whose_Keras_it_is(string model, string keras) =>
        _catalog.Parse(model).Keras.ToString().Should().Be(keras);

    [Test]
    public void Any_layer_can_be_the_first_open_one() =>
        _catalog.Parse("mine{open from head}").Model.Layers.Select(node => node.Layer.Trainable).Should().Equal(false, true, true);

    [Test]
    public void A_path_inside_the_project_is_a_network_too()
    {
        Write("nets/a.json", Chain("2.15.0", ("Dense", "dense")));

        Names(_catalog.Parse("nets/a.json{tf.keras, after nets/a.json}").Model).Should().Be("dense_1");
        _catalog
            .Invoking(catalog => catalog.Require("nets/b.json"))
            .Should()
            .Throw<InputException>()
            .WithMessage("*b.json: cannot be read as a model: the file does not exist.");
    }

    [TestCase("../a.json", "*'../a.json' is not a path inside the project.*")]
    [TestCase("/a.json", "*is not a path inside the project.*")]
    [TestCase("nets/../models/mine.json", "*is not a path inside the project.*")]
    [TestCase("nine", "There is no model 'nine'. Did you mean 'mine'? Known models: mine, tf, vgg16-base-150*")]
    [TestCase("mine{open from dense_9}", "A variant does not fit the model 'mine'.*dense_9*dense_1, head, dense_2*")]
    [TestCase("mine{after nobody}", "There is no model 'nobody'.*")]
    public void What_names_no_network_is_refused(string model, string message) =>
        _catalog.Invoking(catalog => catalog.Parse(model)).Should().Throw<InputException>().WithMessage(message);

    [Test]
    public void A_chosen_name_that_the_session_gives_to_another_layer_is_refused()
    {
        Write("models/clash.json", Chain("2.0.8", ("Dense", "dense_2"), ("Activation", "dense_1")));

        Names(_catalog.Get("clash")).Should().Be("dense_2 dense_1");
        _catalog
            .Invoking(catalog => catalog.Parse("clash{book}"))
            .Should()
            .Throw<InputException>()
            .WithMessage("*clash.json: the layers cannot be named as in the session*already has a layer 'dense_1'*");
    }

    [TestCase("link.json", "models/mine.json")]
    [TestCase("inside", "models")]
    public void No_link_is_followed(string link, string target)
    {
        File.CreateSymbolicLink(_project.File(link), _project.File(target));

        _catalog
            .Invoking(catalog => catalog.Parse(link == "inside" ? "inside/mine.json" : link))
            .Should()
            .Throw<InputException>()
            .WithMessage("*it is a link, and links are not followed*");
    }

    [TestCase("vgg16-base-150.json", "*vgg16-base-150.json: 'vgg16-base-150' is the name of a built-in model. Rename the file.")]
    [TestCase("-rf.json", "*-rf.json: '-rf' is not a valid name of a model: a name is 1 to 100*Rename the file.")]
    [TestCase("a.json.json", "*'a.json' is not a valid name*")]
    public void A_file_with_a_name_that_no_network_may_have_is_refused(string file, string message)
    {
        Write("models/" + file, "{}");

        _catalog.Invoking(catalog => catalog.Names).Should().Throw<InputException>().WithMessage(message);
    }

    [Test]
    public void A_damaged_file_is_told_when_its_network_is_asked_for_and_not_before()
    {
        Write("models/bad.json", "{\"class_name\": \"Sequential\",");
        Write("models/empty.json", "{\"class_name\": \"Sequential\", \"config\": []}");
        Write("models/twice.json", "\"{\\\"class_name\\\": \\\"Sequential\\\"}\"");

        _catalog.Require("bad");
        _catalog.Get("mine").Layers.Should().HaveCount(3);
        _catalog.Invoking(catalog => catalog.Get("bad")).Should().Throw<InputException>().WithMessage("*bad.json*model.to_json()*");
        _catalog
            .Invoking(catalog => catalog.Get("twice"))
            .Should()
            .Throw<InputException>()
            .WithMessage("*twice.json: the file has a text that contains JSON*to_json() is JSON already.*");
        _catalog
            .Invoking(catalog => catalog.Get("empty"))
            .Should()
            .Throw<InputException>()
            .WithMessage("*empty.json: not a usable model: a model has 0 layers.*");
    }

    [Test]
    public void Without_a_folder_there_are_the_built_in_networks_and_no_paths()
    {
        ModelCatalog.BuiltIn.Names.Should().Equal(BuiltInModels.Names);
        ModelCatalog
            .BuiltIn.Invoking(catalog => catalog.Get("a.json"))
            .Should()
            .Throw<InputException>()
            .WithMessage("'a.json' is the path of a file, and files are named relative to a project.*");
        new ModelCatalog(_project.File("nothing")).Names.Should().Equal(BuiltInModels.Names);
    }

    [TestCase("Conv2D", "conv2d")]
    [TestCase("MaxPooling2D", "max_pooling2d")]
    [TestCase("GlobalAveragePooling2D", "global_average_pooling2d")]
    [TestCase("BatchNormalization", "batch_normalization")]
    [TestCase("ReLU", "re_lu")]
    [TestCase("LSTM", "lstm")]
    [TestCase("ZeroPadding2D", "zero_padding2d")]
    public void A_class_gives_its_layers_the_names_of_Keras(string kind, string name) => SessionNames.SnakeCase(kind).Should().Be(name);

    private static string Names(Model model) => string.Join(' ', model.Layers.Select(node => node.Layer.Name));

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_project.File(path))!);
        File.WriteAllText(_project.File(path), text);
    }

    private static string Chain(string version, params (string Kind, string Name)[] layers)
    {
        IEnumerable<string> written = layers.Select(
            (layer, index) =>
                $$"""{"class_name": "{{layer.Kind}}", "config": {"name": "{{layer.Name}}",{{(index == 0 ? "\"batch_input_shape\": [null, 3]," : "")}} "units": 3, "activation": "linear"} }"""
        );
        return $$"""{"class_name": "Sequential", "config": {"name": "sequential_1", "layers": [{{string.Join(", ", written)}}]}, "keras_version": "{{version}}", "backend": "tensorflow"}""";
    }
}
