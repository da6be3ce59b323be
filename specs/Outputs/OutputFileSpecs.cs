using System.Runtime.Versioning;
using Repro.Inputs;
using Repro.Outputs;

namespace Repro.Specs.Outputs;

/// <summary>
/// Regular files are replaced whole; links stay; devices, FIFOs and open files are written into (faults 1, 8 and 17 of the reliability
/// review).
/// </summary>
[Category("Fast")]
[UnsupportedOSPlatform("windows")]
internal sealed class OutputFileSpecs
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void A_regular_file_is_replaced_and_nothing_else_is_left()
    {
        string file = _folder.File("new", "out.json");
        OutputFile.WriteText(file, "first");
        OutputFile.WriteText(file, "second");

        File.ReadAllText(file).Should().Be("second");
        Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(file)!).Should().Equal(file);
    }

    [Test]
    public void The_mode_is_the_umasks_like_that_of_any_new_file()
    {
        RequireUnix();
        OutputFile.WriteText(_folder.File("out.json"), "x");
        File.WriteAllText(_folder.File("other"), "x");

        File.GetUnixFileMode(_folder.File("out.json")).Should().Be(File.GetUnixFileMode(_folder.File("other")));
    }

    [Test]
    public void A_link_stays_and_the_file_behind_it_is_replaced()
    {
        RequireUnix();
        string target = _folder.File("target.json");
        File.WriteAllText(target, "old");
        File.CreateSymbolicLink(_folder.File("first"), "second");
        File.CreateSymbolicLink(_folder.File("second"), target);

        OutputFile.WriteText(_folder.File("first"), "new");

        File.ReadAllText(target).Should().Be("new");
        new FileInfo(_folder.File("first")).LinkTarget.Should().Be("second");
        new FileInfo(_folder.File("second")).LinkTarget.Should().Be(target);
    }

    [Test]
    public void A_link_to_no_file_creates_it()
    {
        RequireUnix();
        File.CreateSymbolicLink(_folder.File("link"), "later.json");

        OutputFile.WriteText(_folder.File("link"), "new");

        File.ReadAllText(_folder.File("later.json")).Should().Be("new");
        new FileInfo(_folder.File("link")).LinkTarget.Should().Be("later.json");
    }

    [Test]
    public void A_relative_link_in_a_linked_folder_starts_where_the_folder_really_is()
    {
        RequireUnix();
        Directory.CreateDirectory(_folder.File("real", "inner"));
        Directory.CreateSymbolicLink(_folder.File("linked"), _folder.File("real", "inner"));
        File.CreateSymbolicLink(_folder.File("real", "inner", "out"), "../target");

        OutputFile.WriteText(_folder.File("linked", "out"), "new");

        File.ReadAllText(_folder.File("real", "target")).Should().Be("new");
    }

    [Test]
    public void Links_in_a_circle_are_refused()
    {
        RequireUnix();
        File.CreateSymbolicLink(_folder.File("a"), "b");
        File.CreateSymbolicLink(_folder.File("b"), "a");

        FluentActions
            .Invoking(() => OutputFile.WriteText(_folder.File("a"), "x"))
            .Should()
            .Throw<InputException>()
            .WithMessage("Cannot write*links*");
    }

    [Test]
    public async Task A_fifo_is_written_into()
    {
        RequireUnix();
        string fifo = _folder.File("fifo");
        using (System.Diagnostics.Process made = System.Diagnostics.Process.Start("mkfifo", [fifo]))
        {
            await made.WaitForExitAsync();
        }

        Task<string> read = Task.Run(() => File.ReadAllText(fifo));
        OutputFile.Require(fifo);
        OutputFile.WriteText(fifo, "through");

        (await read).Should().Be("through");
        FileStatus.Of(fifo).Kind.Should().Be(FileKind.Pipe);
    }

    [Test]
    public void A_device_that_takes_nothing_is_an_error_and_stays_a_device()
    {
        if (!File.Exists("/dev/full"))
        {
            Assert.Ignore("There is no /dev/full.");
        }

        // By a link of the spec's own: a writer that replaces what it is given replaces the link.
        File.CreateSymbolicLink(_folder.File("full"), "/dev/full");

        FluentActions
            .Invoking(() => OutputFile.WriteText(_folder.File("full"), "x"))
            .Should()
            .Throw<InputException>()
            .WithMessage("Cannot write*");
        FileStatus.Of(_folder.File("full")).Kind.Should().Be(FileKind.Device);
        FileStatus.Of(_folder.File("full"), followLinks: false).Kind.Should().Be(FileKind.Link);
    }

    [Test]
    public void A_failed_write_leaves_the_old_file_and_no_temporary_one()
    {
        File.WriteAllText(_folder.File("out"), "old");

        FluentActions
            .Invoking(() => OutputFile.Write(_folder.File("out"), _ => throw new IOException("No space left on device")))
            .Should()
            .Throw<InputException>()
            .WithMessage("Cannot write*No space left*");

        File.ReadAllText(_folder.File("out")).Should().Be("old");
        Directory.EnumerateFileSystemEntries(_folder.Path).Should().ContainSingle();
    }

    [TestCase("")]
    [TestCase("a\0b")]
    [TestCase("folder")]
    [TestCase("folder/")]
    [TestCase("file/out.json")]
    [TestCase("file/deeper/out.json")]
    public void What_cannot_be_written_is_told_by_the_probe_and_by_the_writer(string name)
    {
        Directory.CreateDirectory(_folder.File("folder"));
        File.WriteAllText(_folder.File("file"), "");
        string path = name.Length == 0 ? "" : _folder.Path + "/" + name;

        FluentActions.Invoking(() => OutputFile.Require(path)).Should().Throw<InputException>().WithMessage("Cannot write*");
        FluentActions.Invoking(() => OutputFile.WriteText(path, "x")).Should().Throw<InputException>().WithMessage("Cannot write*");
    }

    [Test]
    public void The_probe_creates_nothing()
    {
        OutputFile.Require(_folder.File("new", "deeper", "out.json"));
        OutputFile.Require(null);

        Directory.EnumerateFileSystemEntries(_folder.Path).Should().BeEmpty();
    }

    [Test]
    public void A_link_in_the_place_of_the_temporary_file_cannot_be_foreseen()
    {
        string first = TemporaryName.Beside(_folder.Path),
            second = TemporaryName.Beside(_folder.Path);

        first.Should().NotBe(second);
        TemporaryName.ProcessOf(first).Should().Be(Environment.ProcessId);
        FluentActions.Invoking(() => TemporaryName.ProcessOf(_folder.File("Cpu.csv.123.tmp"))).Invoke().Should().BeNull();
    }

    private static void RequireUnix()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("Links, FIFOs and modes of Unix.");
        }
    }
}
