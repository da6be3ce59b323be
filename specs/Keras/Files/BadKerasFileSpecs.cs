using Repro.Keras.Files;
using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Specs.Keras.Files;

/// <summary>Whatever is wrong with a file: one clear error that names it.</summary>
[Category("Fast")]
internal sealed class BadKerasFileSpecs
{
    private static readonly string Whole = Repository.PathOf("fixtures", "keras", "keras_h5", "binary.h5");

    [Test]
    public void A_missing_file_is_named()
    {
        using TemporaryFolder folder = new();
        ShouldFail(folder.File("cats_and_dogs_small_2.h5"), "*cats_and_dogs_small_2.h5: there is no such file*");
    }

    [Test]
    public void A_text_is_no_model() => ShouldRefuse("Not a model at all, only words."u8.ToArray(), "*not an HDF5 file*");

    [Test]
    public void An_empty_file_is_no_model() => ShouldRefuse([], "*not an HDF5 file*");

    [TestCase(8)]
    [TestCase(100)]
    [TestCase(5_000)]
    [TestCase(48_000)]
    public void A_file_cut_short_is_refused(int length)
    {
        NeedsHdf5.OrIgnore();
        ShouldRefuse(File.ReadAllBytes(Whole)[..length], "*bad.h5: not a *");
    }

    [Test]
    public void Weights_of_another_model_are_refused_with_both_shapes()
    {
        NeedsHdf5.OrIgnore();
        Model other = ModelBuilder
            .Sequential("other", new Shape(12, 12, 3))
            .Add(new Conv2D(4, 3) { Name = "conv2d" })
            .Add(new Conv2D(6, 3) { Name = "conv2d_1" })
            .Add(new Flatten { Name = "flatten" })
            .Add(new Dense(8) { Name = "dense" })
            .Add(new Dense(1) { Name = "dense_1" })
            .Build();
        Action read = () => FixtureFile.Open(Whole).Weights(other);

        read.Should().Throw<InputException>().WithMessage("*binary.h5*'dense/kernel:0' is 24x8*'dense/kernel' of the model is 384x8*");
    }

    [Test]
    public void Weights_for_fewer_layers_are_refused()
    {
        NeedsHdf5.OrIgnore();
        Action read = () => FixtureFile.Open(Whole).Weights(SpecModels.Get("catsdogs-scratch"));

        read.Should().Throw<InputException>().WithMessage("*weights for 4 layers*'sequential_1' has 6 layers*");
    }

    private static void ShouldRefuse(byte[] content, string message)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("bad.h5");
        File.WriteAllBytes(path, content);
        ShouldFail(path, message);
        Directory.EnumerateFileSystemEntries(folder.Path).Should().Equal([path], "nothing is written");
    }

    private static void ShouldFail(string path, string message)
    {
        Action read = () => KerasFile.Read(path);

        read.Should().Throw<InputException>().WithMessage(message).Which.Message.Should().Contain(path);
    }
}
