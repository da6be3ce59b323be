using Repro.Data;
using Repro.Data.Inventory;
using Repro.Evidence;
using Repro.Training.Weights;

namespace Repro.Specs.Data;

[TestFixture]
[Category("Fast")]
internal sealed class DataInventorySpecs
{
    [Test]
    public void What_is_missing_or_wrong_is_told_apart()
    {
        using TemporaryFolder root = new();
        TinyMnist.Write(root.Path);
        File.Delete(root.File("mnist", "t10k-labels-idx1-ubyte.gz"));
        Directory.CreateDirectory(root.File("cats_and_dogs_small", "train", "cats"));
        File.WriteAllText(root.File("cats_and_dogs_small", "train", "cats", "cat.0.jpg"), "");

        Dictionary<string, DataFinding> findings = DataInventory.Check(root.Path, SpecData.Sets).ToDictionary(finding => finding.Item);

        findings["mnist/train-images-idx3-ubyte.gz"].State.Should().Be(DataState.WrongChecksum);
        findings["mnist/t10k-labels-idx1-ubyte.gz"]
            .Should()
            .Be(new DataFinding("mnist/t10k-labels-idx1-ubyte.gz", DataState.Missing, "repro data fetch mnist"));
        findings["cats_and_dogs_small"].State.Should().Be(DataState.Incomplete);
        findings["cats_and_dogs_small"].Detail.Should().StartWith("train/cats 1 of 1000, train/dogs 0 of 1000");
        findings["elephant/creative_commons_elephant.jpg"].State.Should().Be(DataState.Missing);
    }

    [Test]
    public void A_set_is_read_file_by_file_and_one_cut_short_is_named()
    {
        using TemporaryFolder root = new();
        ImageFixtures.WriteSplit(root, "cats_and_dogs_filtered", "train", ("cats", 1000), ("dogs", 1000));
        ImageFixtures.WriteSplit(root, "cats_and_dogs_filtered", "validation", ("cats", 500), ("dogs", 500));
        DataFinding Found() => DataInventory.Check(root.Path, SpecData.Sets).Single(finding => finding.Item == "cats_and_dogs_filtered");
        Found()
            .Should()
            .Be(
                new DataFinding(
                    "cats_and_dogs_filtered",
                    DataState.Present,
                    "train/cats 1000, train/dogs 1000, validation/cats 500, validation/dogs 500; each whole from its first marker to its last; no checksum is declared"
                )
            );

        string file = root.File("cats_and_dogs_filtered", "validation", "dogs", "007.jpg");
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^2]);

        Found().State.Should().Be(DataState.Damaged);
        Found()
            .Detail.Should()
            .StartWith("1 of 3000 images, first ")
            .And.Contain("validation/dogs/007.jpg: ")
            .And.Contain("cut short")
            .And.Contain("repro data fetch cats_and_dogs_filtered");
    }

    [Test]
    public void Other_images_than_the_recorded_trainings_saw_have_a_wrong_checksum()
    {
        using TemporaryFolder root = new();
        ImageFixtures.WriteSplit(root, "cats_and_dogs_small", "train", ("cats", 1000), ("dogs", 1000));
        ImageFixtures.WriteSplit(root, "cats_and_dogs_small", "validation", ("cats", 500), ("dogs", 500));
        ImageFixtures.WriteSplit(root, "cats_and_dogs_small", "test", ("cats", 500), ("dogs", 500));

        DataFinding found = DataInventory.Check(root.Path, SpecData.Sets).Single(finding => finding.Item == "cats_and_dogs_small");

        found.State.Should().Be(DataState.WrongChecksum);
        found.Detail.Should().Contain("every image is whole, but in train, validation, test").And.Contain("repro data split");
    }

    [Test]
    public void The_checksums_are_those_of_the_recorded_trainings()
    {
        Baseline baseline = Baseline.Find(Repository.PathOf("baselines"), "catsdogs-augmented-d1", "Cpu")!;

        Dictionary<string, string> saw = baseline.Records.Values.SelectMany(record => record.Data).Distinct().ToDictionary();

        saw.Should()
            .NotBeEmpty()
            .And.BeSubsetOf(
                SpecData.Set("cats_and_dogs_small").FilesSha256.ToDictionary(pair => $"cats_and_dogs_small/{pair.Key}", pair => pair.Value)
            );
    }

    [TestCase("kaggle_train", "train.zip")]
    [TestCase("cats_and_dogs_filtered.zip", "repro data fetch cats_and_dogs_filtered")]
    [TestCase("vgg16/vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5", "repro data fetch vgg16")]
    [TestCase("squeezenet/squeezenet_weights_tf_dim_ordering_tf_kernels_notop.h5", "repro data fetch squeezenet")]
    [TestCase("imagenet/imagenet_class_index.json", "repro data fetch imagenet_class_index")]
    [TestCase("elephant/creative_commons_elephant.jpg", "folder elephant/ of the data root")]
    public void Whatever_is_missing_comes_with_a_remedy(string item, string remedy)
    {
        using TemporaryFolder root = new();

        DataFinding found = DataInventory
            .Check(root.Path, SpecData.Sets)
            .Concat(PretrainedInventory.Check(root.Path, SpecData.Catalog.Weights, SpecModels.Catalog))
            .Single(finding => finding.Item == item);

        found.State.Should().Be(DataState.Missing);
        found.Detail.Should().Contain(remedy);
    }

    [Test]
    public void An_archive_of_another_length_and_too_few_of_Kaggles_images_are_incomplete()
    {
        using TemporaryFolder root = new();
        File.WriteAllText(root.File("cats_and_dogs_filtered.zip"), "PK");
        Directory.CreateDirectory(root.File("kaggle_train"));
        File.WriteAllText(root.File("kaggle_train", "cat.0.jpg"), "");

        Dictionary<string, DataFinding> findings = DataInventory.Check(root.Path, SpecData.Sets).ToDictionary(finding => finding.Item);

        findings["cats_and_dogs_filtered.zip"]
            .Should()
            .Match<DataFinding>(found => found.State == DataState.Incomplete && found.Detail.StartsWith("2 of 68606236 bytes"));
        findings["kaggle_train"]
            .Should()
            .Match<DataFinding>(found =>
                found.State == DataState.Incomplete && found.Detail.StartsWith("cats 1 of 12500, dogs 0 of 12500. Unpack train.zip")
            );
    }

    [Test]
    public void Without_a_root_there_is_an_input_error()
    {
        FluentActions.Invoking(() => DataInventory.Check(null, SpecData.Sets)).Should().Throw<InputException>().WithMessage("*REPRO_DATA*");
        FluentActions
            .Invoking(() => DataInventory.Check(Path.Combine(Path.GetTempPath(), "repro-no-such-root"), SpecData.Sets))
            .Should()
            .Throw<InputException>();
    }

    [Test]
    public void A_checksum_is_that_of_the_files_bytes()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("abc"), "abc");

        // FIPS 180-2's first example.
        Checksum.Sha256Of(folder.File("abc")).Should().Be("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
