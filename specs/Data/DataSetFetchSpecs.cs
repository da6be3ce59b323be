using System.Net;
using Repro.Data;
using Repro.Project;
using Repro.Specs.Data.Sets;

namespace Repro.Specs.Data;

[Category("Fast")]
public class DataSetFetchSpecs
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 5_000).Select(index => (byte)(index * 37 % 241))];
    private static readonly string Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Content));
    private readonly List<string> _said = [];
    private readonly List<string> _asked = [];
    private TemporaryFolder _root = null!;

    [SetUp]
    public void SetUp()
    {
        _root = new TemporaryFolder();
        _said.Clear();
        _asked.Clear();
    }

    [TearDown]
    public void TearDown() => _root.Dispose();

    [Test]
    public async Task Files_are_fetched_from_their_addresses_and_not_asked_for_again([Values] bool isLengthKnown)
    {
        await using LoopbackServer server = new(Answer(Content));
        DataSetDeclaration set = Table(server.Home + "a.npz");
        if (!isLengthKnown) set = set with { Files = [set.Files[0] with { Bytes = null }] };

        await Fetch(set);
        await Fetch(set);

        File.ReadAllBytes(_root.File("tables", "table.npz")).Should().Equal(Content);
        _asked.Should().Equal("/a.npz");
        _said[^1].Should().Be("tables/table.npz: already there, checksum right");
    }

    [Test]
    public async Task Another_source_is_asked_for_the_files_names()
    {
        await using LoopbackServer server = new(Answer(Content));

        await Fetch(Table("http://127.0.0.1:1/a.npz"), server.Home);

        _asked.Should().Equal("/table.npz");
    }

    [Test]
    public async Task Other_bytes_than_declared_leave_nothing([Values] bool isLengthKnown)
    {
        await using LoopbackServer server = new(Answer([.. Content.Reverse()]));
        DataSetDeclaration set = Table(server.Home + "a.npz");
        if (!isLengthKnown) set = set with { Files = [set.Files[0] with { Bytes = null }] };

        await FluentActions.Awaiting(() => Fetch(set)).Should().ThrowAsync<InputException>().WithMessage("*wrong checksum: SHA-256*");

        Directory.EnumerateFileSystemEntries(_root.File("tables")).Should().BeEmpty();
    }

    [Test]
    public async Task An_archive_is_unpacked_into_the_sets_folder()
    {
        byte[] picture = PictureFixtures.Bytes("one-pixel.jpg");
        byte[] zip = MadeZip.Of(("flowers/train/a/1.jpg", picture), ("flowers/train/b/1.jpg", picture));
        await using LoopbackServer server = new(Answer(zip));
        DataSetDeclaration set = SpecData.Folder("flowers") with { Archive = new ArchiveDeclaration(new FileDeclaration("flowers.zip") { Url = server.Home + "x.zip" }, "flowers") };

        await Fetch(set);

        new PictureFolders(_root.File("flowers")).Files().Should().Equal("train/a/1.jpg", "train/b/1.jpg");
        _said.Should().Contain("flowers: 2 images unpacked; the archive's own checksums and image headers are right");
        await FluentActions.Awaiting(() => Fetch(set)).Should().ThrowAsync<InputException>().WithMessage("*is not overwritten*");
        _asked.Should().Equal("/x.zip");
    }

    [Test]
    public async Task A_set_without_an_address_says_what_to_do()
    {
        DataSetDeclaration set = Table("") with { Files = [new FileDeclaration("tables/table.npz")] };

        await FluentActions.Awaiting(() => Fetch(set)).Should().ThrowAsync<InputException>()
            .WithMessage("The data set 'table' has no address to fetch it from. Put it into the data root (REPRO_DATA) as tables/table.npz.");
        await FluentActions.Awaiting(() => Fetch(set with { Remedy = "Ask the author." })).Should().ThrowAsync<InputException>().WithMessage("*Ask the author.");
    }

    private static DataSetDeclaration Table(string url) => new("table", DataSetKind.Npz)
    {
        Files = [new FileDeclaration("tables/table.npz") { Url = url, Sha256 = Sha256, Bytes = Content.Length }],
    };

    private async Task Fetch(DataSetDeclaration set, Uri? from = null)
    {
        using HttpClient client = new();
        await DataSetFetch.FetchAsync(client, _root.Path, set, from, _said.Add);
    }

    private Func<HttpListenerRequest, HttpListenerResponse, Task> Answer(byte[] content) => async (request, response) =>
    {
        _asked.Add(request.Url!.AbsolutePath);
        response.StatusCode = 200;
        await response.OutputStream.WriteAsync(content);
    };
}
