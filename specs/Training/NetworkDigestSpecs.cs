using Repro.Keras.Architecture;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Training.Feeding;

namespace Repro.Specs.Training;

/// <summary>The digest of a network: of what is computed and how weights start, not of what it is called.</summary>
[Category("Fast")]
internal sealed class NetworkDigestSpecs
{
    private static readonly Model Network = Made();

    private static IEnumerable<TestCaseData> Others()
    {
        yield return Case("a layer's name, under which weights are drawn", Made(dense => dense with { Name = "dense_7" }));
        yield return Case("units", Made(dense => dense with { Units = 4 }));
        yield return Case("an activation", Made(dense => dense with { Activation = Activation.Sigmoid }));
        yield return Case("a bias", Made(dense => dense with { UseBias = false }));
        yield return Case("a penalty", Made(dense => dense with { L2 = 1e-4f }));
        yield return Case("what is trained", Network.WithTrainable(false));
        yield return Case("the outputs", Network.WithOutputs("network", [1, 2]));
        yield return Case(
            "a stride",
            Network.Select(layer => layer is MaxPooling2D pool ? pool with { Strides = 1, Padding = Padding.Same } : layer)
        );
        yield return Case(
            "a call in inference mode",
            Network.Select(layer => layer is Dropout ? layer with { IsInference = true } : layer)
        );
        yield return Case("a rate", Network.Select(layer => layer is Dropout dropout ? dropout with { Rate = 0.25f } : layer));
    }

    [TestCaseSource(nameof(Others))]
    public void Another_network_has_another_digest(Model other) => NetworkDigest.Of(other).Should().NotBe(NetworkDigest.Of(Network));

    [Test]
    public void The_models_name_and_the_inputs_do_not_count() =>
        NetworkDigest
            .Of(Network.Rename("another").Select(layer => layer is InputLayer ? layer with { Name = "entry" } : layer))
            .Should()
            .Be(NetworkDigest.Of(Network));

    [Test]
    public void A_stride_that_is_the_windows_is_the_same_written_or_not() =>
        NetworkDigest
            .Of(Network.Select(layer => layer is MaxPooling2D pool ? pool with { Strides = 2 } : layer))
            .Should()
            .Be(NetworkDigest.Of(Network));

    [TestCaseSource(typeof(SpecModels), nameof(SpecModels.Names))]
    public void A_network_written_and_read_again_has_the_same_digest(string name)
    {
        Model model = SpecModels.Get(name);

        NetworkDigest.Of(ModelReader.Read(ModelWriter.Write(model).ToJsonString())).Should().Be(NetworkDigest.Of(model));
    }

    [Test]
    public void A_call_in_inference_mode_is_written_and_read()
    {
        Model model = Network
            .WithOutputs("network", Network.Outputs)
            .Select(layer => layer is Dropout ? layer with { IsInference = true } : layer);

        ModelReader
            .Read(ModelWriter.Write(model).ToJsonString())
            .Nodes.Select(node => node.Layer.IsInference)
            .Should()
            .Equal(model.Nodes.Select(node => node.Layer is Dropout));
    }

    [Test]
    public void Frozen_layers_inside_a_network_count_through_the_models_around_them() =>
        NetworkDigest
            .Of(SpecModels.Parse("vgg16-plus-dense256{base frozen}").Model)
            .Should()
            .NotBe(NetworkDigest.Of(SpecModels.Get("vgg16-plus-dense256")));

    [Test]
    public void The_base_that_computes_features_counts() =>
        NetworkDigest.Of(Network, SpecModels.Get("squeezenet11-base-150")).Should().NotBe(NetworkDigest.Of(Network));

    // Recorded evidence has these: another form of the digest would make all of it stale.
    [TestCase("mnist-full", "c40703b3275bc8b46a2ab0434ec0e7be2abafe9edd559969183aa9e27f443605")]
    [TestCase("vgg16-plus-dense256{base frozen}", "0531e4a5f58c5248db7176a965385696e8cb7d824133fd28eb2bb2dea9eee89e")]
    [TestCase("resnet50-base-150", "a83789a0fa6f842fd6dee8365f2c25142b788e4737f97319b5681c7e34529b85")]
    public void The_form_of_the_digest_stays(string model, string sha256) =>
        NetworkDigest.Of(SpecModels.Parse(model).Model).Should().Be(sha256);

    private static TestCaseData Case(string what, Model model) => new TestCaseData(model).SetArgDisplayNames(what);

    private static Model Made(Func<Dense, Dense>? change = null) =>
        ModelBuilder
            .Sequential("network", new Shape(8, 8, 3))
            .Add(new Conv2D(4, 3) { Name = "conv2d_1", Activation = Activation.Relu })
            .Add(new MaxPooling2D { Name = "max_pooling2d_1" })
            .Add(new Flatten { Name = "flatten_1" })
            .Add(new Dropout(0.5f) { Name = "dropout_1" })
            .Add((change ?? (dense => dense))(new Dense(3) { Name = "dense_1", Activation = Activation.Softmax }))
            .Build();
}
