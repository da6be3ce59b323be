using Repro.Data.Fetching;
using Repro.Data.Folders;
using Repro.Project;

namespace Repro.Specs.Data.Sets;

[TestFixture]
[Category("Fast")]
internal sealed class ImageArchiveSpecs
{
    private static readonly DataSetDeclaration Set = SpecData.Set("cats_and_dogs_filtered");

    private TemporaryFolder _folder = null!;

    private string Place => _folder.File("cats_and_dogs_filtered");

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void The_whole_set_is_unpacked_and_nothing_else()
    {
        string archive = Write(MadeZip.Filtered(ImageFixtures.Bytes("one-pixel.jpg")));

        Unpack(archive).Should().Be(3000);

        ImageFolders set = new(Place);
        set.Folders.Should().Equal("train", "train/cats", "train/dogs", "validation", "validation/cats", "validation/dogs");
        set.Files("validation/dogs").Should().HaveCount(500).And.Contain("validation/dogs/dog.2499.jpg");
        Directory.EnumerateFiles(Place).Should().BeEmpty("the script in the archive is no image");
        FluentActions.Invoking(() => Unpack(archive)).Should().Throw<InputException>().WithMessage("*is not overwritten*");
    }

    [Test]
    public void An_archive_without_some_image_leaves_nothing()
    {
        string archive = Write(
            MadeZip.Filtered(ImageFixtures.Bytes("one-pixel.jpg"), name => !name.EndsWith("/cat.7.jpg", StringComparison.Ordinal))
        );

        FluentActions
            .Invoking(() => Unpack(archive))
            .Should()
            .Throw<InputException>()
            .WithMessage("*1 of 3000*train/cats/cat.7.jpg*Nothing was kept*");
        Directory.GetDirectories(_folder.Path).Should().BeEmpty();
    }

    [Test]
    public void An_image_that_is_none_leaves_nothing()
    {
        string archive = Write(MadeZip.Filtered([1, 2, 3]));

        FluentActions.Invoking(() => Unpack(archive)).Should().Throw<InputException>().WithMessage("*not a JPEG image*");
        Directory.GetDirectories(_folder.Path).Should().BeEmpty();
    }

    [Test]
    public void Without_declared_names_the_images_of_the_splits_are_unpacked()
    {
        byte[] image = ImageFixtures.Bytes("one-pixel.jpg");
        string archive = Write(
            MadeZip.Of(
                ("top/train/a/1.jpg", image),
                ("top/train/b/2.jpg", image),
                ("top/other/a/3.jpg", image),
                ("top/train/notes.txt", [1]),
                ("top/readme.jpg", image)
            )
        );
        DataSetDeclaration set = SpecData.Folder("set") with { Splits = ["train"] };

        ImageArchive.Unpack(archive, "top", set, Place).Should().Be(2);

        new ImageFolders(Place).Files().Should().Equal("train/a/1.jpg", "train/b/2.jpg");
        FluentActions
            .Invoking(() => ImageArchive.Unpack(archive, "wrong", set, _folder.File("b")))
            .Should()
            .Throw<InputException>()
            .WithMessage("*no images in 'wrong/SPLIT/CLASS/'*");
    }

    private int Unpack(string archive) => ImageArchive.Unpack(archive, Set.Archive!.Top, Set, Place);

    private string Write(byte[] zip)
    {
        string path = _folder.File("archive.zip");
        File.WriteAllBytes(path, zip);
        return path;
    }
}
