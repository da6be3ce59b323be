using Repro.Data;
using Repro.Data.Batches;
using Repro.Data.Folders;
using Repro.Data.Imaging;

namespace Repro.Specs.Data;

/// <summary>Ignored where libjpeg-turbo is not installed.</summary>
[TestFixture]
[Category("Fast")]
internal sealed class DecodedImagesSpecs
{
    private TemporaryFolder _root = null!;

    [SetUp]
    public void Write()
    {
        ImageFixtures.RequireDecoder();
        _root = new TemporaryFolder();
        ImageFixtures.WriteSplit(_root, "set", "train", ("cats", 5), ("dogs", 4));
    }

    [TearDown]
    public void Remove() => _root?.Dispose();

    [Test]
    public void Images_and_digests_are_the_same_with_any_number_of_threads()
    {
        using DecodedImages one = Images();
        using DecodedImages many = Images();
        one.DecodeAll(threads: 1);
        many.DecodeAll(threads: 4);

        one.PixelsSha256().Should().Be(many.PixelsSha256());
        one.FilesSha256().Should().Be(many.FilesSha256());
        one.Pixels(0).Length.Should().Be(20 * 15 * 3);
        one.Pixels(0).SequenceEqual(one.Pixels(6)).Should().BeTrue("both are copies of one fixture");
        one.Pixels(0).SequenceEqual(one.Pixels(1)).Should().BeFalse();
        one.Warnings.Should().BeEmpty();
    }

    [Test]
    public void The_files_digest_is_that_of_sha256sums_lines()
    {
        using DecodedImages images = Images();
        string lines = string.Concat(
            images.Split.Files.Select((file, number) => $"{Checksum.Sha256Of(images.Split.PathOf(number))}  {file}\n")
        );
        File.WriteAllText(_root.File("lines"), lines);

        images.FilesSha256().Should().Be(Checksum.Sha256Of(_root.File("lines")));
    }

    [Test]
    public void The_first_unusable_file_is_named_whatever_thread_meets_it()
    {
        File.WriteAllText(_root.File("set", "train", "cats", "003.jpg"), "text");
        File.WriteAllText(_root.File("set", "train", "dogs", "002.jpg"), "text");
        using DecodedImages images = Images();

        FluentActions.Invoking(() => images.DecodeAll(threads: 4)).Should().Throw<InputException>().WithMessage("*003.jpg: not a JPEG*");
    }

    [Test]
    public void A_cache_serves_the_same_pixels_until_a_file_changes()
    {
        string folder = _root.File("cache");
        using DecodedImages first = Images();
        using DecodedImages second = Images();
        DecodedCache.Fill(first, folder).Should().BeFalse();
        DecodedCache.Fill(second, folder).Should().BeTrue();
        second.PixelsSha256().Should().Be(first.PixelsSha256());

        File.Copy(ImageFixtures.PathOf("cmyk.jpg"), _root.File("set", "train", "cats", "000.jpg"), overwrite: true);
        using DecodedImages changed = Images();
        DecodedCache.Fill(changed, folder).Should().BeFalse();
        changed.PixelsSha256().Should().NotBe(first.PixelsSha256());
    }

    [TestCase(0)]
    [TestCase(20)]
    [TestCase(45)]
    [TestCase(500)]
    [TestCase(-1)]
    public void A_damaged_cache_is_made_anew(int place)
    {
        string folder = _root.File("cache");
        using DecodedImages first = Images();
        DecodedCache.Fill(first, folder);
        string file = Directory.GetFiles(folder).Single();
        byte[] bytes = File.ReadAllBytes(file);
        bytes[place < 0 ? ^1 : place] ^= 1;
        File.WriteAllBytes(file, bytes);
        using DecodedImages second = Images();
        using DecodedImages third = Images();

        List<string> said = [];

        DecodedCache.Fill(second, folder, say: said.Add).Should().BeFalse();
        said.Should().Equal($"pictures: {file} is damaged. The images are decoded again.");
        DecodedCache.Fill(third, folder, say: said.Add).Should().BeTrue();
        said.Should().HaveCount(1);
        third.PixelsSha256().Should().Be(first.PixelsSha256());
    }

    [Test]
    public void Images_of_TensorFlow_are_not_rounded_to_bytes()
    {
        using DecodedImages images = OfTensorFlow(Interpolation.Bilinear);
        float[] x = new float[images.ImageLength];
        new RescaledImages(0.5).Write(images, 0, pass: 0, x);

        images.IsFloat.Should().BeTrue();
        images.Values(0).Length.Should().Be(20 * 15 * 3);
        images
            .Values(0)
            .ToArray()
            .Should()
            .Contain(value => value != MathF.Floor(value))
            .And.OnlyContain(value => value >= 0 && value <= 255);
        x.Should().Equal(images.Values(0).ToArray().Select(value => value * 0.5f));
    }

    [Test]
    public void Their_nearest_cells_are_bytes()
    {
        using DecodedImages images = OfTensorFlow(Interpolation.Nearest);
        float[] x = new float[images.ImageLength];
        new RescaledImages(0.5).Write(images, 0, pass: 0, x);

        images.IsFloat.Should().BeFalse();
        x.Should().Equal(images.Pixels(0).ToArray().Select(value => value * 0.5f));
    }

    [Test]
    public void A_cache_keeps_numbers_that_are_not_rounded()
    {
        using DecodedImages images = OfTensorFlow(Interpolation.Bilinear);
        using DecodedImages again = OfTensorFlow(Interpolation.Bilinear);
        string cache = _root.File("cache");

        DecodedCache.Fill(images, cache).Should().BeFalse();
        DecodedCache.Fill(again, cache).Should().BeTrue();
        again.PixelsSha256().Should().Be(images.PixelsSha256());
    }

    [Test]
    public void An_image_too_narrow_for_the_aspect_ratio_is_named()
    {
        using DecodedImages images = new(SpecData.Open(_root.Path, "set", "train"), 1, 5000, new ImageForm { KeepsAspectRatio = true });

        FluentActions
            .Invoking(() => images.DecodeAll())
            .Should()
            .Throw<InputException>()
            .WithMessage("*000.jpg: the image is *; no pixel is left*");
    }

    private DecodedImages OfTensorFlow(Interpolation interpolation) =>
        new(SpecData.Open(_root.Path, "set", "train"), 20, 15, new ImageForm(interpolation) { IsOfTensorFlow = true });

    private DecodedImages Images() => new(SpecData.Open(_root.Path, "set", "train"), 20, 15);
}
