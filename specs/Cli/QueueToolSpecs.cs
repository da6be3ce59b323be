using System.Diagnostics;
using System.Globalization;
using Repro.Jobs.Queue;

namespace Repro.Specs.Cli;

/// <summary>The queue as the tool's user meets it.</summary>
[Category("Fast")]
internal sealed class QueueToolSpecs
{
    private TemporaryFolder _folder = null!;

    private string Plan => _folder.File("plan.json");

    private string Out => _folder.File("out");

    [SetUp]
    public void SetUp()
    {
        _folder = new TemporaryFolder();
        Run("plan", Plan, "--append", "--run", "mnist-strided", "mnist-dense", "--seeds", "1-2").Code.Should().Be(0);
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void A_list_grows_seed_by_seed_in_the_order_that_was_named()
    {
        Run("plan", Plan, "--append", "--run", "mnist-dense", "--seeds", "2-3").Output.Should().Contain("5 jobs on Cpu, 1 of them new");

        Run("plan", Plan)
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Trim())
            .Should()
            .Equal(
                "0  mnist-strided seed 1",
                "1  mnist-dense seed 1",
                "2  mnist-strided seed 2",
                "3  mnist-dense seed 2",
                "4  mnist-dense seed 3"
            );
    }

    [TestCase("'OUT' has no queue. Start one: repro queue run PLAN --runs OUT", "queue", "status", "OUT")]
    [TestCase("'OUT' has no queue.", "queue", "pause", "OUT")]
    [TestCase("'OUT' has no queue.", "queue", "resume", "OUT")]
    [TestCase("'OUT' has no queue.", "queue", "stop", "OUT")]
    [TestCase("cannot be read as a plan: the file does not exist", "queue", "run", "OUT")]
    [TestCase("cannot run at the same time on slurm", "plan", "PLAN", "--format", "slurm")]
    [TestCase("--append and --format cannot be combined", "plan", "OUT", "--run", "mnist-dense", "--append", "--format", "github")]
    [TestCase("No runs are selected", "plan", "OUT", "--append")]
    [TestCase(
        "The plan is for Cpu, and these jobs are for Cpu with 1 epoch",
        "plan",
        "PLAN",
        "--append",
        "--run",
        "mnist-dense",
        "--epochs",
        "1"
    )]
    public void What_is_wrong_is_one_error_and_nothing_is_written(string message, params string[] arguments)
    {
        string before = File.ReadAllText(Plan);
        (int code, _, string error) = Run([
            .. arguments.Select(argument =>
                argument switch
                {
                    "PLAN" => Plan,
                    "OUT" => Out,
                    _ => argument,
                }
            ),
        ]);

        error.Should().StartWith("repro").And.Contain(message.Replace("OUT", Out, StringComparison.Ordinal));
        code.Should().Be(2);
        Directory.EnumerateFileSystemEntries(_folder.Path).Should().Equal(Plan);
        File.ReadAllText(Plan).Should().Be(before);
    }

    [Test]
    public void Jobs_that_fail_are_listed_and_decide_the_exit_code()
    {
        // A process of its own: the queue lowers the priority of its process for good.
        (int code, string output, _) = Tool.Start(new Dictionary<string, string>(), "queue", "run", Plan, "--runs", Out);

        code.Should().Be(2);
        output
            .Should()
            .Contain("mnist-strided seed 1: failed. The data set 'mnist' is needed")
            .And.Contain("0 of 4 jobs finished, 4 failed");
        string status = Run("queue", "status", Out).Output;
        status
            .Should()
            .Contain($"{Out}: failed (Cpu, ")
            .And.Contain("0 trainings finished, 0 left, 4 failed")
            .And.Contain("failed: mnist-dense seed 2: The data set 'mnist' is needed");
        Run("queue", "status", Out, "--json").Output.Should().Contain("\"state\": \"failed\"").And.Contain("\"without_estimate\": 0");
        Run("queue", "stop", Out).Output.Should().Contain("is not running");
        Run("queue", "pause", Out).Output.Should().Contain("The next `repro queue run` waits");
        Run("queue", "resume", Out).Output.Should().Contain("continues");
        Run("queue", "resume", Out).Output.Should().Contain("was not paused");
    }

    [Test]
    public void Paused_it_waits_at_the_lowest_priority_and_another_command_stops_it()
    {
        QueueFolder folder = new(Out);
        folder.RequestPause();
        ProcessStartInfo start = new(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Repro.Cli.dll"), "queue", "run", Plan, "--runs", Out]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("REPRO_DATA");
        using Process process = Process.Start(start)!;
        process.StandardOutput.ReadLine().Should().StartWith("The queue is paused.");

        if (OperatingSystem.IsLinux())
        {
            Directory
                .EnumerateDirectories($"/proc/{process.Id.ToString(CultureInfo.InvariantCulture)}/task")
                .Select(Priority)
                .Distinct()
                .Should()
                .Equal((19, 5));
        }

        Run("queue", "run", Plan, "--runs", Out).Error.Should().Contain("Another process works on the queue");
        Run("queue", "pause", Out).Output.Should().Contain("is paused");
        Run("queue", "status", Out).Output.Should().Contain(": paused (Cpu, ");
        Run("queue", "stop", Out).Output.Should().Contain("is stopped");
        process.WaitForExit();
        process.ExitCode.Should().Be(130);
        process
            .StandardError.ReadToEnd()
            .Should()
            .Contain("Stopped. The same command continues the queue.")
            .And.NotContain("checkpoint", "there is none before the first step");
        Run("queue", "status", Out).Output.Should().Contain(": stopped and paused (Cpu, ").And.Contain("4 left");
        folder.StopRequested.Should().BeFalse();
    }

    // Nice value and scheduling policy (5 is SCHED_IDLE): fields 19 and 41 of a thread's stat, counted behind its name.
    private static (int Nice, int Policy) Priority(string task)
    {
        string stat = File.ReadAllText(Path.Combine(task, "stat"));
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (int.Parse(fields[19 - 3], CultureInfo.InvariantCulture), int.Parse(fields[41 - 3], CultureInfo.InvariantCulture));
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments) => Tool.Run(arguments);
}
