using Repro.Data.Folders;

namespace Repro.Specs.Data;

[TestFixture]
[Category("Fast")]
internal sealed class ImageSplitSpecs
{
    [Test]
    public void Images_are_numbered_by_class_and_name()
    {
        using TemporaryFolder root = new();
        ImageFixtures.WriteSplit(root, "set", "train", ("dogs", 2), ("cats", 3));

        ImageSplit split = SpecData.Open(root.Path, "set", "train");

        split.Classes.Should().Equal("cats", "dogs");
        split.Files.Should().Equal("cats/000.jpg", "cats/001.jpg", "cats/002.jpg", "dogs/000.jpg", "dogs/001.jpg");
        split.Labels.Should().Equal(0, 0, 0, 1, 1);
        split.Found.Should().Be("Found 5 images belonging to 2 classes.");
        File.Exists(split.PathOf(4)).Should().BeTrue();
    }

    [Test]
    public void What_is_missing_is_said()
    {
        using TemporaryFolder root = new();
        ImageFixtures.WriteSplit(root, "cats_and_dogs_small", "train", ("cats", 1));
        ImageFixtures.WriteSplit(root, "cats_and_dogs_small", "test", ("cats", 1), ("dogs", 0));
        Directory.CreateDirectory(root.File("cats_and_dogs_small", "validation"));
        ImageFixtures.WriteSplit(root, "three", "train", ("a", 1), ("b", 1), ("c", 1));

        Open(null, "cats_and_dogs_small", "train").Should().Throw<InputException>().WithMessage("*no data root is set*");
        Open(root.Path, "cats_and_dogs_filtered", "train")
            .Should()
            .Throw<InputException>()
            .WithMessage("*'cats_and_dogs_filtered' is missing*");
        Open(root.Path, "cats_and_dogs_small", "extra").Should().Throw<InputException>().WithMessage("*no split 'extra'*");
        Open(root.Path, "cats_and_dogs_small", "train").Should().Throw<InputException>().WithMessage("*one class folder only, 'cats'*");
        Open(root.Path, "cats_and_dogs_small", "test")
            .Should()
            .Throw<InputException>()
            .WithMessage("*dogs: the class folder has no images*");
        Open(root.Path, "cats_and_dogs_small", "validation").Should().Throw<InputException>().WithMessage("*no class folder*");
        FluentActions
            .Invoking(() => SpecData.Open(root.Path, "three", "train").RequireBinary())
            .Should()
            .Throw<InputException>()
            .WithMessage("*exactly two classes*a, b, c*");
    }

    private static Func<ImageSplit> Open(string? root, string set, string split) => () => SpecData.Open(root, set, split);
}
