using System.Diagnostics;
using System.Runtime.Versioning;

namespace Repro.Specs.Cli;

/// <summary>When the launcher builds, and how it ends, seen on a stand-in for the SDK. Ignored where there is no bash.</summary>
[TestFixture]
[Category("Fast")]
[UnsupportedOSPlatform("windows")]
internal sealed class LauncherSpecs
{
    // Builds as the SDK does: folders appear between the sources.
    private const string StandIn = """
        #!/usr/bin/env bash
        if [[ $1 == test ]]; then
            printf '%s' "${TMPDIR:-}" >"${0%/*}/temporary"
            [[ -n ${TMPDIR:-} ]] && touch "$TMPDIR/left"
            printf '  Skipped one [1 ms]\n  Failed two [1 ms]\n'
            [[ ${4:-} == --slow ]] && exec sleep 30
            exit 1
        fi
        if [[ $1 != build ]]; then
            [[ $2 == verify ]] && echo verifying && exec sleep 30
            [[ $2 == die ]] && kill -"$3" $$
            [[ $2 == native && -n ${REPRO_MISSING_NATIVE:-} ]] && echo libmade-1 >"$REPRO_MISSING_NATIVE" && exit 86
            [[ $2 == train ]] || exit 0
            trap 'echo checkpoint; exit 130' TERM USR1
            echo training
            for (( tenth = 0; tenth < 300; tenth++ )); do sleep 0.1; done
            exit 1
        fi
        mkdir -p "$2/bin/Debug/net10.0" "$2/obj" "${2%.Cli}/bin" "${2%.Cli}/obj"
        touch "$2/bin/Debug/net10.0/Repro.Cli.dll"
        """;

    private TemporaryFolder _root = null!;

    [SetUp]
    public void Copy()
    {
        if (OperatingSystem.IsWindows() || !File.Exists("/bin/bash"))
        {
            Assert.Ignore("The launcher is a bash script, and there is no /bin/bash.");
            return;
        }

        _root = new TemporaryFolder();
        foreach (
            string file in (string[])
                ["Directory.Build.props", "Directory.Packages.props", "global.json", "src/Repro.Cli/Program.cs", "src/Repro/Old.cs"]
        )
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_root.File(file))!);
            File.WriteAllText(_root.File(file), "");
            File.SetLastWriteTimeUtc(_root.File(file), DateTime.UnixEpoch);
        }

        File.Copy(Repository.PathOf("repro"), _root.File("repro"));
        File.WriteAllText(_root.File("dotnet"), StandIn);
        File.SetUnixFileMode(_root.File("dotnet"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Builds().Should().BeTrue("nothing is built yet");
    }

    [TearDown]
    public void Remove() => _root?.Dispose();

    [Test]
    public void What_the_build_itself_writes_is_no_change() => Builds().Should().BeFalse();

    [Test]
    public void A_saved_source_is_built()
    {
        File.SetLastWriteTimeUtc(_root.File("src/Repro/Old.cs"), DateTime.UtcNow.AddMinutes(1));

        Builds().Should().BeTrue();
    }

    [Test]
    public void A_deleted_or_renamed_source_is_built_once()
    {
        File.Move(_root.File("src/Repro/Old.cs"), _root.File("src/Repro/New.cs"));

        Builds().Should().BeTrue("its time is old, but its name is new");
        Builds().Should().BeFalse();
        File.Delete(_root.File("src/Repro/New.cs"));
        Builds().Should().BeTrue();
    }

    [Test]
    public void What_one_user_built_serves_others()
    {
        string stamp = _root.File("src", "Repro.Cli", "obj", "repro.built");
        File.WriteAllText(_root.File("made"), "");

        File.GetUnixFileMode(stamp).Should().Be(File.GetUnixFileMode(_root.File("made")), "the umask decides");
        Directory.EnumerateFiles(Path.GetDirectoryName(stamp)!).Should().Equal(stamp);
    }

    [Test]
    public void A_built_clone_can_be_moved()
    {
        using TemporaryFolder other = new();
        Directory.Move(_root.Path, other.File("moved"));
        using Process process = LaunchFrom(other.File("moved", "repro"), other.File("moved"), "doctor");
        process.StandardError.ReadToEnd().Should().NotContain("building");
        process.WaitForExit();
        process.ExitCode.Should().Be(0);
    }

    [Test]
    public void A_link_to_the_launcher_starts_it()
    {
        using TemporaryFolder other = new();
        File.CreateSymbolicLink(other.File("first"), "second");
        File.CreateSymbolicLink(other.File("second"), _root.File("repro"));

        using Process process = LaunchFrom(other.File("first"), _root.Path, "doctor");

        process.StandardError.ReadToEnd().Should().BeEmpty();
        process.WaitForExit();
        process.ExitCode.Should().Be(0);
    }

    [TestCase("KILL", 137, "repro: the tool was killed*")]
    [TestCase("ABRT", 2, "repro: the .NET runtime ended abnormally (exit code 134), most likely because it ran out of memory*")]
    [TestCase("SEGV", 2, "repro: the .NET runtime ended abnormally (exit code 139), most likely because it ran out of memory*")]
    public void A_tool_that_dies_is_told_in_one_line(string signal, int code, string message)
    {
        using Process process = Launch("die", signal);

        process.StandardError.ReadToEnd().TrimEnd().Should().Match(message).And.NotContain("\n");
        process.WaitForExit();
        process.ExitCode.Should().Be(code);
    }

    [Test]
    public void A_failure_before_the_tool_starts_is_no_contradicting_verdict()
    {
        ProcessStartInfo start = Started(_root.File("repro"), _root.Path, "verify");
        start.Environment["TMPDIR"] = _root.File("none");
        Ended(start, 2).Should().Match("repro: no temporary file can be made in *none*");

        File.Delete(_root.File("global.json"));
        Ended(Started(_root.File("repro"), _root.Path, "verify"), 2).Should().Contain("before the tool started");
    }

    [Test]
    public void Nothing_is_installed_without_being_asked_for()
    {
        File.WriteAllText(_root.File("apt-get"), "#!/usr/bin/env bash\ntouch \"$(dirname \"$0\")/installed\"\n");
        File.WriteAllText(_root.File("id"), "#!/usr/bin/env bash\necho 0\n");
        foreach (string file in (string[])["apt-get", "id"])
        {
            File.SetUnixFileMode(_root.File(file), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        ProcessStartInfo asked = Started(_root.File("repro"), _root.Path, "native");
        asked.RedirectStandardInput = true;
        asked.Environment.Remove("CI");
        Ended(asked, 2)
            .Should()
            .Match("repro: the native library libmade-1 is missing. Install it with: apt-get install libmade-1; ./repro --yes ...*");
        File.Exists(_root.File("installed")).Should().BeFalse();

        ProcessStartInfo allowed = Started(_root.File("repro"), _root.Path, "--yes", "native");
        allowed.Environment.Remove("CI");
        Ended(allowed, 0).Should().Match("*installing the native library libmade-1*");
        File.Exists(_root.File("installed")).Should().BeTrue();
    }

    [TestCase("-TERM")]
    [TestCase("-INT")]
    [TestCase("-HUP")]
    public void Who_ends_the_launcher_ends_the_training_after_its_checkpoint(string signal)
    {
        using Process process = Launch("train");
        process.StandardOutput.ReadLine().Should().Be("training");

        using (Process kill = Process.Start("/bin/kill", [signal, FormattableString.Invariant($"{process.Id}")]))
        {
            kill.WaitForExit();
        }

        process.StandardOutput.ReadToEnd().Should().Be("checkpoint\n");
        process.WaitForExit();
        process.ExitCode.Should().Be(130);
    }

    [Test]
    public void A_launcher_that_is_killed_outright_ends_the_training_after_its_checkpoint()
    {
        using (
            Process probe = Process.Start(
                new ProcessStartInfo("/bin/bash", ["-c", "setpriv --pdeathsig USR1 true"])
                {
                    UseShellExecute = false,
                    RedirectStandardError = true,
                }
            )!
        )
        {
            probe.WaitForExit();
            if (probe.ExitCode != 0)
            {
                Assert.Ignore("There is no setpriv (util-linux) that knows --pdeathsig.");
            }
        }

        using Process process = Launch("train");
        process.StandardOutput.ReadLine().Should().Be("training");

        process.Kill();

        process.StandardOutput.ReadToEnd().Should().Be("checkpoint\n");
    }

    [Test]
    public void What_has_nothing_to_keep_ends_as_interrupted()
    {
        using Process process = Launch("verify");
        process.StandardOutput.ReadLine().Should().Be("verifying");

        using (Process kill = Process.Start("/bin/kill", ["-INT", FormattableString.Invariant($"{process.Id}")]))
        {
            kill.WaitForExit();
        }

        process.WaitForExit();
        process.ExitCode.Should().Be(130);
    }

    [Test]
    public void Failed_specs_are_not_hidden_among_skipped_ones_and_decide_the_exit_code()
    {
        using Process brief = Launch("test");
        brief.StandardOutput.ReadToEnd().Should().Be("  Failed two [1 ms]\n");
        brief.StandardError.ReadToEnd().Should().Contain("--logger");
        brief.WaitForExit();
        brief.ExitCode.Should().Be(1);

        using Process whole = Launch("test", "--nologo");
        whole.StandardOutput.ReadToEnd().Should().Contain("Skipped one");
        whole.WaitForExit();
        whole.ExitCode.Should().Be(1);
    }

    [Test]
    public void Specs_write_to_a_folder_in_memory_that_is_removed()
    {
        ProcessStartInfo start = Started(_root.File("repro"), _root.Path, "test");
        start.Environment.Remove("TMPDIR");
        using Process process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd().Should().Be("  Failed two [1 ms]\n");
        process.WaitForExit();

        process.ExitCode.Should().Be(1);
        string folder = File.ReadAllText(_root.File("temporary"));
        if (!HasMemory())
        {
            folder.Should().BeEmpty();
            return;
        }

        folder.Should().MatchRegex($"^/dev/shm/repro-test-{process.Id}-.+");
        Directory.Exists(folder).Should().BeFalse();
    }

    [Test]
    public void A_temporary_folder_that_is_named_is_used_and_stays()
    {
        Directory.CreateDirectory(_root.File("own"));
        ProcessStartInfo start = Started(_root.File("repro"), _root.Path, "test", "--nologo");
        start.Environment["TMPDIR"] = _root.File("own");

        Ended(start, 1);

        File.ReadAllText(_root.File("temporary")).Should().Be(_root.File("own"));
        File.Exists(_root.File("own", "left")).Should().BeTrue();
    }

    [TestCase("-TERM", 143)]
    [TestCase("-INT", 130)]
    public void Who_ends_the_launcher_ends_the_specs_and_their_folder_is_removed(string signal, int code)
    {
        ProcessStartInfo start = Started(_root.File("repro"), _root.Path, "test", "--slow");
        start.Environment.Remove("TMPDIR");
        using Process process = Process.Start(start)!;
        process.StandardOutput.ReadLine().Should().Be("  Skipped one [1 ms]");

        using (Process kill = Process.Start("/bin/kill", [signal, FormattableString.Invariant($"{process.Id}")]))
        {
            kill.WaitForExit();
        }

        process.WaitForExit();
        process.ExitCode.Should().Be(code);
        string folder = File.ReadAllText(_root.File("temporary"));
        (folder.Length > 0).Should().Be(HasMemory());
        Directory.Exists(folder).Should().BeFalse();
    }

    // 1 GiB in memory from which programs can be started, which is not there in every container.
    private static bool HasMemory() =>
        Directory.Exists("/dev/shm")
        && new DriveInfo("/dev/shm").AvailableFreeSpace >= 1L << 30
        && !File.ReadLines("/proc/mounts")
            .Any(line => line.Contains(" /dev/shm ", StringComparison.Ordinal) && line.Contains("noexec", StringComparison.Ordinal));

    private Process Launch(params string[] arguments) => Process.Start(Started(_root.File("repro"), _root.Path, arguments))!;

    private static Process LaunchFrom(string launcher, string standIn, params string[] arguments) =>
        Process.Start(Started(launcher, standIn, arguments))!;

    /// <param name="standIn">The folder of the stand-in for the SDK.</param>
    private static ProcessStartInfo Started(string launcher, string standIn, params string[] arguments)
    {
        ProcessStartInfo start = new("/bin/bash", [launcher, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = standIn + ":" + Environment.GetEnvironmentVariable("PATH");
        return start;
    }

    private static string Ended(ProcessStartInfo start, int code)
    {
        using Process process = Process.Start(start)!;
        if (start.RedirectStandardInput)
        {
            process.StandardInput.Close();
        }

        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(code, error);
        return error.TrimEnd();
    }

    private bool Builds()
    {
        using Process process = Launch("doctor");
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0, error);
        return error.Contains("building", StringComparison.Ordinal);
    }
}
