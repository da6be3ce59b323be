using System.Net;
using Repro.Data;
using Repro.Project;

namespace Repro.Specs.Data;

[TestFixture]
[Category("Fast")]
public class PretrainedFetchSpecs
{
    private const string OtherContainer = "the same values in another container";
    private static readonly byte[] Content = [.. Enumerable.Range(0, 50_000).Select(index => (byte)(index * 37 % 241))];
#pragma warning disable CA5351 // The published checksums are MD5.
    private static readonly string Md5 = Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(Content));
#pragma warning restore CA5351

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
    public async Task A_file_is_fetched_from_its_home_and_not_asked_for_again()
    {
        await using LoopbackServer server = new(Answer);
        WeightsDeclaration file = Made("made/weights.h5", Md5, server.Home + "weights.h5");

        await Fetch(null, file);
        await Fetch(null, file);

        File.ReadAllBytes(_root.File("made", "weights.h5")).Should().Equal(Content);
        _asked.Should().Equal("/weights.h5");
        _said[^1].Should().Contain("already there");
    }

    [Test]
    public async Task Two_files_of_one_name_are_told_apart_at_another_home()
    {
        await using LoopbackServer server = new(Answer);

        await Fetch(server.Home, Made("made/weights.h5", Md5, "http://127.0.0.1:1/weights.h5"), Made("made/old/weights.h5", Md5, "http://127.0.0.1:1/weights.h5"));

        _asked.Should().Equal("/weights.h5", "/old/weights.h5");
    }

    [Test]
    public async Task A_broken_transfer_goes_on_where_it_stopped()
    {
        await using LoopbackServer server = new(async (request, response) =>
        {
            _asked.Add(request.Headers["Range"] ?? "");
            response.StatusCode = 206;
            response.AddHeader("Content-Range", $"bytes 20000-{Content.Length - 1}/{Content.Length}");
            await response.OutputStream.WriteAsync(Content.AsMemory(20_000));
        });
        Directory.CreateDirectory(_root.File("made"));
        await File.WriteAllBytesAsync(_root.File("made", "weights.h5.part"), Content[..20_000]);

        await Fetch(null, Made("made/weights.h5", Md5, server.Home + "weights.h5"));

        _asked.Should().Equal("bytes=20000-");
        File.ReadAllBytes(_root.File("made", "weights.h5")).Should().Equal(Content);
    }

    [Test]
    public async Task Other_bytes_than_published_are_refused_and_leave_nothing()
    {
        await using LoopbackServer server = new(Answer);
        WeightsDeclaration file = Made("made/weights.h5", new string('0', 32), server.Home + "weights.h5");

        await FluentActions.Awaiting(() => Fetch(null, file)).Should().ThrowAsync<InputException>().WithMessage($"*wrong checksum: MD5 {Md5}*");

        Directory.EnumerateFileSystemEntries(_root.File("made")).Should().BeEmpty();
    }

    [Test]
    public void The_pins_are_those_that_Keras_publishes()
    {
        SpecData.Weights("vgg16-base-150").Should().Match<WeightsDeclaration>(weights => weights.File.Md5 == "6d6bbae143d832006294945121d1f1fc" && weights.File.Bytes == 58_889_256);
        SpecData.Weights("vgg16-top-224").Should().Match<WeightsDeclaration>(weights => weights.File.Md5 == "64373286793e3c8b2b4e3219cbf3544b" && weights.File.Bytes == 553_467_096);
        FluentActions.Invoking(() => SpecData.Weights("mnist-full")).Should().Throw<InputException>().WithMessage("*mnist-full*vgg16-base-150*");
    }

    [Test]
    public async Task A_file_with_the_published_values_in_another_container_is_left_alone()
    {
        Directory.CreateDirectory(_root.File("made"));
        File.WriteAllText(_root.File("made", "weights.h5"), OtherContainer);

        await Fetch(new Uri("http://127.0.0.1:1/"), Made("made/weights.h5", Md5, "http://127.0.0.1:1/weights.h5"));

        _said.Should().Equal("made/weights.h5: already there, values right");
        File.ReadAllText(_root.File("made", "weights.h5")).Should().Be(OtherContainer);
    }

    private static WeightsDeclaration Made(string path, string md5, string url) => new("made", new FileDeclaration(path) { Url = url, Md5 = md5, Bytes = Content.Length });

    private async Task Fetch(Uri? from, params WeightsDeclaration[] files)
    {
        using HttpClient client = new();
        await PretrainedFetch.FetchAsync(client, _root.Path, files, from, (file, path) => File.ReadAllText(path) == OtherContainer, _said.Add);
    }

    private async Task Answer(HttpListenerRequest request, HttpListenerResponse response)
    {
        _asked.Add(request.Url!.AbsolutePath);
        response.StatusCode = 200;
        await response.OutputStream.WriteAsync(Content);
    }
}
