using System.IO.Compression;
using System.Text.Json.Nodes;
using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Backends.Optimizers;
using Repro.Hdf5;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Models.Naming;
using Repro.Models.Summaries;

namespace Repro.Specs.Keras.Files;

/// <summary>Archives as Keras 3 writes them, compared with those that Keras 3.15 wrote.</summary>
[Category("Fast")]
internal sealed class KerasArchiveWriterSpecs
{
    private const int Steps = 3;

    [SetUp]
    public void Needs_libhdf5() => NeedsHdf5.OrIgnore();

    [TestCase("dense-adam")]
    [TestCase("conv-sgd")]
    [TestCase("convolutions-sgd")]
    [TestCase("normalizations-sgd")]
    [TestCase("nested-frozen-adam")]
    [TestCase("residual-batchnorm-adam")]
    public void An_archive_of_Keras_saved_again_holds_the_same(string name)
    {
        using TemporaryFolder folder = new();
        string copy = folder.File("copy.keras");
        Save(copy, name);

        KerasArchive keras = KerasArchive.Read(PathOf(name));
        KerasArchive ours = KerasArchive.Read(copy);

        ours.KerasVersion.Should().Be(keras.KerasVersion);
        JsonNode config = JsonNode.Parse(ours.Config)!;
        JsonNode original = JsonNode.Parse(keras.Config)!;
        Difference(config, original, "").Should().BeNull("Keras wrote {0} and we write {1}", original, config);
        ShouldHoldTheSame(ours, keras);
    }

    // The layers' own settings are compared in archives of Keras.
    [Test]
    public void An_archive_with_several_outputs_saved_again_holds_the_same()
    {
        using TemporaryFolder folder = new();
        ComposedArchive.Write(folder.File("composed.keras"), keras: 3);
        KerasFile file = KerasFile.Read(folder.File("composed.keras"));
        using CpuBackend backend = new();
        CompileOptions options = new(Loss.CategoricalCrossentropy, file.Training!.Optimizer)
        {
            HasAccuracy = false,
            Outputs = file.Training.Outputs!.Losses,
        };
        using INetwork network = backend.Build(file.Model!, options);
        file.WriteWeights(network);
        file.WriteOptimizerState(network);

        SavedModelWriter.Save(folder.File("copy.keras"), network, options, ComposedArchive.Steps);

        KerasArchive composed = KerasArchive.Read(folder.File("composed.keras"));
        KerasArchive ours = KerasArchive.Read(folder.File("copy.keras"));
        JsonNode config = JsonNode.Parse(ours.Config)!;
        JsonNode original = JsonNode.Parse(composed.Config)!;
        foreach (string key in (string[])["input_layers", "output_layers"])
        {
            Difference(config["config"]![key], original["config"]![key], key).Should().BeNull();
        }

        Difference(config["compile_config"], original["compile_config"], "").Should().BeNull();
        config["config"]!["layers"]!.AsArray().Select(layer => (string?)layer!["name"]).Should().Equal("image", "same", "depth", "point");
        ShouldHoldTheSame(ours, composed);
        KerasFile.Read(folder.File("copy.keras")).Training!.Outputs!.Losses.Should().BeEquivalentTo(options.Outputs);
    }

    private static void ShouldHoldTheSame(KerasArchive ours, KerasArchive keras)
    {
        ours.Weights.Objects.Select(thing => thing.Path).Should().BeEquivalentTo(keras.Weights.Objects.Select(thing => thing.Path));
        foreach (Hdf5Object thing in ours.Weights.Objects)
        {
            Hdf5Object theirs = keras.Weights.Find(thing.Path)!;
            thing.Kind.Should().Be(theirs.Kind, thing.Path);
            thing.Shape.Should().Equal(theirs.Shape, thing.Path);
            thing.Floats.Should().Equal(theirs.Floats, thing.Path);
            thing.Integers.Should().Equal(theirs.Integers, thing.Path);
            thing.Attributes.Keys.Should().BeEquivalentTo(theirs.Attributes.Keys, thing.Path);
        }
    }

    [TestCase("copy.keras")]
    [TestCase("copy.weights.h5")]
    public void The_same_network_gives_the_same_bytes(string file)
    {
        using TemporaryFolder folder = new();
        Save(folder.File("1", file), "dense-adam");
        Save(folder.File("2", file), "dense-adam");

        File.ReadAllBytes(folder.File("2", file)).Should().Equal(File.ReadAllBytes(folder.File("1", file)));
    }

    [Test]
    public void Entries_are_stored_in_the_order_of_Keras()
    {
        using TemporaryFolder folder = new();
        Save(folder.File("copy.keras"), "dense-adam");

        using ZipArchive ours = ZipFile.OpenRead(folder.File("copy.keras"));
        using ZipArchive keras = ZipFile.OpenRead(PathOf("dense-adam"));

        ours.Entries.Select(entry => entry.Name).Should().Equal(keras.Entries.Select(entry => entry.Name));
        ours.Entries.Should().OnlyContain(entry => entry.CompressedLength == entry.Length);
    }

    [Test]
    public void Weights_alone_are_the_tree_of_the_archive()
    {
        using TemporaryFolder folder = new();
        Save(folder.File("copy.weights.h5"), "dense-adam");

        Hdf5Content keras = FixtureFile.Content(Repository.PathOf("fixtures", "keras", "keras_files", "dense-adam.keras3.weights.h5"));
        Hdf5Content ours = ForeignHdf5.Read(folder.File("copy.weights.h5"));

        ours.Objects.Select(thing => thing.Path).Should().BeEquivalentTo(keras.Objects.Select(thing => thing.Path));
        foreach (Hdf5Object thing in ours.Objects)
        {
            thing.Floats.Should().Equal(keras.Find(thing.Path)!.Floats, thing.Path);
        }
    }

    // The variable "count" of Keras's Normalization is of the type int64.
    [TestCase("copy.keras")]
    [TestCase("copy.weights.h5")]
    [TestCase("copy.h5")]
    public void The_count_of_a_Normalization_is_a_whole_number(string file)
    {
        using TemporaryFolder folder = new();
        Model model = ModelBuilder
            .Sequential("scaled", new Shape(2))
            .Add(new Normalization(0) { Name = "normalization" })
            .Add(new Dense(1) { Name = "dense" })
            .Build();
        using CpuBackend backend = new();
        CompileOptions options = new(new Loss("mean_squared_error"), new Sgd(0.1)) { HasAccuracy = false };
        using INetwork network = backend.Build(model, options);
        network.WriteWeight("normalization/mean", [3, 4]);
        network.WriteWeight("normalization/variance", [5, 6]);
        network.WriteWeight("normalization/count", [7]);

        SavedModelWriter.Save(folder.File(file), network, options, Steps);

        Hdf5Content content = file == "copy.keras" ? KerasArchive.Read(folder.File(file)).Weights : ForeignHdf5.Read(folder.File(file));
        content
            .Objects.Where(found => found.Kind == Hdf5Kind.Integers && found.Integers is [7])
            .Should()
            .ContainSingle()
            .Which.Path.Should()
            .Match(path => path.EndsWith("/2", StringComparison.Ordinal) || path.EndsWith("/count:0", StringComparison.Ordinal));
        using INetwork again = backend.Build(model, options);
        KerasFile.Read(folder.File(file)).WriteWeights(again);
        float[] read = new float[1];
        again.ReadWeight("normalization/count", read);
        read.Should().Equal(7);
    }

    [Test]
    public void What_Keras_3_does_not_have_is_named()
    {
        Model model = ModelBuilder
            .Sequential("old", new Shape(2))
            .Add(new Dense(2) { Name = "dense" })
            .Add(new ThresholdedReLU { Name = "cut" })
            .Build();

        SavedModelWriter.ObjectionTo("a.keras", model).Should().Be("layer 'cut' is a ThresholdedReLU, which Keras 3 does not have");
        SavedModelWriter.ObjectionTo("a.h5", model).Should().BeNull();
        SavedModelWriter
            .ObjectionTo("a.keras", new RmsProp())
            .Should()
            .StartWith("Keras 3 has no RMSprop with epsilon outside of the root.");
        SavedModelWriter.ObjectionTo("a.keras", new RmsProp { EpsilonInside = true }).Should().BeNull();
        SavedModelWriter.ObjectionTo("a.h5", new RmsProp()).Should().BeNull();
    }

    [Test]
    public void What_does_not_fit_into_one_file_is_known_before_the_training()
    {
        // 180,020,001 weights: 0.7 GB, and with the two slots of Adam 2.2 GB.
        Model model = ModelBuilder
            .Sequential("large", new Shape(20_000))
            .Add(new Dense(9_000) { Name = "dense" })
            .Add(new Dense(1) { Name = "out" })
            .Build();

        SavedModelWriter.ObjectionToSize(model, new Sgd(0.1)).Should().BeNull();
        SavedModelWriter.ObjectionToSize(model, null).Should().BeNull("a checkpoint has no optimizer");
        SavedModelWriter
            .ObjectionToSize(model, new Adam())
            .Should()
            .Be("its weights and the state of the optimizer need 2.0 GiB, and a file has at most 1.9 GiB");
    }

    private static IEnumerable<TestCaseData> OfOneKeras()
    {
        yield return Of("an activation", new ActivationLayer(Activation.HardSigmoid) { Name = "it" }, isKeras3: false);
        yield return Of("an activation", new ActivationLayer(Activation.HardSigmoid3) { Name = "it" }, isKeras3: true);
        yield return Of("a dense layer", new Dense(2) { Name = "it", Activation = Activation.HardSigmoid3 }, isKeras3: true);
        yield return Of("antialias", new Resizing(2, 2) { Name = "it", Antialias = true }, isKeras3: true);
        yield return Of("padding", new Resizing(2, 2) { Name = "it", AspectRatio = AspectRatio.Padded }, isKeras3: true);
        yield return Of("a filter", new Resizing(2, 2) { Name = "it", Method = ResizeMethod.Gaussian }, isKeras3: false);
        yield return Of("another filter", new Resizing(2, 2) { Name = "it", Method = ResizeMethod.MitchellCubic }, isKeras3: false);
        yield return Of("two coins", new RandomFlip { Name = "it" }, isKeras3: false);
        yield return Of("one coin", new RandomFlip { Name = "it", OneCoin = true }, isKeras3: true);
        yield return Of("a contrast", new RandomContrast(0.1f, 0.1f) { Name = "it" }, isKeras3: false);
        yield return Of("contrasts", new RandomContrast(0.1f, 0.1f) { Name = "it", PerImage = true }, isKeras3: true);

        static TestCaseData Of(string what, Layer layer, bool isKeras3) =>
            new TestCaseData(layer, isKeras3).SetArgDisplayNames(what, isKeras3 ? "Keras 3" : "Keras 2");
    }

    // A file in the other form would have another function under the same settings.
    [TestCaseSource(nameof(OfOneKeras))]
    public void A_layer_that_one_Keras_has_is_saved_in_its_form_alone(Layer layer, bool isKeras3)
    {
        Model model = ModelBuilder.Sequential("one", new Shape(4, 4, 3)).Add(layer).Build();

        (string fits, string other) = isKeras3 ? ("a.keras", "a.h5") : ("a.h5", "a.keras");
        SavedModelWriter.ObjectionTo(fits, model).Should().BeNull();
        SavedModelWriter.ObjectionTo(other, model).Should().StartWith("layer 'it' ");
        SavedModelWriter.OtherEnding(other).Should().Be(fits[1..]);
    }

    // Each key that we write is one of Keras's, with its value. Ours may lack keys whose value is the default.
    private static string? Difference(JsonNode? ours, JsonNode? keras, string path)
    {
        switch (ours, keras)
        {
            // The input of a sequential model has no name of its own; Keras counts them.
            case (JsonObject { } own, JsonObject) when (string?)own["name"] == "input_layer" && own.ContainsKey("batch_shape"):
                return null;
            case (JsonObject own, JsonObject theirs):
                return own.Select(pair =>
                        theirs.ContainsKey(pair.Key)
                            ? Difference(pair.Value, theirs[pair.Key], $"{path}/{pair.Key}")
                            : $"{path}/{pair.Key} is not a key of Keras"
                    )
                    .FirstOrDefault(found => found is not null);
            case (JsonArray own, JsonArray theirs):
                return own.Count != theirs.Count
                    ? $"{path} has {own.Count} entries in place of {theirs.Count}"
                    : own.Select((item, index) => Difference(item, theirs[index], $"{path}/{index}"))
                        .FirstOrDefault(found => found is not null);
            default:
                return JsonNode.DeepEquals(ours, keras) ? null : $"{path} is {ours?.ToJsonString()} in place of {keras?.ToJsonString()}";
        }
    }

    private static string PathOf(string name) => Repository.PathOf("fixtures", "keras", "keras_files", name + ".keras3.keras");

    private static void Save(string path, string name)
    {
        KerasFile file = FixtureFile.Open(PathOf(name));
        using CpuBackend backend = new();
        CompileOptions options = new(file.Training!.Loss!, file.Training.Optimizer) { HasAccuracy = false };
        using INetwork network = backend.Build(file.Model!, options);
        file.WriteWeights(network);
        file.WriteOptimizerState(network);
        SavedModelWriter.Save(path, network, options, Steps);

        KerasFile again = path.EndsWith(".keras", StringComparison.Ordinal) ? KerasFile.Read(path) : file;
        again.OptimizerState()!.Steps.Should().Be(Steps);
        KerasSummary.Print(again.Model!, KerasGeneration.Keras20).Should().Be(KerasSummary.Print(file.Model!, KerasGeneration.Keras20));
    }
}
