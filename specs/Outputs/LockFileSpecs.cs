using System.Runtime.Versioning;
using Repro.Outputs;

namespace Repro.Specs.Outputs;

/// <summary>Of several processes that take a lock one holds it, also where the file is deleted with the lock's end.</summary>
[Category("Fast")]
internal sealed class LockFileSpecs
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void A_lock_whose_file_is_deleted_at_its_end_is_held_by_one_at_a_time_and_refused_to_nobody_who_waits()
    {
        string path = _folder.File("lock");
        int holders = 0,
            together = 0;
        Parallel.For(
            0,
            4,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            _ =>
            {
                for (int round = 0; round < 50; round++)
                {
                    using IDisposable taken = LockFile.Take(path, delete: true);
                    if (Interlocked.Increment(ref holders) > 1)
                    {
                        Interlocked.Increment(ref together);
                    }

                    Thread.Yield();
                    Interlocked.Decrement(ref holders);
                }
            }
        );

        together.Should().Be(0);
        File.Exists(path).Should().BeFalse();
    }

    [Test]
    public void A_held_lock_is_refused_and_shown()
    {
        string path = _folder.File("lock");
        using (LockFile.Take(path))
        {
            LockFile.IsHeld(path).Should().BeTrue();
            FluentActions.Invoking(() => LockFile.Take(path)).Should().Throw<IOException>();
        }

        LockFile.IsHeld(path).Should().BeFalse();
        File.Exists(path).Should().BeTrue();
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    public void A_link_in_the_place_of_a_lock_is_refused_and_its_target_stays()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Ignore("Identities of files are known on Linux.");
        }

        string victim = _folder.File("victim");
        File.WriteAllText(victim, "content");
        File.CreateSymbolicLink(_folder.File("lock"), victim);

        FluentActions.Invoking(() => LockFile.Take(_folder.File("lock"), delete: true)).Should().Throw<IOException>();

        File.ReadAllText(victim).Should().Be("content");
    }
}
