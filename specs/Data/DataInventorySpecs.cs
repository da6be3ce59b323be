using Repro.Data;

namespace Repro.Specs.Data;

[TestFixture]
[Category("Fast")]
public class DataInventorySpecs
{
    [Test]
    public void What_is_missing_or_wrong_is_told_apart()
    {
        using TemporaryFolder root = new();
        TinyMnist.Write(root.Path);
        File.Delete(root.File("mnist", "t10k-labels-idx1-ubyte.gz"));
        Directory.CreateDirectory(root.File("cats_and_dogs_small", "train", "cats"));
        File.WriteAllText(root.File("cats_and_dogs_small", "train", "cats", "cat.0.jpg"), "");

        Dictionary<string, DataFinding> findings = DataInventory.Check(root.Path).ToDictionary(finding => finding.Item);

        findings["mnist/train-images-idx3-ubyte.gz"].State.Should().Be(DataState.WrongChecksum);
        findings["mnist/t10k-labels-idx1-ubyte.gz"].Should().Be(new DataFinding("mnist/t10k-labels-idx1-ubyte.gz", DataState.Missing, "repro data fetch mnist"));
        findings["cats_and_dogs_small"].State.Should().Be(DataState.Incomplete);
        findings["cats_and_dogs_small"].Detail.Should().StartWith("train/cats 1 of 1000, train/dogs 0 of 1000");
        findings["elephant/creative_commons_elephant.jpg"].State.Should().Be(DataState.Missing);
    }

    [Test]
    public void Without_a_root_there_is_an_input_error()
    {
        FluentActions.Invoking(() => DataInventory.Check(null)).Should().Throw<InputException>().WithMessage("*REPRO_DATA*");
        FluentActions.Invoking(() => DataInventory.Check(Path.Combine(Path.GetTempPath(), "repro-no-such-root"))).Should().Throw<InputException>();
    }

    [Test]
    public void A_checksum_is_that_of_the_files_bytes()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("abc"), "abc");

        // FIPS 180-2's first example.
        DataInventory.Sha256(folder.File("abc")).Should().Be("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
