using Repro.Data.Folders;

namespace Repro.Specs.Data;

[TestFixture]
[Category("Fast")]
internal sealed class ImageFoldersSpecs
{
    [Test]
    public void Files_are_counted_by_split_class_or_both_and_listed_sorted()
    {
        using TemporaryFolder root = new();
        foreach (
            string file in new[]
            {
                "train/dogs/dog.1.jpg",
                "train/cats/cat.2.jpg",
                "train/cats/cat.10.jpg",
                "train/cats/notes.txt",
                "test/cats/cat.3.JPG",
            }
        )
        {
            string path = root.File(file.Split('/'));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
        }

        ImageFolders set = new(root.Path);

        set.Files()!.Should().Equal("test/cats/cat.3.JPG", "train/cats/cat.10.jpg", "train/cats/cat.2.jpg", "train/dogs/dog.1.jpg");
        set.Files("cats").Should().HaveCount(3);
        set.Files("train").Should().HaveCount(3);
        set.Files("train/dogs").Should().Equal("train/dogs/dog.1.jpg");
        set.Files("train/birds").Should().BeNull();
        set.Classes.Should().Equal("cats", "dogs");
        set.Folders.Should().Equal("test", "test/cats", "train", "train/cats", "train/dogs");
        set.ClassesOf("test").Should().Be(1);
    }

    [Test]
    public void A_folder_that_cannot_be_listed_is_an_input_error() =>
        FluentActions
            .Invoking(() => new ImageFolders(Path.Combine(Path.GetTempPath(), "repro-no-such-folder")))
            .Should()
            .Throw<InputException>()
            .WithMessage("*cannot be listed*");
}
