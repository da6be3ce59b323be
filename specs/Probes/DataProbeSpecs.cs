using Repro.Claims;
using Repro.Probes.DataSets;
using Repro.Specs.Data;

namespace Repro.Specs.Probes;

[TestFixture]
[Category("Fast")]
internal sealed class DataProbeSpecs
{
    private TemporaryFolder _root = null!;
    private DataProbe _probe = null!;

    [SetUp]
    public void SetUp()
    {
        _root = new TemporaryFolder();
        _probe = new DataProbe(_root.Path, Own.Runs);
    }

    [TearDown]
    public void TearDown() => _root.Dispose();

    [TestCase("data:mnist[train_images]/shape", "50x6x6x1")]
    [TestCase("data:mnist[test_images]/shape", "20x6x6x1")]
    [TestCase("data:mnist[train_images]/loaded_shape", "50x6x6")]
    [TestCase("data:mnist[train_images]/channels", "1")]
    [TestCase("data:mnist[train_labels]/class_count", "10")]
    [TestCase("data:mnist{mnist-convnet}[train_images]/max_value", "1")]
    public void MNIST_is_measured_on_its_files(string address, string value)
    {
        TinyMnist.Write(_root.Path);

        Measure(address).Should().Be(value);
    }

    [Test]
    public void A_set_of_arrays_is_loaded_once()
    {
        TinyMnist.Write(_root.Path);
        Measure("data:mnist[train_images]/shape").Should().Be("50x6x6x1");
        foreach (string file in Directory.GetFiles(_root.File("mnist")))
        {
            File.WriteAllText(file, "not an IDX file");
        }

        Measure("data:mnist[train_labels]/class_count").Should().Be("10");
        new DataProbe(_root.Path, Own.Runs)
            .Measure(Address.Parse("data:mnist[train_labels]/class_count"))
            .Should()
            .BeOfType<Measurement.Missing>();
    }

    [TestCase("data:cats_and_dogs_small/count", "6")]
    [TestCase("data:cats_and_dogs_small[cats]/count", "4")]
    [TestCase("data:cats_and_dogs_small[train/dogs]/count", "2")]
    [TestCase("data:cats_and_dogs_small[train]/found", "\"Found 5 images belonging to 2 classes.\"")]
    [TestCase("data:cats_and_dogs_small/validation_found", "\"Found 1 images belonging to 1 classes.\"")]
    [TestCase("data:cats_and_dogs_small/split_sizes", "\"5 1\"")]
    [TestCase("data:cats_and_dogs_small/classes", "\"cats dogs\"")]
    [TestCase("data:cats_and_dogs_small/class_imbalance", "1")]
    [TestCase("data:cats_and_dogs_small[train/dogs]/files", "\"dog.0.jpg dog.1.jpg\"")]
    [TestCase("data:cats_and_dogs_small/channels", "3")]
    [TestCase("data:cats_and_dogs_small/distinct_sizes", "2")]
    [TestCase("data:cats_and_dogs_small/picture_formats", "\"JPEG 3 components\"")]
    [TestCase("data:cats_and_dogs_small{catsdogs-scratch}[train]/smallest_batch", "5")]
    public void Images_are_counted_and_their_headers_read(string address, string value)
    {
        WriteImages();

        Measure(address).Should().Be(value);
    }

    [Test]
    public void A_grey_image_among_the_colored_shows()
    {
        WriteImages();
        File.WriteAllBytes(
            _root.File("cats_and_dogs_small", "train", "cats", "grey.jpg"),
            Convert.FromHexString("FFD8FFC0000B080120019001012200")
        );

        Measure("data:cats_and_dogs_small/channels").Should().Be("\"1 3\"");
    }

    [Test]
    public void The_class_index_answers_both_ways()
    {
        Directory.CreateDirectory(_root.File("imagenet"));
        File.WriteAllText(_root.File("imagenet", "imagenet_class_index.json"), """{ "386": ["n02504458", "African_elephant"] }""");

        Measure("data:imagenet_class_index[386]/name").Should().Be("\"African_elephant\"");
        Measure("data:imagenet_class_index[n02504458]/index").Should().Be("386");
        Measure("data:imagenet_class_index/count").Should().Be("1");
    }

    [TestCase("data:mnist[train_images]/shape")]
    [TestCase("data:cats_and_dogs_small/count")]
    [TestCase("data:cats_and_dogs_filtered/archive_mib")]
    [TestCase("data:imagenet_class_index/count")]
    [TestCase("data:kaggle_train/count")]
    [TestCase("data:vgg16_top/bytes")]
    public void What_is_not_there_is_missing_with_how_to_get_it(string address)
    {
        foreach (DataProbe probe in new[] { _probe, new DataProbe(null, Own.Runs) })
        {
            probe.Measure(Address.Parse(address)).Should().BeOfType<Measurement.Missing>().Which.Remedy.Should().Contain("data root");
        }
    }

    [TestCase("data:cats_and_dogs_small/class_imbalance")]
    [TestCase("data:cats_and_dogs_small/channels")]
    [TestCase("data:cats_and_dogs_small/split_sizes")]
    public void A_set_without_images_is_missing(string address)
    {
        foreach (string folder in new[] { "", "train", "train/cats" })
        {
            Directory.CreateDirectory(_root.File(["cats_and_dogs_small", .. folder.Split('/')]));

            _probe.Measure(Address.Parse(address)).Should().BeOfType<Measurement.Missing>().Which.What.Should().Contain("the images of");
        }
    }

    [Test]
    public void Batches_are_those_of_the_runs_own_loader()
    {
        ImageFixtures.RequireDecoder();
        ImageFixtures.WriteSplit(_root, "cats_and_dogs_small", "train", ("cats", 12), ("dogs", 11));

        Measure("data:cats_and_dogs_small{catsdogs-scratch}[train]/batch_shape").Should().Be("20x150x150x3");
        Measure("data:cats_and_dogs_small{catsdogs-scratch}[train]/label_shape").Should().Be("20");
        double largest = double.Parse(
            Measure("data:cats_and_dogs_small{catsdogs-scratch}[train]/max_value"),
            System.Globalization.CultureInfo.InvariantCulture
        );
        largest.Should().BeInRange(0.9, 1);
    }

    [TestCase("data:cifar/count")]
    [TestCase("data:mnist/shape")]
    [TestCase("data:mnist[train_images]/colour")]
    [TestCase("data:mnist{catsdogs-scratch}[train_images]/max_value")]
    [TestCase("data:mnist{no-such-run}[train_images]/max_value")]
    [TestCase("data:mnist[train_images]/shape@last")]
    [TestCase("data:cats_and_dogs_small/mood")]
    [TestCase("data:vgg16_top/colour")]
    public void An_unknown_quantity_is_an_error_in_the_book_even_without_data(string address) =>
        FluentActions.Invoking(() => _probe.Measure(Address.Parse(address))).Should().Throw<AddressException>();

    private string Measure(string address) => ((Measurement.Exact)_probe.Measure(Address.Parse(address))).Value.ToString();

    private void WriteImages()
    {
        byte[] wide = Convert.FromHexString("FFD8FFC00011080120019003012200021101031101");
        byte[] tall = Convert.FromHexString("FFD8FFC00011080190012003012200021101031101");
        foreach (
            (string file, byte[] content) in new[]
            {
                ("train/cats/cat.0.jpg", wide),
                ("train/cats/cat.1.jpg", wide),
                ("train/cats/cat.2.jpg", tall),
                ("train/dogs/dog.0.jpg", wide),
                ("train/dogs/dog.1.jpg", wide),
                ("validation/cats/cat.3.jpg", wide),
            }
        )
        {
            string path = _root.File(["cats_and_dogs_small", .. file.Split('/')]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
        }
    }
}
