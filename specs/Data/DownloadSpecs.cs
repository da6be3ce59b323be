using System.Net;
using System.Security.Cryptography;
using Repro.Data.Fetching;

namespace Repro.Specs.Data;

[TestFixture]
[Category("Fast")]
internal sealed class DownloadSpecs
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 100_000).Select(index => (byte)(index * 31 % 251))];
    private static readonly string Sha = Convert.ToHexStringLower(SHA256.HashData(Content));

    private TemporaryFolder _folder = null!;
    private HttpClient _client = null!;

    private string Destination => _folder.File("set", "file.gz");

    private string Part => Destination + ".part";

    [SetUp]
    public void SetUp()
    {
        _folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.GetDirectoryName(Destination)!);
        _client = new HttpClient();
    }

    [TearDown]
    public void TearDown()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task A_whole_file_is_fetched_checked_and_moved_into_place()
    {
        await using LoopbackServer server = new(async (_, response) => await Send(response, 200, Content));

        await Fetch(server.Address);

        File.ReadAllBytes(Destination).Should().Equal(Content);
        File.Exists(Part).Should().BeFalse();
    }

    [Test]
    public async Task An_interrupted_transfer_goes_on_where_it_stopped()
    {
        string? asked = null;
        await using LoopbackServer server = new(
            async (request, response) =>
            {
                asked = request.Headers["Range"];
                response.AddHeader("Content-Range", $"bytes 40000-{Content.Length - 1}/{Content.Length}");
                await Send(response, 206, Content[40_000..]);
            }
        );
        await File.WriteAllBytesAsync(Part, Content[..40_000]);

        await Fetch(server.Address);

        asked.Should().Be("bytes=40000-");
        File.ReadAllBytes(Destination).Should().Equal(Content);
    }

    [Test]
    public async Task A_server_without_ranges_starts_afresh()
    {
        await using LoopbackServer server = new(async (_, response) => await Send(response, 200, Content));
        await File.WriteAllBytesAsync(Part, [1, 2, 3]);

        await Fetch(server.Address);

        File.ReadAllBytes(Destination).Should().Equal(Content);
    }

    [Test]
    public async Task Another_range_than_asked_for_is_refused()
    {
        await using LoopbackServer server = new(
            async (_, response) =>
            {
                response.AddHeader("Content-Range", $"bytes 0-{Content.Length - 1}/{Content.Length}");
                await Send(response, 206, Content);
            }
        );
        await File.WriteAllBytesAsync(Part, Content[..40_000]);

        await Fetching(server.Address).Should().ThrowAsync<InputException>().WithMessage("*another part than the requested one*");
    }

    [Test]
    public async Task A_wrong_checksum_leaves_nothing_behind()
    {
        byte[] other = [.. Content];
        other[77] ^= 1;
        await using LoopbackServer server = new(async (_, response) => await Send(response, 200, other));

        await Fetching(server.Address).Should().ThrowAsync<InputException>().WithMessage("*wrong checksum*");

        File.Exists(Destination).Should().BeFalse();
        File.Exists(Part).Should().BeFalse();
    }

    [Test]
    public async Task A_truncated_answer_keeps_what_arrived_for_the_next_try()
    {
        await using LoopbackServer server = new(async (_, response) => await Send(response, 200, Content[..30_000]));

        await Fetching(server.Address).Should().ThrowAsync<InputException>().WithMessage("*broke off after 30000 of 100000 bytes*");

        File.Exists(Destination).Should().BeFalse();
        File.ReadAllBytes(Part).Should().Equal(Content[..30_000]);
    }

    [Test]
    public async Task A_body_that_stands_still_is_given_up_and_gone_on_with_later()
    {
        TaskCompletionSource over = new();
        await using (
            LoopbackServer stalling = new(
                async (_, response) =>
                {
                    response.ContentLength64 = Content.Length;
                    await response.OutputStream.WriteAsync(Content.AsMemory(0, 30_000));
                    await over.Task;
                    response.Abort();
                }
            )
        )
        {
            try
            {
                await FluentActions
                    .Awaiting(() => Fetch(stalling.Address, TimeSpan.FromMilliseconds(300)))
                    .Should()
                    .ThrowAsync<InputException>()
                    .WithMessage("*too slow: * bytes came in 0.3 s*");
            }
            finally
            {
                over.SetResult();
            }
        }

        byte[] kept = File.ReadAllBytes(Part);
        kept.Should().Equal(Content[..kept.Length]);
    }

    [Test]
    public async Task A_body_that_comes_byte_by_byte_is_given_up_too()
    {
        bool over = false;
        await using LoopbackServer slow = new(
            async (_, response) =>
            {
                response.ContentLength64 = Content.Length;
                for (int sent = 0; sent < Content.Length && !Volatile.Read(ref over); sent++)
                {
                    await response.OutputStream.WriteAsync(Content.AsMemory(sent, 1));
                    await response.OutputStream.FlushAsync();
                    await Task.Delay(20);
                }

                response.Abort();
            }
        );

        try
        {
            await FluentActions
                .Awaiting(() => Fetch(slow.Address, TimeSpan.FromMilliseconds(500)))
                .Should()
                .ThrowAsync<InputException>()
                .WithMessage("*too slow: * bytes came in 0.5 s*");
        }
        finally
        {
            Volatile.Write(ref over, true);
        }
    }

    [TestCase("file:///etc/hostname")]
    [TestCase("file:")]
    [TestCase("ftp://127.0.0.1/x")]
    [TestCase("data:,x")]
    [TestCase("javascript:1")]
    [TestCase("http://")]
    [TestCase("http://[::1")]
    [TestCase("//")]
    public async Task A_redirection_to_anything_but_the_web_is_an_input_error(string address)
    {
        await using LoopbackServer server = new(
            async (_, response) =>
            {
                response.Headers["Location"] = address;
                await Send(response, 302, []);
            }
        );

        await Fetching(server.Address).Should().ThrowAsync<InputException>();

        File.Exists(Destination).Should().BeFalse();
    }

    [TestCase(0)]
    [TestCase(40_000)]
    public async Task A_link_in_the_place_of_the_part_is_not_followed(int length)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("Links of Unix.");
        }

        string victim = _folder.File("victim");
        await File.WriteAllBytesAsync(victim, Content[..length]);
        File.CreateSymbolicLink(Part, victim);
        await using LoopbackServer server = new(async (_, response) => await Send(response, 200, Content));

        await Fetch(server.Address);

        File.ReadAllBytes(victim).Should().Equal(Content[..length]);
        File.ReadAllBytes(Destination).Should().Equal(Content);
        new FileInfo(Destination).LinkTarget.Should().BeNull();
    }

    [Test]
    public async Task A_second_download_of_the_same_file_is_refused_and_does_not_disturb_the_first()
    {
        TaskCompletionSource begun = new(),
            released = new();
        await using LoopbackServer server = new(
            async (_, response) =>
            {
                response.ContentLength64 = Content.Length;
                await response.OutputStream.WriteAsync(Content.AsMemory(0, 40_000));
                await response.OutputStream.FlushAsync();
                begun.TrySetResult();
                await released.Task;
                await response.OutputStream.WriteAsync(Content.AsMemory(40_000));
            }
        );
        Task first = Fetch(server.Address);
        await begun.Task;

        try
        {
            // Its answer would be this at once: the lock alone keeps it from the first one's part.
            await using LoopbackServer second = new(async (_, response) => await Send(response, 200, Content));
            await Fetching(second.Address)
                .Should()
                .ThrowAsync<InputException>()
                .WithMessage($"Another command is downloading '{Destination}'.*");
        }
        finally
        {
            released.SetResult();
        }

        await first;
        File.ReadAllBytes(Destination).Should().Equal(Content);
        Directory.GetFiles(Path.GetDirectoryName(Destination)!).Should().Equal(Destination);
    }

    [Test]
    public async Task More_bytes_than_expected_are_refused()
    {
        await using LoopbackServer server = new(async (_, response) => await Send(response, 200, [.. Content, 0]));

        await Fetching(server.Address).Should().ThrowAsync<InputException>().WithMessage("*more than the 100000 bytes*");

        File.Exists(Part).Should().BeFalse();
    }

    [Test]
    public async Task A_missing_file_names_address_and_answer()
    {
        await using LoopbackServer server = new(async (_, response) => await Send(response, 404, []));

        await Fetching(server.Address).Should().ThrowAsync<InputException>().WithMessage($"{server.Address}*404*");

        File.Exists(Part).Should().BeFalse();
    }

    [Test]
    public async Task A_server_that_is_not_there_is_an_input_error()
    {
        Uri address;
        await using (LoopbackServer server = new((_, _) => Task.CompletedTask))
        {
            address = server.Address;
        }

        await Fetching(address).Should().ThrowAsync<InputException>().WithMessage("*the download failed*");
    }

    private static async Task Send(HttpListenerResponse response, int status, byte[] body)
    {
        response.StatusCode = status;
        response.ContentLength64 = body.Length;
        await response.OutputStream.WriteAsync(body);
    }

    private Task Fetch(Uri source, TimeSpan? patience = null) =>
        Download.FetchAsync(_client, source, Destination, Content.Length, Sha, patience: patience);

    private Func<Task> Fetching(Uri source) => () => Fetch(source);
}
