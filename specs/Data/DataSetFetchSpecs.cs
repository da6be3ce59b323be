using Repro.Data.Fetching;
using Repro.Data.Folders;
using Repro.Project;
using Repro.Specs.Data.Sets;

namespace Repro.Specs.Data;

[Category("Fast")]
internal sealed class DataSetFetchSpecs : FetchFixture
{
    private static readonly byte[] Content = Bytes(5_000);
    private static readonly string Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Content));

    [Test]
    public async Task Files_are_fetched_from_their_addresses_and_not_asked_for_again([Values] bool isLengthKnown)
    {
        await using LoopbackServer server = new(Answer(Content));
        DataSetDeclaration set = Table(server.Home + "a.npz");
        if (!isLengthKnown)
        {
            set = set with { Files = [set.Files[0] with { Bytes = null }] };
        }

        await Fetch(set);
        await Fetch(set);

        File.ReadAllBytes(Root.File("tables", "table.npz")).Should().Equal(Content);
        Asked.Should().Equal("/a.npz");
        Said[^1].Should().Be("tables/table.npz: already there, checksum right");
    }

    [Test]
    public async Task Another_source_is_asked_for_the_files_names()
    {
        await using LoopbackServer server = new(Answer(Content));

        await Fetch(Table("http://127.0.0.1:1/a.npz"), server.Home);

        Asked.Should().Equal("/table.npz");
    }

    [Test]
    public async Task Other_bytes_than_declared_leave_nothing([Values] bool isLengthKnown)
    {
        await using LoopbackServer server = new(Answer([.. Content.Reverse()]));
        DataSetDeclaration set = Table(server.Home + "a.npz");
        if (!isLengthKnown)
        {
            set = set with { Files = [set.Files[0] with { Bytes = null }] };
        }

        await FluentActions.Awaiting(() => Fetch(set)).Should().ThrowAsync<InputException>().WithMessage("*wrong checksum: SHA-256*");

        Directory.EnumerateFileSystemEntries(Root.File("tables")).Should().BeEmpty();
    }

    [Test]
    public async Task An_archive_is_unpacked_into_the_sets_folder()
    {
        byte[] image = ImageFixtures.Bytes("one-pixel.jpg");
        byte[] zip = MadeZip.Of(("flowers/train/a/1.jpg", image), ("flowers/train/b/1.jpg", image));
        await using LoopbackServer server = new(Answer(zip));
        DataSetDeclaration set = SpecData.Folder("flowers") with
        {
            Archive = new ArchiveDeclaration(new FileDeclaration("flowers.zip") { Url = server.Home + "x.zip" }, "flowers"),
        };

        await Fetch(set);

        new ImageFolders(Root.File("flowers")).Files().Should().Equal("train/a/1.jpg", "train/b/1.jpg");
        Said.Should().Contain("flowers: 2 images unpacked; the archive's own checksums and image headers are right");
        await FluentActions.Awaiting(() => Fetch(set)).Should().ThrowAsync<InputException>().WithMessage("*is not overwritten*");
        Asked.Should().Equal("/x.zip");
    }

    [Test]
    public async Task A_set_without_an_address_says_what_to_do()
    {
        DataSetDeclaration set = Table("") with { Files = [new FileDeclaration("tables/table.npz")] };

        await FluentActions
            .Awaiting(() => Fetch(set))
            .Should()
            .ThrowAsync<InputException>()
            .WithMessage(
                "The data set 'table' has no address to fetch it from. Put it into the data root (REPRO_DATA) as tables/table.npz."
            );
        await FluentActions
            .Awaiting(() => Fetch(set with { Remedy = "Ask the author." }))
            .Should()
            .ThrowAsync<InputException>()
            .WithMessage("*Ask the author.");
    }

    private static DataSetDeclaration Table(string url) =>
        new("table", DataSetKind.Npz)
        {
            Files =
            [
                new FileDeclaration("tables/table.npz")
                {
                    Url = url,
                    Sha256 = Sha256,
                    Bytes = Content.Length,
                },
            ],
        };

    private async Task Fetch(DataSetDeclaration set, Uri? from = null)
    {
        using HttpClient client = new();
        await DataSetFetch.FetchAsync(client, Root.Path, set, from, Said.Add);
    }
}
