using System.Diagnostics;
using System.Text.Json;
using Repro.Cli.Hosting;
using Repro.Reports;

namespace Repro.Specs.Cli;

/// <summary>
/// Where the tool's outputs go, and what it says where they cannot: one line and exit code 2, never a stack trace (faults 1, 8, 9, 14, 18,
/// 20 and 23, H4, M12).
/// </summary>
[Category("Fast")]
internal sealed class OutputSpecs
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase("> /dev/full", "repro: the standard output cannot be written: *")]
    [TestCase(">&-", "repro: the standard output is closed. *")]
    public void An_output_that_takes_nothing_is_one_line(string redirection, string message)
    {
        (int code, _, string error) = Shell("claims " + redirection);

        error.TrimEnd().Should().Match(message).And.NotContain("\n");
        code.Should().Be(2);
    }

    [TestCase("--json", "claims/tutorial.csv", "--json '*tutorial.csv': this folder has the claims of the project.")]
    [TestCase("--markdown", "configs/models/small-convnet.json", "--markdown '*': this folder has the models of the project.")]
    [TestCase("--report", "configs/runs/new.html", "--report '*': this folder has the run files of the project.")]
    [TestCase("--markdown", "reprosuite.json", "--markdown '*': this is the project file.")]
    public void A_file_of_the_project_is_no_output(string option, string file, string message)
    {
        Tool.Run("init", _folder.File("p")).Code.Should().Be(0);
        string path = Path.Combine([_folder.File("p"), .. file.Split('/')]);
        string? before = File.Exists(path) ? File.ReadAllText(path) : null;

        (int code, _, string error) = Tool.Run("verify", "--project", _folder.File("p"), option, path);

        code.Should().Be(2);
        error.Should().Match($"repro: {message}*");
        (File.Exists(path) ? File.ReadAllText(path) : null).Should().Be(before);
    }

    [TestCase("configs/repro.json", "this is the file of the project's settings")]
    [TestCase("link/tutorial.csv", "this folder has the claims of the project")]
    public void Settings_and_links_to_files_of_the_project_are_no_outputs(string file, string part)
    {
        Tool.Run("init", _folder.File("p")).Code.Should().Be(0);
        Directory.CreateSymbolicLink(Path.Combine(_folder.File("p"), "link"), Path.Combine(_folder.File("p"), "claims"));

        (int code, _, string error) = Tool.Run("verify", "--project", _folder.File("p"), "--json", Path.Combine(_folder.File("p"), file));

        (code, error).Should().Match<(int Code, string Error)>(run => run.Code == 2 && run.Error.Contains(part));
    }

    [Test]
    public void A_device_can_take_two_outputs()
    {
        Tool.Run("init", _folder.File("p")).Code.Should().Be(0);

        Tool.Run("verify", "--project", _folder.File("p"), "--json", "/dev/null", "--markdown", "/dev/null").Code.Should().Be(0);
    }

    [Test]
    public void The_default_of_an_output_is_a_file_too()
    {
        Tool.Run("init", _folder.File("p")).Code.Should().Be(0);
        string file = Path.Combine("results", "report.html");

        Tool.Run("report", "--project", _folder.File("p"), "--badge", file)
            .Error.Should()
            .MatchRegex("repro: --(out|badge) and --(out|badge) both name the file 'results.report.html'. Give each a file of its own.");
    }

    [Test]
    public void Two_outputs_are_two_files()
    {
        Tool.Run("init", _folder.File("p")).Code.Should().Be(0);
        string file = _folder.File("results.txt");

        Tool.Run("verify", "--project", _folder.File("p"), "--json", file, "--markdown", file)
            .Should()
            .Be((2, "", $"repro: --json and --markdown both name the file '{file}'. Give each a file of its own.{Environment.NewLine}"));
        File.Exists(file).Should().BeFalse();
    }

    [Test]
    public void An_error_output_that_is_closed_changes_no_exit_code()
    {
        Shell("summary no-such-model 2>&-").Code.Should().Be(2);
        Shell("claims --group c01-mnist-test-accuracy 2>&-").Code.Should().Be(0);
    }

    [Test]
    public void A_reader_that_has_read_enough_is_no_failure() => Shell("claims | head -n 1; exit ${PIPESTATUS[0]}").Code.Should().Be(0);

    [Test]
    public void Results_can_be_written_to_the_standard_output_by_its_name()
    {
        RequireUnix();
        File.CreateSymbolicLink(_folder.File("out"), "/proc/self/fd/1");

        (int code, string output, _) = Shell(
            $"verify --claim d0-family-vgg --json '{_folder.File("out")}' > '{_folder.File("all")}'; tail -n +1 '{_folder.File("all")}'"
        );

        code.Should().Be(0);
        output.Should().Contain("\"schema_version\"");
        new FileInfo(_folder.File("out")).LinkTarget.Should().Be("/proc/self/fd/1");
    }

    [TestCase("verify", "--json")]
    [TestCase("verify", "--markdown")]
    [TestCase("verify", "--report")]
    [TestCase("report", "--out")]
    [TestCase("report", "--markdown")]
    [TestCase("snapshots review", "--html")]
    [TestCase("baseline diff", "--markdown")]
    [TestCase("draw all", "--out")]
    [TestCase("merge .", "--out")]
    public void An_output_that_cannot_be_written_is_told_before_the_work(string verb, string option)
    {
        File.WriteAllText(_folder.File("file"), "");

        (int code, string output, string error) = Tool.Run([.. verb.Split(' '), option, _folder.File("file", "out")]);

        error.TrimEnd().Should().Match("repro: Cannot write*").And.NotContain("\n");
        output.Should().BeEmpty();
        code.Should().Be(2);
    }

    [Test]
    public void Control_characters_of_an_argument_do_not_reach_the_terminal()
    {
        Tool.Run("summary", "model\u001b]0;title\u0007").Error.Should().Contain("\\u001b]0;title\\u0007").And.NotContain("\u001b");
        Tool.Run("train\u001b[2J").Error.Should().NotContain("\u001b");
    }

    [Test]
    public void What_nobody_foresaw_is_one_line_and_the_trace_is_asked_for()
    {
        StringWriter error = new();
        Failures.RunAsync(() => throw new InvalidDataException("No such thing\n"), error).Result.Should().Be(2);

        error
            .ToString()
            .TrimEnd()
            .Should()
            .Be(
                "repro: unexpected error: InvalidDataException: No such thing. This is a defect of the tool. REPRO_TRACE=1 prints where it happened."
            );
        error.GetStringBuilder().Clear();
        // No array is that long.
        Failures.RunAsync(() => Task.FromResult(new byte[int.MaxValue].Length), error).Result.Should().Be(2);
        error.ToString().Should().StartWith("repro: there is not enough memory");
    }

    [Test]
    public void A_failed_flush_is_an_error_and_leaves_no_file()
    {
        Inject("fsync:error=EIO", out string[] strace);
        string plan = _folder.File("plan.json");

        (int code, _, string error) = Tool.Run(
            strace,
            new Dictionary<string, string>(),
            ["plan", plan, "--run", "mnist-dense", "--seeds", "1"]
        );

        error.TrimEnd().Should().Match($"repro: Cannot write '{plan}': *").And.NotContain("\n");
        code.Should().Be(2);
        Directory.EnumerateFileSystemEntries(_folder.Path).Should().BeEmpty();
    }

    [Test]
    public void A_folder_where_every_lock_is_granted_takes_no_training_and_doctor_says_so()
    {
        // .NET asks for no locks then, so that none keeps anybody out.
        Dictionary<string, string> noLocks = new() { ["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = "1" };

        (int code, _, string error) = Tool.Start(noLocks, "train", "mnist-dense", "--seeds", "1", "--runs", _folder.File("runs"));

        error.TrimEnd().Should().Match("repro: File locks do not work in *--runs*").And.NotContain("\n");
        code.Should().Be(2);
        Directory.EnumerateFileSystemEntries(_folder.Path).Should().BeEmpty();
        Tool.Start(noLocks, "doctor", "--runs", _folder.File("runs"))
            .Output.Should()
            .Contain($"file locks     do not work in {_folder.Path}");
        Tool.Run("doctor", "--runs", _folder.File("runs")).Output.Should().Contain($"file locks     work in {_folder.Path}");
    }

    [Test]
    public void A_temporary_folder_that_is_not_there_is_named()
    {
        (int code, _, string error) = Tool.Start(
            new Dictionary<string, string> { ["TMPDIR"] = _folder.File("none") },
            "verify",
            "--claim",
            "d2-oserror-missing-h5"
        );

        error
            .ReplaceLineEndings("\n")
            .TrimEnd()
            .Should()
            .Match(
                $"repro: 1 claim cannot be verified:\n*d2-oserror-missing-h5: Cannot create a temporary folder in '{_folder.File("none")}*Set TMPDIR*"
            );
        code.Should().Be(2);
    }

    [Test]
    public void Clean_says_what_it_would_remove_then_removes_it_and_nothing_else()
    {
        Directory.CreateDirectory(_folder.File("cache"));
        File.WriteAllBytes(_folder.File("cache", "a.features"), new byte[2048]);
        string left = _folder.File("runs", "mnist-dense", "Cpu", "seed-1", ".repro-999999999-0123456789abcdef.tmp");
        Directory.CreateDirectory(Path.GetDirectoryName(left)!);
        File.WriteAllText(left, "half");
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(left)!, "record.json"), "{}");
        Dictionary<string, string> cache = new() { ["REPRO_CACHE"] = _folder.File("cache") };
        string[] arguments = ["clean", "--cache", "--runs", _folder.File("runs")];

        Tool.Run(cache, [.. arguments, "--dry-run"])
            .Output.Should()
            .Contain($"would remove {left} (4 bytes)")
            .And.Contain("a.features (2.0 KiB)")
            .And.Contain("nothing was removed");
        File.Exists(left).Should().BeTrue();
        Tool.Run(cache, arguments).Output.Should().Contain($"removed {left} (4 bytes)");

        Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Should().Equal("record.json");
    }

    [Test]
    public void The_next_command_keeps_the_cache_within_its_limit()
    {
        File.WriteAllBytes(_folder.File("old.features"), new byte[2048]);
        Dictionary<string, string> limit = new() { ["REPRO_CACHE"] = _folder.Path, ["REPRO_CACHESIZE"] = "1K" };

        Tool.Run(limit, "claims", "--group", "c01-mnist-test-accuracy").Code.Should().Be(0);

        Directory.EnumerateFiles(_folder.Path).Should().BeEmpty();
        Tool.Run(new Dictionary<string, string> { ["REPRO_CACHESIZE"] = "much" }, "verify")
            .Error.Should()
            .Match("repro: environment variable REPRO_CACHESIZE: 'much' is not a size.*");
    }

    [Test]
    public void JSON_is_valid_whatever_the_texts_hold()
    {
        (int code, string output, _) = Tool.Run("verify", "--document", "0", "--json", "-");

        code.Should().Be(0);
        JsonDocument.Parse(output).RootElement.GetProperty("schema_version").GetInt32().Should().Be(JsonReport.SchemaVersion);
    }

    [Test]
    public void A_closed_terminal_is_a_request_to_stop()
    {
        RequireUnix();
        using StopSignals signals = new();
        using (Process kill = Process.Start("/bin/kill", ["-HUP", FormattableString.Invariant($"{Environment.ProcessId}")]))
        {
            kill.WaitForExit();
        }

        signals.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(30)).Should().BeTrue();
    }

    private static void RequireUnix()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("Links and signals of Unix.");
        }
    }

    // The system call fails as on a broken disk.
    private void Inject(string what, out string[] strace)
    {
        strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + what.Split(':')[0], "-e", "inject=" + what];
        try
        {
            using Process probe = Process.Start(
                new ProcessStartInfo("strace", ["-qq", "-o", "/dev/null", "true"]) { UseShellExecute = false, RedirectStandardError = true }
            )!;
            probe.WaitForExit();
            if (probe.ExitCode != 0)
            {
                Assert.Ignore("strace may not trace here.");
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Ignore("There is no strace, which injects errors of the disk.");
        }
    }

    private static (int Code, string Output, string Error) Shell(string command)
    {
        if (!File.Exists("/bin/bash"))
        {
            Assert.Ignore("There is no /bin/bash.");
        }

        return Tool.Run(["/bin/bash", "-c", $"\"$0\" \"$1\" {command}"], new Dictionary<string, string>(), []);
    }
}
