using Repro.Data;

namespace Repro.Specs.Data;

[TestFixture]
[Category("Fast")]
public class MnistSpecs
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

        Mnist mnist = Mnist.Load(_root.Path, verify: false);

        (mnist.Train.Samples, mnist.Train.Height, mnist.Train.Width, mnist.Test.Samples).Should().Be((50, 6, 6, 20));
        mnist.Train.Pixels.Should().HaveCount(50 * 36);
        mnist.Train.Labels.Take(4).Should().Equal(0, 7, 4, 1);
        mnist.Checksums.Keys.Should().BeEquivalentTo(MnistFiles.All.Select(file => file.Name));
    }

    [Test]
    public void Files_other_than_the_published_ones_are_refused()
    {
        TinyMnist.Write(_root.Path);

        Loading(verify: true).Should().Throw<InputException>().WithMessage("*train-images-idx3-ubyte.gz: wrong checksum*repro data fetch mnist*");
    }

    [Test]
    public void A_missing_root_folder_or_file_says_how_to_get_it()
    {
        FluentActions.Invoking(() => Mnist.Load(null)).Should().Throw<InputException>().WithMessage("*REPRO_DATA*repro data fetch mnist*");
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

    private Action Loading(bool verify = false) => () => Mnist.Load(_root.Path, verify);
}
