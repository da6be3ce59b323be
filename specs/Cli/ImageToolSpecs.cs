using Repro.Specs.Data;

namespace Repro.Specs.Cli;

/// <summary>
/// Training on image sets that cannot be used: one error that names the place, and nothing is written. Ignored where libjpeg-turbo is not
/// installed.
/// </summary>
[TestFixture]
[Category("Fast")]
internal sealed class ImageToolSpecs
{
    private const string Set = "cats_and_dogs_small";
    private TemporaryFolder _root = null!;

    // As many as the run declares; the first file of the first class is what each case spoils.
    [OneTimeSetUp]
    public void Write()
    {
        ImageFixtures.RequireDecoder();
        _root = new TemporaryFolder();
        ImageFixtures.WriteSplit(_root, Set, "train", ("cats", 1000), ("dogs", 1000));
        Directory.CreateDirectory(_root.File("runs"));
    }

    [OneTimeTearDown]
    public void Remove() => _root?.Dispose();

    public static IEnumerable<TestCaseData> Images()
    {
        byte[] image = ImageFixtures.Bytes("colour-420.jpg");
        yield return new TestCaseData(image[..^400], "cut short").SetName("A_truncated_picture_is_refused");
        yield return new TestCaseData("only words"u8.ToArray(), "not a JPEG image").SetName("A_text_named_jpg_is_refused");
        yield return new TestCaseData(ImageFixtures.Bytes("one-pixel.jpg"), "one pixel").SetName("A_picture_of_one_pixel_is_refused");
        yield return new TestCaseData(Huge(image), "20000x20000 pixels is too large").SetName("A_huge_picture_is_refused");
        yield return new TestCaseData(Array.Empty<byte>(), "not a JPEG image").SetName("An_empty_file_is_refused");
    }

    [TestCaseSource(nameof(Images))]
    public void One_bad_image(byte[] bytes, string message)
    {
        string file = _root.File(Set, "train", "cats", "000.jpg");
        byte[] good = File.ReadAllBytes(file);
        File.WriteAllBytes(file, bytes);
        try
        {
            Refused(_root.Path, $"{file}: ", message);
        }
        finally
        {
            File.WriteAllBytes(file, good);
        }
    }

    [Test]
    public void An_empty_class_folder_is_refused()
    {
        using TemporaryFolder root = new();
        ImageFixtures.WriteSplit(root, Set, "train", ("cats", 1), ("dogs", 0));

        Refused(root.Path, root.File(Set, "train", "dogs"), "the class folder has no images");
    }

    [Test]
    public void A_single_class_is_refused()
    {
        using TemporaryFolder root = new();
        ImageFixtures.WriteSplit(root, Set, "train", ("cats", 1));

        Refused(root.Path, root.File(Set, "train"), "one class folder only, 'cats'");
    }

    [Test]
    public void A_third_class_is_refused()
    {
        using TemporaryFolder root = new();
        ImageFixtures.WriteSplit(root, Set, "train", ("birds", 1), ("cats", 1), ("dogs", 1));

        Refused(root.Path, root.File(Set, "train"), "exactly two classes, but there are 3: birds, cats, dogs");
    }

    [Test]
    public void Another_number_of_images_than_the_run_declares_is_refused()
    {
        using TemporaryFolder root = new();
        ImageFixtures.WriteSplit(root, Set, "train", ("cats", 2), ("dogs", 1));

        Refused(root.Path, root.File(Set, "train"), "declares 2000 samples in 'train', but");
    }

    [Test]
    public void A_missing_set_says_how_to_make_it()
    {
        using TemporaryFolder root = new();

        Refused(root.Path, Set, "repro data split");
    }

    private void Refused(string dataRoot, params string[] messages)
    {
        (int code, string output, string error) = Tool.Run(
            new Dictionary<string, string> { ["REPRO_DATA"] = dataRoot },
            "train",
            "catsdogs-augmented-d1",
            "--seeds",
            "1",
            "--runs",
            _root.File("runs")
        );

        error.Should().StartWith("repro: ").And.ContainAll(messages);
        error.Trim().Should().NotContain("\n", "one error is one line");
        output.Should().BeEmpty();
        code.Should().Be(2);
        Directory.EnumerateFileSystemEntries(_root.File("runs")).Should().BeEmpty();
    }

    private static byte[] Huge(byte[] image)
    {
        byte[] huge = [.. image];
        int frame = huge.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        byte[] side = [20000 >> 8, 20000 & 0xFF];
        side.CopyTo(huge, frame + 5);
        side.CopyTo(huge, frame + 7);
        return huge;
    }
}
