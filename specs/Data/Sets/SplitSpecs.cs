using Repro.Data.Folders;
using Repro.Data.Splitting;
using Repro.Project;
using Repro.Randomness;

namespace Repro.Specs.Data.Sets;

[TestFixture]
[Category("Fast")]
internal sealed class SplitSpecs
{
    private static readonly DataSetDeclaration Small = SpecData.Set("cats_and_dogs_small");
    private static readonly Dictionary<string, string> Flat = new() { ["cats"] = "cat.*", ["dogs"] = "dog.*" };
    private static readonly Dictionary<string, string> ClassFolders = [];
    private TemporaryFolder _folder = null!;

    private string Source => _folder.File("train");

    private string Place => _folder.File("new", "set");

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void The_documents_plan()
    {
        IReadOnlyList<SplitMove> plan = SplitPlan.Declared(Small);

        plan.Should().HaveCount(4000);
        plan.Select(move => move.Source).Should().OnlyHaveUniqueItems();
        plan.Should()
            .Contain(new SplitMove("train/cats/cat.999.jpg", "cat.999.jpg"))
            .And.Contain(new SplitMove("test/dogs/dog.1500.jpg", "dog.1500.jpg"));
        SplitPlan
            .Folders(plan)
            .Should()
            .Equal(
                "train",
                "train/cats",
                "train/dogs",
                "validation",
                "validation/cats",
                "validation/dogs",
                "test",
                "test/cats",
                "test/dogs"
            );
    }

    [Test]
    public void Kaggles_folder_becomes_the_documents_set()
    {
        WriteKaggle(2003);

        ImageSplitter.SplitAsDeclared(Source, Place, Small);

        ImageFolders set = new(Place);
        foreach (
            (string folder, int count) in new[]
            {
                ("train/cats", 1000),
                ("train/dogs", 1000),
                ("validation/cats", 500),
                ("validation/dogs", 500),
                ("test/cats", 500),
                ("test/dogs", 500),
            }
        )
        {
            set.Files(folder).Should().HaveCount(count);
        }

        File.ReadAllBytes(Path.Combine(Place, "test", "cats", "cat.1700.jpg")).Should().Equal(ImageFixtures.Bytes("one-pixel.jpg"));
        Split().Should().Throw<InputException>().WithMessage("*is not overwritten*");
    }

    [Test]
    public void Missing_images_are_named_and_nothing_is_written()
    {
        WriteKaggle(2000);
        File.Delete(Path.Combine(Source, "dog.1234.jpg"));
        File.Delete(Path.Combine(Source, "cat.5.jpg"));

        Split()
            .Should()
            .Throw<InputException>()
            .WithMessage("*does not have 2 of 4000 images: cat.5.jpg, dog.1234.jpg.*Nothing was written*");
        Directory.Exists(_folder.File("new")).Should().BeFalse();
    }

    [Test]
    public void An_image_that_is_none_leaves_nothing()
    {
        WriteKaggle(2000);
        File.WriteAllText(Path.Combine(Source, "dog.1999.jpg"), "text");

        Split().Should().Throw<InputException>().WithMessage("*dog.1999.jpg: not a JPEG image*");
        Directory.EnumerateFileSystemEntries(_folder.File("new")).Should().BeEmpty();
    }

    [Test]
    public void A_missing_folder_is_said() => Split().Should().Throw<InputException>().WithMessage("*does not exist*");

    // What Python 3.11 printed for random.seed(s); l = list(range(n)); random.shuffle(l); l[:12].
    [TestCase(5, 1337u, new[] { 1, 0, 3, 2, 4 })]
    [TestCase(12, 1337u, new[] { 6, 0, 1, 4, 10, 7, 3, 11, 2, 5, 8, 9 })]
    [TestCase(700, 1337u, new[] { 232, 211, 377, 90, 594, 273, 9, 455, 379, 138, 443, 449 })]
    [TestCase(7, 0u, new[] { 4, 2, 1, 0, 5, 3, 6 })]
    [TestCase(9, 4294967295u, new[] { 0, 7, 1, 5, 2, 6, 4, 8, 3 })]
    public void Shuffling_is_Pythons(int count, uint seed, int[] first)
    {
        int[] items = [.. Enumerable.Range(0, count)];
        new PythonRandom(seed).Shuffle<int>(items);

        items.Take(first.Length).Should().Equal(first);
        items.Order().Should().Equal(Enumerable.Range(0, count));
    }

    [Test]
    public void A_ratio_cuts_each_class_and_uses_every_image_once()
    {
        WriteKaggle(11);

        ImageSplitter.SplitByRatio(Source, Place, Flat, [0.5, 0.25, 0.25], SplitPlan.RatioSeed);

        ImageFolders set = new(Place);
        set.Files("train/cats").Should().HaveCount(5);
        set.Files("validation/cats").Should().HaveCount(2);
        set.Files("test/cats").Should().HaveCount(4, "the rest goes to the last part");
        set.Files("dogs")!.Select(Path.GetFileName).Should().OnlyHaveUniqueItems().And.HaveCount(11);
    }

    [Test]
    public void A_ratio_takes_class_folders_in_the_order_that_Python_shuffles()
    {
        foreach (string name in (string[])["a", "b"])
        {
            Directory.CreateDirectory(Path.Combine(Source, name));
            foreach (int number in Enumerable.Range(0, 5))
            {
                File.Copy(ImageFixtures.PathOf("one-pixel.jpg"), Path.Combine(Source, name, $"{number}.jpg"));
            }
        }

        ImageSplitter.SplitByRatio(Source, Place, ClassFolders, [0.6, 0.2, 0.2], SplitPlan.RatioSeed);

        ImageFolders set = new(Place);
        set.Files("train/a").Should().Equal("train/a/0.jpg", "train/a/1.jpg", "train/a/3.jpg");
        set.Files("validation/b").Should().Equal("validation/b/2.jpg");
        set.Files("test/b").Should().Equal("test/b/4.jpg");
    }

    [Test]
    public void Counts_take_the_first_images_by_number()
    {
        WriteKaggle(12);

        ImageSplitter.SplitByCount(Source, Place, Flat, [9, 2]);

        ImageFolders set = new(Place);
        set.Splits.Should().Equal("train", "validation");
        set.Files("validation/dogs").Should().Equal("validation/dogs/dog.10.jpg", "validation/dogs/dog.9.jpg");
        FluentActions
            .Invoking(() => ImageSplitter.SplitByCount(Source, _folder.File("other"), Flat, [9, 4]))
            .Should()
            .Throw<InputException>()
            .WithMessage("*'cats' has 12 images; the counts need 13*");
        FluentActions
            .Invoking(() => ImageSplitter.SplitByCount(Source, _folder.File("other"), Flat, [0]))
            .Should()
            .Throw<InputException>()
            .WithMessage("*numbers from 1 on*");
        FluentActions
            .Invoking(() => ImageSplitter.SplitByCount(Source, _folder.File("other"), ClassFolders, [1]))
            .Should()
            .Throw<InputException>()
            .WithMessage("*no class folder*--class NAME=PATTERN*");
    }

    [Test]
    public void Counts_give_the_declared_split_where_images_are_numbered()
    {
        IReadOnlyDictionary<string, IReadOnlyList<string>> classes = new Dictionary<string, IReadOnlyList<string>>
        {
            ["cats"] = [.. NumberedNames.Parse("cat.{0..1999}.jpg")!.All],
            ["dogs"] = [.. NumberedNames.Parse("dog.{0..1999}.jpg")!.All],
        };

        SplitPlan.ByCount(classes, [1000, 500, 500]).Should().Equal(SplitPlan.Declared(Small));
    }

    [Test]
    public void A_folder_that_is_split_already_or_one_level_up_is_said()
    {
        WriteKaggle(3);
        FluentActions
            .Invoking(() => ImageSplitter.SplitAsDeclared(_folder.Path, Place, Small))
            .Should()
            .Throw<InputException>()
            .WithMessage($"*one level deeper. Give '{Source}'*");
        Directory.CreateDirectory(_folder.File("split", "train", "cats"));
        FluentActions
            .Invoking(() => ImageSplitter.SplitAsDeclared(_folder.File("split"), Place, Small))
            .Should()
            .Throw<InputException>()
            .WithMessage("*split already: it has the folder train/cats*");
    }

    [Test]
    public void What_is_no_ratio_is_refused()
    {
        WriteKaggle(3);
        Action Cut(params double[] ratio) => () => ImageSplitter.SplitByRatio(Source, Place, Flat, ratio, 1);

        Cut(0.5, 0.5).Should().Throw<InputException>().WithMessage("*three shares*");
        Cut(0.5, 0.5, 0.5).Should().Throw<InputException>().WithMessage("*sum to 1*");
        Cut(1.2, -0.1, -0.1).Should().Throw<InputException>();
        Cut(0.5, 0.25, 0.25).Should().Throw<InputException>().WithMessage("*'cats' has 3 images*none for validation*");
        Directory.CreateDirectory(_folder.File("empty"));
        FluentActions
            .Invoking(() => ImageSplitter.SplitByRatio(_folder.File("empty"), Place, Flat, [0.5, 0.25, 0.25], 1))
            .Should()
            .Throw<InputException>()
            .WithMessage("*no images of the class 'cats'*");
    }

    private Action Split() => () => ImageSplitter.SplitAsDeclared(Source, Place, Small);

    private void WriteKaggle(int count)
    {
        Directory.CreateDirectory(Source);
        byte[] image = ImageFixtures.Bytes("one-pixel.jpg");
        foreach (string kind in (string[])["cat", "dog"])
        {
            foreach (int number in Enumerable.Range(0, count))
            {
                File.WriteAllBytes(Path.Combine(Source, $"{kind}.{number}.jpg"), image);
            }
        }
    }
}
