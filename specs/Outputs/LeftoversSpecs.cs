using Repro.Outputs;

namespace Repro.Specs.Outputs;

/// <summary>What a killed process left is removed by the next write into the folder; what is in use stays (fault 21).</summary>
[Category("Fast")]
internal sealed class LeftoversSpecs
{
    // No system numbers its processes so high.
    private const string Dead = "999999999";

    private TemporaryFolder _folder = null!;

    private string Left => _folder.File($".repro-{Dead}-0123456789abcdef.tmp");

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void The_file_of_a_dead_process_goes_with_the_next_write()
    {
        File.WriteAllText(Left, "half");

        OutputFile.WriteText(_folder.File("out"), "whole");

        Directory.EnumerateFileSystemEntries(_folder.Path).Should().Equal(_folder.File("out"));
    }

    [Test]
    public void A_file_that_is_locked_is_another_machines_and_stays()
    {
        using FileStream held = new(Left, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);

        Leftovers.Remove(_folder.Path);

        File.Exists(Left).Should().BeTrue();
    }

    [Test]
    public void A_file_of_a_living_process_stays_unless_it_is_older_than_the_process()
    {
        string own = TemporaryName.Beside(_folder.Path);
        File.WriteAllText(own, "");
        Leftovers.In(_folder.Path).Should().BeEmpty();

        // The number was another process's before.
        File.SetLastWriteTimeUtc(own, DateTime.UtcNow.AddDays(-2));
        Leftovers.In(_folder.Path).Should().Equal(own);
    }

    [TestCase("Cpu.csv.999999999.tmp")]
    [TestCase(".repro-999999999-xyz.tmp")]
    [TestCase("repro-specs-AbCdEf")]
    [TestCase("repro-20261128-base.json")]
    [TestCase("repro-2026-results.json")]
    [TestCase("repro-999999999-AbCdEf")]
    [TestCase("notes.tmp")]
    public void Other_names_are_not_touched(string name)
    {
        File.WriteAllText(_folder.File(name), "");

        Leftovers.Remove(_folder.Path);

        File.Exists(_folder.File(name)).Should().BeTrue();
    }

    [Test]
    public void A_link_with_such_a_name_is_not_followed()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("Links of Unix.");
        }

        Directory.CreateDirectory(_folder.File("kept"));
        File.WriteAllText(_folder.File("kept", ".lock"), "");
        Directory.CreateSymbolicLink(Left, _folder.File("kept"));

        Leftovers.Remove(_folder.Path);

        File.Exists(_folder.File("kept", ".lock")).Should().BeTrue();
    }

    [Test]
    public void A_folder_goes_when_nobody_holds_its_lock()
    {
        Directory.CreateDirectory(Left);
        File.WriteAllText(Path.Combine(Left, "copied"), "half");
        string place = Path.Combine(Left, Leftovers.LockName);
        using (FileStream held = new(place, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
        {
            Leftovers.Remove(_folder.Path);
            Directory.Exists(Left).Should().BeTrue("another machine is at work in it");
        }

        Leftovers.Remove(_folder.Path);
        Directory.Exists(Left).Should().BeFalse();
    }

    [Test]
    public void A_work_folder_is_moved_whole_and_without_its_lock_or_is_gone()
    {
        using (WorkFolder work = WorkFolder.Beside(_folder.File("place")))
        {
            File.WriteAllText(Path.Combine(work.Path, "file"), "x");
            work.MoveTo(_folder.File("place"));
        }

        Directory.EnumerateFileSystemEntries(_folder.Path).Should().Equal(_folder.File("place"));
        Directory.EnumerateFileSystemEntries(_folder.File("place")).Should().Equal(_folder.File("place", "file"));
        string temporary;
        using (WorkFolder work = WorkFolder.Temporary())
        {
            temporary = work.Path;
            TemporaryName.ProcessOf(temporary).Should().Be(Environment.ProcessId);
        }

        Directory.Exists(temporary).Should().BeFalse();
    }

    [Test]
    public void The_cache_loses_what_was_not_used_for_the_longest_time()
    {
        foreach (
            (string name, int hours) in (IEnumerable<(string, int)>)
                [("a.features", 3), ("b.pixels", 1), ("c.features", 2), ("notes.txt", 9)]
        )
        {
            File.WriteAllBytes(_folder.File(name), new byte[1000]);
            File.SetLastAccessTimeUtc(_folder.File(name), DateTime.UtcNow.AddHours(-hours));
        }

        CacheFolder.Trim(_folder.Path, 0);
        CacheFolder.Files(_folder.Path).Should().HaveCount(3);
        CacheFolder.Used(_folder.File("a.features"));
        CacheFolder.Trim(_folder.Path, 2500);

        Directory
            .EnumerateFiles(_folder.Path)
            .Select(Path.GetFileName)
            .Order(StringComparer.Ordinal)
            .Should()
            .Equal("a.features", "b.pixels", "notes.txt");
    }

    [Test]
    public void A_cached_file_that_is_open_stays_and_the_next_one_goes()
    {
        foreach ((string name, int hours) in (IEnumerable<(string, int)>)[("a.features", 3), ("b.features", 2), ("c.features", 1)])
        {
            File.WriteAllBytes(_folder.File(name), new byte[1000]);
            File.SetLastAccessTimeUtc(_folder.File(name), DateTime.UtcNow.AddHours(-hours));
        }

        // As a training opens stored outputs of frozen layers.
        using FileStream used = new(_folder.File("a.features"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        CacheFolder.Trim(_folder.Path, 2500);

        CacheFolder.Files(_folder.Path).Select(file => file.Name).Order(StringComparer.Ordinal).Should().Equal("a.features", "c.features");
    }

    [TestCase("0", 0L)]
    [TestCase("20G", 20L << 30)]
    [TestCase("512m", 512L << 20)]
    [TestCase("1T", 1L << 40)]
    [TestCase("", null)]
    [TestCase("G", null)]
    [TestCase("-1", null)]
    [TestCase("1.5G", null)]
    [TestCase("99999999999T", null)]
    public void A_size_is_bytes_or_has_a_unit(string text, long? bytes) => ByteSize.Parse(text).Should().Be(bytes);
}
