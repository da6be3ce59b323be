using Repro.Data.Catalog;
using Repro.Project;

namespace Repro.Specs.Project;

[Category("Fast")]
internal sealed class DataSetReaderSpecs
{
    [Test]
    public void An_idx_set_has_the_names_of_MNIST_unless_it_gives_others()
    {
        DataSetDeclaration plain = Set("""{ "kind": "idx" }""");
        DataSetDeclaration named = Set(
            """{ "kind": "idx", "folder": "a/b", "arrays": { "train": { "x": "images", "y": "labels" } }, "files": { "images.gz": { "url": "https://example.org/i.gz", "md5": "8d4fb7e6c68d591d4c3dfef9ec88bf0d" } } }"""
        );

        plain.Folder.Should().Be("x");
        plain
            .Files.Select(file => file.Path)
            .Should()
            .Equal(
                "x/train-images-idx3-ubyte.gz",
                "x/train-labels-idx1-ubyte.gz",
                "x/t10k-images-idx3-ubyte.gz",
                "x/t10k-labels-idx1-ubyte.gz"
            );
        plain.Remedy.Should().StartWith("Put it into the data root");
        (named.Folder, named.Splits.Single(), named.Arrays["train"], named.Files.Single().Path)
            .Should()
            .Be(("a/b", "train", new ArrayNames("images", "labels"), "a/b/images.gz"));
        named.Remedy.Should().Be("Run `repro data fetch x`, or set REPRO_DATA to a data root that has the folder a/b/.");
    }

    [Test]
    public void Names_of_images_give_their_counts()
    {
        DataSetDeclaration set = Set(
            """{ "kind": "image_folder", "splits": ["train"], "names": { "train": { "cat": "c.{5..9}.jpg" } }, "archive": { "url": "https://example.org/x.zip", "bytes": 12345678901 } }"""
        );

        set.Counts["train/cat"].Should().Be(5);
        set.Names["train/cat"].All.Should().Equal("c.5.jpg", "c.6.jpg", "c.7.jpg", "c.8.jpg", "c.9.jpg");
        set.Archive.Should()
            .BeEquivalentTo(
                new ArchiveDeclaration(new FileDeclaration("x.zip") { Url = "https://example.org/x.zip", Bytes = 12345678901 }, "x")
            );
        set.IsFetchable.Should().BeTrue();
    }

    [TestCase("""{ "kind": "npz", "file": "../a.npz" }""", "*'data_sets.x.file' is '../a.npz'; it must be a relative path*")]
    [TestCase("""{ "kind": "npz", "sha256": "12" }""", "*'data_sets.x.sha256' must be 64 hexadecimal digits*")]
    [TestCase("""{ "kind": "npz", "url": "file:///etc/passwd" }""", "*'data_sets.x.url' must be a web address*")]
    [TestCase("""{ "kind": "npz", "splits": [] }""", "*'data_sets.x.splits' is unknown*")]
    [TestCase("""{ "kind": "image_folder", "classes": ["a"] }""", "*'data_sets.x.classes' must list at least two*")]
    [TestCase(
        """{ "kind": "image_folder", "classes": ["a", "../b"] }""",
        "*'data_sets.x.classes' names '../b', which cannot be the name of a folder."
    )]
    [TestCase(
        """{ "kind": "image_folder", "names": { "test": { "..": "c.{1..2}.jpg" } } }""",
        "*'data_sets.x.names.test...' names '..', which cannot be the name of a folder."
    )]
    [TestCase(
        """{ "kind": "image_folder", "counts": { "test": { "a/b": 1 } } }""",
        "*'data_sets.x.counts.test.a/b' names 'a/b', which cannot be the name of a folder."
    )]
    [TestCase("""{ "kind": "image_folder", "splits": ["a/b"] }""", "*'data_sets.x.splits' lists 'a/b'*")]
    [TestCase(
        """{ "kind": "image_folder", "splits": ["train", "test", "train"] }""",
        "*'data_sets.x.splits' lists 'train' more than once. List each name once."
    )]
    [TestCase(
        """{ "kind": "image_folder", "splits": ["train"], "counts": { "test": { "a": 1 } } }""",
        "*'data_sets.x.counts' names the split 'test'*"
    )]
    [TestCase(
        """{ "kind": "image_folder", "classes": ["a", "b"], "counts": { "test": { "c": 1 } } }""",
        "*'data_sets.x.counts.test.c' is not one of 'classes'*"
    )]
    [TestCase(
        """{ "kind": "image_folder", "names": { "test": { "c": "../{1..2}.jpg" } } }""",
        "*'data_sets.x.names.test.c' is '../{1..2}.jpg', but must be names*"
    )]
    [TestCase(
        """{ "kind": "image_folder", "names": { "test": { "c": "{1..99999999}.jpg" } } }""",
        "*must be names that differ in one number*"
    )]
    [TestCase(
        """{ "kind": "image_folder", "names": { "test": { "c": "c.{1..1500000}.jpg", "d": "d.{1..500001}.jpg" } } }""",
        "*'data_sets.x.names' gives 2000001 file names; a data set has at most 2000000*"
    )]
    [TestCase(
        """{ "kind": "files", "names": { "c": "c.{1..1500000}.jpg", "d": "d.{1..500001}.jpg" } }""",
        "*'data_sets.x.names' gives 2000001 file names; a data set has at most 2000000*"
    )]
    [TestCase("""{ "kind": "files", "files": { "a": { "sha": "x" } } }""", "*'data_sets.x.files.a.sha' is unknown*")]
    [TestCase("""{ "kind": "cifar_binary", "label_bytes": 9 }""", "*'data_sets.x.label_bytes' must be a whole number from 1 to 4*")]
    public void A_wrong_declaration_is_refused_with_its_key(string declaration, string message) =>
        FluentActions.Invoking(() => Set(declaration)).Should().Throw<InputException>().WithMessage("p.json: key " + message);

    [Test]
    public void Weights_are_recognized_by_something()
    {
        FluentActions
            .Invoking(() => ProjectFile.Parse("p.json", """{ "schema_version": 1, "weights": { "m": { "file": "m.h5" } } }"""))
            .Should()
            .Throw<InputException>()
            .WithMessage("p.json: key 'weights.m.sha256' is missing; give one of sha256, md5 and values_sha256*");
    }

    [Test]
    public void The_catalogue_lists_the_projects_sets_and_the_built_in_ones_with_the_nearest_name()
    {
        DataSetCatalog sets = new([
            Set("""{ "kind": "npz" }""") with
            {
                Name = "flowers",
            },
            Set("""{ "kind": "npz" }""") with
            {
                Name = "mnist",
            },
        ]);

        sets.Names.Should().Equal("flowers", "mnist", "fashion_mnist", "cifar10", "cifar100", "imagenet_class_index");
        sets.Get("mnist").Kind.Should().Be(DataSetKind.Npz, "the project's set comes first");
        sets.Trainable.Should().NotContain("imagenet_class_index");
        FluentActions
            .Invoking(() => sets.Get("flower"))
            .Should()
            .Throw<InputException>()
            .WithMessage(
                "There is no data set 'flower'. Did you mean 'flowers'? This project declares flowers, mnist; built in are fashion_mnist, cifar10, cifar100, imagenet_class_index."
            );
        new DataSetCatalog([]).Get("mnist").Kind.Should().Be(DataSetKind.Idx);
    }

    private static DataSetDeclaration Set(string declaration) =>
        ProjectFile.Parse("p.json", $$"""{ "schema_version": 1, "data_sets": { "x": {{declaration}} } }""").DataSets["x"];
}
