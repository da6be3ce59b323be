using System.Text.Json.Nodes;
using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Hdf5;
using Repro.Keras.Architecture;
using Repro.Keras.Files;
using Repro.Keras.Weights;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Models.Naming;
using Repro.Models.Summaries;

namespace Repro.Specs.Keras.Files;

/// <summary>What we save has Keras's layout, and comes back as it was.</summary>
[Category("Fast")]
internal sealed class KerasFileWriterSpecs
{
    [SetUp]
    public void Needs_libhdf5() => NeedsHdf5.OrIgnore();

    [TestCase("binary")]
    [TestCase("softmax")]
    [TestCase("residual-batchnorm")]
    [TestCase("transfer")]
    public void The_architecture_is_written_as_Keras_wrote_it(string name)
    {
        string keras = FixtureFile.Content(PathOf(name)).Find("")!.Attributes["model_config"].Texts[0];
        JsonNode ours = ModelWriter.Write(ModelReader.Read(keras));

        JsonNode.DeepEquals(ours, JsonNode.Parse(keras)).Should().BeTrue("Keras wrote {0} and we write {1}", keras, ours.ToJsonString());
    }

    [Test]
    public void A_frozen_base_is_written_with_all_its_layers_frozen()
    {
        Model model = SpecModels.Parse("vgg16-plus-dense256{base frozen}").Model;

        JsonNode vgg16 = ModelWriter.Write(model)["config"]!["layers"]![1]!["config"]!;

        ((string?)vgg16["name"], (bool?)vgg16["trainable"]).Should().Be(("vgg16", false));
        vgg16["layers"]!
            .AsArray()
            .Select(layer => (bool?)layer!["config"]!["trainable"])
            .Where(flag => flag is not null)
            .Should()
            .HaveCount(18)
            .And.OnlyContain(flag => flag == false);
    }

    [TestCase("binary", 20)]
    [TestCase("softmax", 20)]
    [TestCase("residual-batchnorm", 20)]
    [TestCase("transfer", 10, Description = "compiled anew half-way")]
    public void A_file_of_Keras_saved_again_holds_the_same(string name, int steps)
    {
        using TemporaryFolder folder = new();
        string copy = folder.File("copy.h5");
        Save(copy, PathOf(name), steps);

        Hdf5Content keras = FixtureFile.Content(PathOf(name));
        Hdf5Content ours = ForeignHdf5.Read(copy);

        // A group without content of the newest versions, for weights that belong to no layer.
        IEnumerable<string> expected = keras
            .Objects.Select(thing => thing.Path)
            .Where(path => path != "model_weights/top_level_model_weights");
        ours.Objects.Select(thing => thing.Path).Should().BeEquivalentTo(expected);
        foreach (Hdf5Object thing in ours.Objects)
        {
            Hdf5Object original = keras.Find(thing.Path)!;
            thing.Kind.Should().Be(original.Kind, thing.Path);
            thing.Shape.Should().Equal(original.Shape, thing.Path);
            thing.Floats.Should().Equal(original.Floats, thing.Path);
            thing.Integers.Should().Equal(original.Integers, thing.Path);
            thing.Attributes.Keys.Should().BeEquivalentTo(original.Attributes.Keys, thing.Path);
            foreach (string attribute in thing.Attributes.Keys.Where(key => key is not ("model_config" or "training_config")))
            {
                thing.Attributes[attribute].Texts.Should().Equal(original.Attributes[attribute].Texts, "{0} of {1}", attribute, thing.Path);
                thing.Attributes[attribute].IsList.Should().Be(original.Attributes[attribute].IsList);
            }
        }

        JsonNode ourTraining = JsonNode.Parse(ours.Find("")!.Attributes["training_config"].Texts[0])!;
        JsonNode training = JsonNode.Parse(keras.Find("")!.Attributes["training_config"].Texts[0])!;
        training["metrics"] = new JsonArray("acc");
        JsonNode.DeepEquals(ourTraining, training).Should().BeTrue("{0} and {1}", ourTraining, training);
    }

    [Test]
    public void The_same_network_gives_the_same_bytes()
    {
        using TemporaryFolder folder = new();
        Save(folder.File("1.h5"), PathOf("binary"));
        Save(folder.File("2.h5"), PathOf("binary"));

        File.ReadAllBytes(folder.File("2.h5")).Should().Equal(File.ReadAllBytes(folder.File("1.h5")));
    }

    [Test]
    public void Every_model_comes_back_from_its_architecture([ValueSource(nameof(Single))] string name)
    {
        Model model = SpecModels.Get(name);
        Model back = ModelReader.Read(ModelWriter.Write(model).ToJsonString());

        KerasSummary
            .Print(back, KerasGeneration.Keras20)
            .Should()
            .Be(KerasSummary.Print(model, KerasGeneration.Keras20).Replace("(Model)     ", "(Functional)", StringComparison.Ordinal));
        FlattenedModel
            .Of(back)
            .Nodes.Select(node => node.Layer with { Name = "" })
            .Where(layer => layer is not InputLayer)
            .Should()
            .Equal(FlattenedModel.Of(model).Nodes.Select(node => Filled(node.Layer)).Where(layer => layer is not InputLayer));
    }

    [Test]
    public void A_list_too_long_for_an_attribute_is_cut_into_parts_and_joined_again()
    {
        string[] names =
        [
            .. Enumerable.Range(0, 3_000).Select(number => FormattableString.Invariant($"a_layer_with_a_long_name_{number:D5}/kernel")),
        ];
        Hdf5Content content = new();
        Dictionary<string, Hdf5Attribute> attributes = [];
        KerasFileWriter.AddList(attributes, NamedWeights.LayerNames, names);
        content.Add(new Hdf5Object("", Hdf5Kind.Group) { Attributes = attributes });
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("long.h5"), Hdf5Writer.ToBytes(Repro.Native.NativePackage.Hdf5.Require(), content));
        Hdf5Object root = ForeignHdf5.Read(folder.File("long.h5")).Find("")!;

        root.Attributes.Keys.Should().Contain(["layer_names0", "layer_names1"]).And.NotContain("layer_names");
        KerasText.List(root, NamedWeights.LayerNames).Should().Equal(names);
    }

    private static IEnumerable<string> Single => SpecModels.Names;

    // Keras writes a pooling's stride even where it is the window's.
    private static Layer Filled(Layer layer) =>
        (layer is Pooling2D pool ? pool with { Strides = pool.EffectiveStrides } : layer) with
        {
            Name = "",
        };

    private static string PathOf(string name) => Repository.PathOf("fixtures", "keras", "keras_h5", name + ".h5");

    private static void Save(string path, string original, int steps = 20)
    {
        KerasFile file = FixtureFile.Open(original);
        using CpuBackend backend = new();
        CompileOptions options = new(file.Training!.Loss!, file.Training.Optimizer);
        using INetwork network = backend.Build(file.Model!, options);
        file.WriteWeights(network);
        file.WriteOptimizerState(network);
        KerasFileWriter.Save(path, network, options, steps);
    }
}
