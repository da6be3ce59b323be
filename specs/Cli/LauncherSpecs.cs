using System.Diagnostics;

namespace Repro.Specs.Cli;

/// <summary>When the launcher builds, and how it ends, seen on a stand-in for the SDK. Ignored where there is no bash.</summary>
[TestFixture]
[Category("Fast")]
public class LauncherSpecs
{
    // Builds as the SDK does: folders appear between the sources.
    private const string StandIn = """
        #!/usr/bin/env bash
        [[ $1 == test ]] && printf '  Skipped one [1 ms]\n  Failed two [1 ms]\n' && exit 1
        if [[ $1 != build ]]; then
            [[ $2 == verify ]] && echo verifying && exec sleep 30
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
        foreach (string file in (string[])["Directory.Build.props", "Directory.Packages.props", "global.json", "src/Repro.Cli/Program.cs", "src/Repro/Old.cs"])
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

    [TestCase("-TERM")]
    [TestCase("-INT")]
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
        using (Process probe = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", "setpriv --pdeathsig USR1 true"]) { RedirectStandardError = true })!)
        {
            probe.WaitForExit();
            if (probe.ExitCode != 0) Assert.Ignore("There is no setpriv (util-linux) that knows --pdeathsig.");
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

    private Process Launch(params string[] arguments)
    {
        ProcessStartInfo start = new("/bin/bash", [_root.File("repro"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = _root.Path + ":" + Environment.GetEnvironmentVariable("PATH");
        return Process.Start(start)!;
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
