using Repro.Data.Arrays;

namespace Repro.Specs.Data.Arrays;

[TestFixture]
[Category("Fast")]
internal sealed class IdxArraysSpecs
{
    private TemporaryFolder _root = null!;

    [SetUp]
    public void MakeFolder() => _root = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _root.Dispose();

    [Test]
    public void The_four_files_become_two_splits([Values] bool compressed)
    {
        TinyMnist.Write(_root.Path, compressed: compressed);

        ArraySet mnist = ArraySet.Load(SpecData.Set("mnist"), _root.Path, verify: false);

        ArraySplit train = mnist.Split("train");
        (train.Samples, train.Length, mnist.Split("test").Samples, mnist.Classes).Should().Be((50, 36, 20, 10));
        train.Shape.Should().Equal(6, 6);
        train.Values.Length.Should().Be(50 * 36);
        train.Labels.Take(4).Should().Equal(0, 7, 4, 1);
        mnist
            .Checksums.Keys.Should()
            .BeEquivalentTo("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");
        mnist
            .Invoking(set => set.Split("tests"))
            .Should()
            .Throw<InputException>()
            .WithMessage("*no split 'tests'. Did you mean 'test'? Its splits are train, test.");
    }

    [Test]
    public void Files_other_than_the_published_ones_are_refused()
    {
        TinyMnist.Write(_root.Path);

        Loading(verify: true)
            .Should()
            .Throw<InputException>()
            .WithMessage("*train-images-idx3-ubyte.gz: wrong checksum*repro data fetch mnist*");
    }

    [Test]
    public void A_missing_root_folder_or_file_says_how_to_get_it()
    {
        FluentActions
            .Invoking(() => ArraySet.Load(SpecData.Set("mnist"), null))
            .Should()
            .Throw<InputException>()
            .WithMessage("*REPRO_DATA*repro data fetch mnist*");
        Loading().Should().Throw<InputException>().WithMessage("The data set 'mnist' is missing*repro data fetch mnist*");
        TinyMnist.Write(_root.Path);
        File.Delete(_root.File("mnist", "t10k-labels-idx1-ubyte.gz"));
        Loading().Should().Throw<InputException>().WithMessage("*t10k-labels-idx1-ubyte.gz is missing*");
    }

    [Test]
    public void Labels_beyond_nine_and_unequal_counts_are_refused()
    {
        TinyMnist.Write(_root.Path);
        string labels = _root.File("mnist", "train-labels-idx1-ubyte.gz");
        File.WriteAllBytes(labels, TinyMnist.Compress(TinyMnist.Idx([50], [.. Enumerable.Repeat((byte)10, 50)])));
        Loading().Should().Throw<InputException>().WithMessage("*has the label 10 at 0*");
        File.WriteAllBytes(labels, TinyMnist.Compress(TinyMnist.Labels(49)));
        Loading().Should().Throw<InputException>().WithMessage("*do not belong together*");
    }

    private Action Loading(bool verify = false) => () => ArraySet.Load(SpecData.Set("mnist"), _root.Path, verify);
}
