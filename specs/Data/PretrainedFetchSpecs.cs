using Repro.Data.Fetching;
using Repro.Project;

namespace Repro.Specs.Data;

[TestFixture]
[Category("Fast")]
internal sealed class PretrainedFetchSpecs : FetchFixture
{
    private const string OtherContainer = "the same values in another container";
    private static readonly byte[] Content = Bytes(50_000);
#pragma warning disable CA5351 // The published checksums are MD5.
    private static readonly string Md5 = Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(Content));
#pragma warning restore CA5351

    [Test]
    public async Task A_file_is_fetched_from_its_home_and_not_asked_for_again()
    {
        await using LoopbackServer server = new(Answer(Content));
        WeightsDeclaration file = Made("made/weights.h5", Md5, server.Home + "weights.h5");

        await Fetch(null, file);
        await Fetch(null, file);

        File.ReadAllBytes(Root.File("made", "weights.h5")).Should().Equal(Content);
        Asked.Should().Equal("/weights.h5");
        Said[^1].Should().Contain("already there");
    }

    [Test]
    public async Task Two_files_of_one_name_are_told_apart_at_another_home()
    {
        await using LoopbackServer server = new(Answer(Content));

        await Fetch(
            server.Home,
            Made("made/weights.h5", Md5, "http://127.0.0.1:1/weights.h5"),
            Made("made/old/weights.h5", Md5, "http://127.0.0.1:1/weights.h5")
        );

        Asked.Should().Equal("/weights.h5", "/old/weights.h5");
    }

    [Test]
    public async Task A_broken_transfer_goes_on_where_it_stopped()
    {
        await using LoopbackServer server = new(
            async (request, response) =>
            {
                Asked.Add(request.Headers["Range"] ?? "");
                response.StatusCode = 206;
                response.AddHeader("Content-Range", $"bytes 20000-{Content.Length - 1}/{Content.Length}");
                await response.OutputStream.WriteAsync(Content.AsMemory(20_000));
            }
        );
        Directory.CreateDirectory(Root.File("made"));
        await File.WriteAllBytesAsync(Root.File("made", "weights.h5.part"), Content[..20_000]);

        await Fetch(null, Made("made/weights.h5", Md5, server.Home + "weights.h5"));

        Asked.Should().Equal("bytes=20000-");
        File.ReadAllBytes(Root.File("made", "weights.h5")).Should().Equal(Content);
    }

    [Test]
    public async Task Other_bytes_than_published_are_refused_and_leave_nothing()
    {
        await using LoopbackServer server = new(Answer(Content));
        WeightsDeclaration file = Made("made/weights.h5", new string('0', 32), server.Home + "weights.h5");

        await FluentActions
            .Awaiting(() => Fetch(null, file))
            .Should()
            .ThrowAsync<InputException>()
            .WithMessage($"*wrong checksum: MD5 {Md5}*");

        Directory.EnumerateFileSystemEntries(Root.File("made")).Should().BeEmpty();
    }

    [Test]
    public void The_pins_are_those_that_Keras_publishes()
    {
        SpecData
            .Weights("vgg16-base-150")
            .Should()
            .Match<WeightsDeclaration>(weights =>
                weights.File.Md5 == "6d6bbae143d832006294945121d1f1fc" && weights.File.Bytes == 58_889_256
            );
        SpecData
            .Weights("vgg16-top-224")
            .Should()
            .Match<WeightsDeclaration>(weights =>
                weights.File.Md5 == "64373286793e3c8b2b4e3219cbf3544b" && weights.File.Bytes == 553_467_096
            );
        FluentActions
            .Invoking(() => SpecData.Weights("mnist-full"))
            .Should()
            .Throw<InputException>()
            .WithMessage("*mnist-full*vgg16-base-150*");
    }

    [Test]
    public async Task A_file_with_the_published_values_in_another_container_is_left_alone()
    {
        Directory.CreateDirectory(Root.File("made"));
        File.WriteAllText(Root.File("made", "weights.h5"), OtherContainer);

        await Fetch(new Uri("http://127.0.0.1:1/"), Made("made/weights.h5", Md5, "http://127.0.0.1:1/weights.h5"));

        Said.Should().Equal("made/weights.h5: already there, values right");
        File.ReadAllText(Root.File("made", "weights.h5")).Should().Be(OtherContainer);
    }

    private static WeightsDeclaration Made(string path, string md5, string url) =>
        new(
            "made",
            new FileDeclaration(path)
            {
                Url = url,
                Md5 = md5,
                Bytes = Content.Length,
            }
        );

    private async Task Fetch(Uri? from, params WeightsDeclaration[] files)
    {
        using HttpClient client = new();
        await PretrainedFetch.FetchAsync(
            client,
            Root.Path,
            files,
            from,
            (file, path) => File.ReadAllText(path) == OtherContainer,
            Said.Add
        );
    }
}
