using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Hdf5;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Specs.Keras.Files;

/// <summary>Whole files whose weights are not the model's: one error that names file and layer, and no partly loaded model.</summary>
[Category("Fast")]
internal sealed class MisfitWeightsSpecs
{
    private const string Kernel = "model_weights/conv2d/conv2d/kernel:0";
    private static readonly string Original = Repository.PathOf("fixtures", "keras", "keras_h5", "binary.h5");
    private TemporaryFolder _folder = null!;

    private string Bad => _folder.File("bad.h5");

    [SetUp]
    public void Make()
    {
        NeedsHdf5.OrIgnore();
        _folder = new TemporaryFolder();
    }

    [TearDown]
    public void Remove() => _folder?.Dispose();

    [Test]
    public void A_layer_that_is_not_listed_is_named()
    {
        Write(thing =>
            thing.Path == "model_weights" ? With(thing, "layer_names", "conv2d", "max_pooling2d", "flatten", "dense", "dense_1") : thing
        );

        ShouldRefuse("it has weights for 3 layers, but the model '*' has 4 layers with weights. It does not have 'conv2d_1'.");
    }

    [Test]
    public void Of_many_layers_some_are_named()
    {
        KerasFile file = FixtureFile.Open(Original);

        FluentActions
            .Invoking(() => file.Weights(Many()))
            .Should()
            .Throw<InputException>()
            .WithMessage(
                $"{Original}: *has weights for 4 layers, but the model 'many' has 6 layers with weights. It does not have 'a', 'b', 'c' and 2 more. The model has no 'conv2d_1', 'dense', 'dense_1'."
            );
    }

    [Test]
    public void A_listed_layer_without_a_group_is_named()
    {
        Write(thing => thing.Path.StartsWith("model_weights/dense_1", StringComparison.Ordinal) ? null : thing);

        ShouldRefuse("it lists the layer 'dense_1', which does not exist.");
    }

    [Test]
    public void A_listed_weight_without_values_is_named()
    {
        Write(thing => thing.Path == Kernel ? null : thing);

        ShouldRefuse("'model_weights/conv2d' lists the weight 'conv2d/kernel:0', which does not exist as numbers.");
    }

    [Test]
    public void Kernels_in_Theanos_order_are_told_as_such()
    {
        Write(thing =>
            thing.Path == Kernel ? thing with { Shape = [thing.Shape[3], thing.Shape[2], thing.Shape[0], thing.Shape[1]] } : thing
        );

        ShouldRefuse(
            "the weight 'conv2d/kernel:0' is 4x3x3x3, but 'conv2d/kernel' of the model is 3x3x3x4. Its axes are in Theano's order*"
        );
    }

    [Test]
    public void Kernels_that_Theano_turned_are_refused_though_their_shapes_fit()
    {
        Write(thing => thing.Path is "" or "model_weights" ? With(thing, "backend", "theano") : thing);

        ShouldRefuse("it was saved under Theano, whose kernels are turned by 180 degrees, that of 'conv2d/kernel' first.*");
    }

    [Test]
    public void Layers_in_another_order_are_found_by_their_names()
    {
        Write(thing =>
            thing.Path == "model_weights"
                ? With(thing, "layer_names", "dense_1", "dense", "flatten", "conv2d_1", "max_pooling2d", "conv2d")
                : thing
        );
        Model model = FixtureFile.Open(Original).Model!;

        KerasFile
            .Read(Bad)
            .Weights(model)
            .Should()
            .BeEquivalentTo(FixtureFile.Open(Original).Weights(model), options => options.WithStrictOrdering());
    }

    // The first four layers of VGG16 as a weights file has them, of which the last has another name.
    [TestCase(new[] { "block1_conv1", "block1_conv2", "block1_conv3", "other" }, null)]
    [TestCase(
        new[] { "block1_conv1", "block1_conv3", "block1_conv2", "other" },
        "its layers are in another order than the model's: 'block1_conv3' is where the model has 'block1_conv2'."
    )]
    [TestCase(new[] { "conv2d_1", "conv2d_2", "conv2d_3", "conv2d_4" }, null)]
    public void Layers_of_one_shape_that_changed_places_are_refused_where_not_all_names_are_known(string[] stored, string? message)
    {
        string[] wanted =
            stored[0] == "conv2d_1"
                ? ["conv2d", "conv2d_1", "conv2d_2", "conv2d_3"]
                : ["block1_conv1", "block1_conv2", "block1_conv3", "block1_conv4"];
        Save(stored);
        Action read = () => KerasFile.Read(Bad).Weights(Blocks(wanted));

        if (message is null)
        {
            read.Should().NotThrow();
        }
        else
        {
            read.Should().Throw<InputException>().WithMessage($"{Bad}: not a usable Keras file: {message}");
        }
    }

    [TestCase("model_weights/conv2d/conv2d/kernel:0", "*'conv2d/kernel:0' is 3x3x4x3, but 'conv2d/kernel' of the model is 3x3x3x4.*")]
    [TestCase("model_weights/dense/dense/kernel:0", "*'dense/kernel:0' is *, but 'dense/kernel' of the model is *")]
    public void A_transposed_kernel_is_refused(string path, string message)
    {
        Write(thing =>
            thing.Path == path ? thing with { Shape = [.. thing.Shape.SkipLast(2), .. thing.Shape.TakeLast(2).Reverse()] } : thing
        );

        ShouldRefuse(message);
    }

    private static Model Blocks(string[] names)
    {
        ModelBuilder builder = ModelBuilder.Sequential("blocks", new Shape(8, 8, 3));
        foreach (string name in names)
        {
            builder.Add(new Conv2D(3, 3) { Name = name, Padding = Padding.Same });
        }

        return builder.Build();
    }

    private void Save(string[] names)
    {
        using CpuBackend backend = new(new CpuOptions(Threads: 1));
        using INetwork network = backend.Build(Blocks([.. names]), new CompileOptions(Loss.BinaryCrossentropy, null));
        KerasFileWriter.SaveWeights(Bad, network);
    }

    private static Model Many() =>
        ModelBuilder
            .Sequential("many", new Shape(12, 12, 3))
            .Add(new Conv2D(4, 3) { Name = "conv2d" })
            .Add(new Conv2D(4, 1) { Name = "a" })
            .Add(new Conv2D(4, 1) { Name = "b" })
            .Add(new Conv2D(4, 1) { Name = "c" })
            .Add(new Conv2D(4, 1) { Name = "d" })
            .Add(new Conv2D(4, 1) { Name = "e" })
            .Build();

    private static Hdf5Object With(Hdf5Object thing, string attribute, params string[] texts) =>
        thing with
        {
            Attributes = new Dictionary<string, Hdf5Attribute>(thing.Attributes)
            {
                [attribute] = new Hdf5Attribute(texts, IsList: thing.Attributes[attribute].IsList),
            },
        };

    private void Write(Func<Hdf5Object, Hdf5Object?> change)
    {
        Hdf5Content content = new();
        foreach (Hdf5Object thing in FixtureFile.Content(Original).Objects.Select(change).OfType<Hdf5Object>())
        {
            content.Add(thing);
        }

        File.WriteAllBytes(Bad, Hdf5Writer.ToBytes(Repro.Native.NativePackage.Hdf5.Require(), content));
    }

    private void ShouldRefuse(string message)
    {
        Model model = FixtureFile.Open(Original).Model!;
        using CpuBackend backend = new();
        using INetwork network = backend.Build(model, new CompileOptions(Loss.BinaryCrossentropy, null));
        FixtureFile.Open(Original).WriteWeights(network);
        float[][] before = Weights(network);

        FluentActions
            .Invoking(() => KerasFile.Read(Bad).WriteWeights(network))
            .Should()
            .Throw<InputException>()
            .WithMessage($"{Bad}: not a usable Keras file: {message}");
        Weights(network).Should().BeEquivalentTo(before, options => options.WithStrictOrdering(), "no weight is written before all fit");
    }

    private static float[][] Weights(INetwork network) =>
        [
            .. network.Weights.Select(weight =>
            {
                float[] values = new float[weight.Spec.Elements];
                network.ReadWeight(weight.Path, values);
                return values;
            }),
        ];
}
