using Repro.Data;
using Repro.Data.Sets;

namespace Repro.Specs.Data.Sets;

[TestFixture]
[Category("Fast")]
public class FilteredArchiveSpecs
{
    private TemporaryFolder _folder = null!;

    private string Place => _folder.File("cats_and_dogs_filtered");

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void The_whole_set_is_unpacked_and_nothing_else()
    {
        string archive = Write(MadeZip.Filtered(PictureFixtures.Bytes("one-pixel.jpg")));

        FilteredArchive.Unpack(archive, Place).Should().Be(3000);

        PictureFolders set = new(Place);
        set.Folders.Should().Equal("train", "train/cats", "train/dogs", "validation", "validation/cats", "validation/dogs");
        set.Files("validation/dogs").Should().HaveCount(500).And.Contain("validation/dogs/dog.2499.jpg");
        Directory.EnumerateFiles(Place).Should().BeEmpty("the script in the archive is no picture");
        FluentActions.Invoking(() => FilteredArchive.Unpack(archive, Place)).Should().Throw<InputException>().WithMessage("*is not overwritten*");
    }

    [Test]
    public void An_archive_without_some_picture_leaves_nothing()
    {
        string archive = Write(MadeZip.Filtered(PictureFixtures.Bytes("one-pixel.jpg"), name => !name.EndsWith("/cat.7.jpg", StringComparison.Ordinal)));

        FluentActions.Invoking(() => FilteredArchive.Unpack(archive, Place)).Should().Throw<InputException>().WithMessage("*1 of 3000*train/cats/cat.7.jpg*Nothing was kept*");
        Directory.GetDirectories(_folder.Path).Should().BeEmpty();
    }

    [Test]
    public void A_picture_that_is_none_leaves_nothing()
    {
        string archive = Write(MadeZip.Filtered([1, 2, 3]));

        FluentActions.Invoking(() => FilteredArchive.Unpack(archive, Place)).Should().Throw<InputException>().WithMessage("*not a JPEG picture*");
        Directory.GetDirectories(_folder.Path).Should().BeEmpty();
    }

    private string Write(byte[] zip)
    {
        string path = _folder.File("archive.zip");
        File.WriteAllBytes(path, zip);
        return path;
    }
}
