using System.Diagnostics;
using Repro.Inputs;

namespace Repro.Specs.Inputs;

/// <summary>Files from outside: the limit holds while reading, and only files of the accepted kinds are opened.</summary>
[Category("Fast"), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class InputFileSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_file_at_the_limit_is_read_and_one_beyond_is_refused()
    {
        File.WriteAllText(_folder.File("a"), "12345");

        InputFile.ReadText(_folder.File("a"), 5, "a word").Should().Be("12345");
        Reading("a", 4)
            .Should()
            .Throw<InputException>()
            .WithMessage($"{_folder.File("a")}: it has more than 4 bytes, which is too many for a word. Shorten it.");
    }

    [Test]
    public void The_limit_holds_for_streams_that_do_not_know_their_length()
    {
        using MemoryStream five = new([1, 2, 3, 4, 5]);
        using System.IO.Compression.GZipStream endless = new(
            new MemoryStream(Zipped(1 << 20)),
            System.IO.Compression.CompressionMode.Decompress
        );

        InputFile.Read(five, 5).Should().Equal(1, 2, 3, 4, 5);
        InputFile.Read(endless, 1 << 19).Should().BeNull();
    }

    [Test]
    public void A_file_that_is_locked_for_a_moment_is_read_when_it_is_released()
    {
        File.WriteAllText(_folder.File("a"), "old");
        FileStream held = new(_folder.File("a"), FileMode.Create, FileAccess.Write, FileShare.None);
        int waits = 0;
        using FileStream opened = InputFile.OpenShared(
            _folder.File("a"),
            () =>
            {
                if (++waits < 3)
                {
                    return;
                }

                held.Write("new"u8);
                held.Dispose();
            }
        );

        waits.Should().Be(3);
        InputFile.Read(opened, 10).Should().Equal("new"u8.ToArray());
    }

    [Test]
    public void A_file_that_stays_locked_is_an_error_after_the_last_look_and_a_missing_one_at_once()
    {
        using FileStream held = new(_folder.File("a"), FileMode.Create, FileAccess.Write, FileShare.None);
        int waits = 0;

        FluentActions.Invoking(() => InputFile.OpenShared(_folder.File("a"), () => waits++)).Should().Throw<IOException>();
        waits.Should().Be(InputFile.Looks - 1);
        FluentActions.Invoking(() => InputFile.OpenShared(_folder.File("b"), () => waits++)).Should().Throw<FileNotFoundException>();
        waits.Should().Be(InputFile.Looks - 1);
    }

    [Test]
    public void A_byte_order_mark_is_no_part_of_the_text()
    {
        File.WriteAllBytes(_folder.File("a"), [0xEF, 0xBB, 0xBF, (byte)'x']);

        InputFile.ReadText(_folder.File("a"), 10, "a word").Should().Be("x");
    }

    [Test]
    public void What_is_no_file_is_named_as_what_it_is()
    {
        Directory.CreateDirectory(_folder.File("folder"));

        Reading("folder")
            .Should()
            .Throw<InputException>()
            .WithMessage($"{_folder.File("folder")}: cannot be read as a word: it is a folder. Shorten it.");
        Reading("missing")
            .Should()
            .Throw<InputException>()
            .WithMessage($"{_folder.File("missing")}: cannot be read as a word: the file does not exist. Shorten it.");
        Reading("a\0b").Should().Throw<InputException>().WithMessage("*the file does not exist*");
    }

    [Test]
    [Platform("Linux")]
    public void Devices_are_refused_under_every_rule([Values] InputRule rule) =>
        FluentActions
            .Invoking(() => InputFile.ReadBytes("/dev/zero", 100, "a word", rule))
            .Should()
            .Throw<InputException>()
            .WithMessage("/dev/zero: cannot be read as a word: it is a device.");

    // Opening a pipe that nobody writes into would wait forever: the spec ending is the check.
    [Test]
    [Platform("Linux")]
    public void A_pipe_is_opened_only_where_a_person_named_it()
    {
        using (Process made = Process.Start("mkfifo", [_folder.File("pipe")]))
        {
            made.WaitForExit();
        }

        Reading("pipe", rule: InputRule.Regular).Should().Throw<InputException>().WithMessage("*it is a pipe.*");
        Reading("pipe", rule: InputRule.RegularNoLink).Should().Throw<InputException>().WithMessage("*it is a pipe.*");
        Task writing = Task.Run(() => File.WriteAllText(_folder.File("pipe"), "12345"));
        Reading("pipe", 4, InputRule.RegularOrPipe).Should().Throw<InputException>().WithMessage("*more than 4 bytes*");
        writing.Invoking(task => task.Wait()).Should().NotThrow("five bytes fit into a pipe's buffer");
    }

    [Test]
    [Platform("Linux,MacOsX")]
    public void A_link_is_followed_in_the_project_and_not_in_a_folder_from_outside()
    {
        File.WriteAllText(_folder.File("target"), "12345");
        File.CreateSymbolicLink(_folder.File("link"), _folder.File("target"));

        InputFile.ReadText(_folder.File("link"), 5, "a word").Should().Be("12345");
        Reading("link", rule: InputRule.RegularNoLink)
            .Should()
            .Throw<InputException>()
            .WithMessage("*it is a link, and links are not followed here.*");
    }

    // The kernel answers a read of this file with an error, also for root.
    [Test]
    [Platform("Linux")]
    public void An_error_of_the_operating_system_is_an_input_error() =>
        FluentActions
            .Invoking(() => InputFile.ReadBytes("/proc/self/mem", 100, "a word"))
            .Should()
            .Throw<InputException>()
            .WithMessage("/proc/self/mem: cannot be read as a word: *");

    [Test]
    public void A_folder_that_is_not_there_is_no_empty_one()
    {
        FluentActions
            .Invoking(() => InputFolder.Files(_folder.File("missing")))
            .Should()
            .Throw<InputException>()
            .WithMessage("*missing: the folder cannot be listed: *");
        InputFolder.IsEmpty(_folder.Path).Should().BeTrue();
    }

    private Action Reading(string name, long most = 100, InputRule rule = InputRule.Regular) =>
        () => InputFile.ReadText(_folder.File(name), most, "a word", rule, "Shorten it.");

    private static byte[] Zipped(int length)
    {
        using MemoryStream zipped = new();
        using (System.IO.Compression.GZipStream zip = new(zipped, System.IO.Compression.CompressionLevel.Fastest))
        {
            zip.Write(new byte[length]);
        }

        return zipped.ToArray();
    }
}
