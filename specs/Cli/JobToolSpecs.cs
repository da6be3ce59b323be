using Repro.Training.State;

namespace Repro.Specs.Cli;

/// <summary>Plans, jobs and merges as the tool's user meets them.</summary>
internal sealed class JobToolSpecs
{
    private TemporaryFolder _folder = null!;

    private string Plan => _folder.File("plan.json");

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    [Category("Fast")]
    public void A_plan_is_written_listed_and_rendered()
    {
        Run("plan", Plan, "--run", "mnist-dense", "--seeds", "1-2").Output.Should().Contain("2 jobs on Cpu");
        Run("plan", Plan, "--run", "mnist-dense", "--seeds", "1-2").Output.Should().Contain("unchanged");
        Run("plan", Plan)
            .Output.Should()
            .Be($"     0  mnist-dense seed 1{Environment.NewLine}     1  mnist-dense seed 2{Environment.NewLine}");
        Run("plan", Plan, "--format", "github").Output.Should().StartWith("{\"include\":[{\"index\":\"0\"");
        Run("plan", Plan, "--format", "slurm", "--parallel", "1").Output.Should().Contain("#SBATCH --array=0-1%1\n");
        Run("plan", Plan, "--format", "kubernetes", "--image", "repro@sha256:0").Output.Should().Contain("\"completions\": 2");
        // One that is written at once and shown goes to the output alone, for a pipe.
        Run("plan", _folder.File("other.json"), "--claim", "d3-mnist-99-3", "--backend", "tensorflow", "--format", "github")
            .Output.Should()
            .StartWith("{\"include\":")
            .And.Contain("mnist-convnet seed 10");
    }

    [TestCase("There is no job 7: the plan's jobs are 0 to 1", "run-job", "PLAN", "7")]
    [TestCase("nowhere.json: cannot be read as a plan: the file does not exist", "run-job", "nowhere.json", "0")]
    [TestCase("The data set 'mnist' is needed", "run-job", "PLAN", "0", "--runs", "OUT")]
    [TestCase("the folder does not exist", "merge", "nowhere", "--out", "OUT")]
    [TestCase("Seed 99 of 'mnist-dense' cannot be planned", "plan", "OUT", "--run", "mnist-dense", "--seeds", "99")]
    [TestCase("Unknown run 'nothing'", "plan", "OUT", "--run", "nothing")]
    [TestCase("has another plan", "plan", "PLAN", "--run", "mnist-strided")]
    [Category("Fast")]
    public void What_is_wrong_is_one_error_and_nothing_is_written(string message, params string[] arguments)
    {
        Run("plan", Plan, "--run", "mnist-dense", "--seeds", "1-2");

        (int code, _, string error) = Tool.Run([
            .. arguments.Select(argument =>
                argument switch
                {
                    "PLAN" => Plan,
                    "OUT" => _folder.File("out"),
                    _ => argument,
                }
            ),
        ]);

        error.Should().StartWith("repro: ").And.Contain(message);
        code.Should().Be(2);
        Directory.EnumerateFileSystemEntries(_folder.Path).Should().Equal(Plan);
    }

    // Two epochs in all, on real digits: the whole way of a job, its trials never being evidence.
    [Test]
    [Category("Data")]
    public void Jobs_are_trained_once_merged_and_a_tampered_one_is_named()
    {
        Dictionary<string, string> data = new() { ["REPRO_DATA"] = Digits() };
        Run(data, "plan", Plan, "--run", "mnist-dense", "--seeds", "1-2", "--epochs", "1");
        string Machine(int job) => _folder.File($"machine-{job}");
        for (int job = 0; job < 2; job++)
        {
            Run(data, "run-job", Plan, $"{job}", "--runs", Machine(job))
                .Output.Should()
                .Contain($"job {job}, mnist-dense seed {job + 1}: finished in ");
            Run(data, "run-job", Plan, $"{job}", "--runs", Machine(job)).Output.Should().Contain("already finished");
        }

        Run(data, "merge", Machine(0), Machine(1), "--plan", Plan, "--out", _folder.File("merged"))
            .Output.Should()
            .Contain("now has 2 trainings");
        Tool.Run("baseline", "diff", "mnist-dense", "--runs", _folder.File("merged")).Error.Should().Contain("trials of fewer epochs");

        string history = RunFolder.HistoryOf(_folder.File("machine-1", "mnist-dense", "Cpu", "seed-2-epochs-1"));
        File.WriteAllText(history, File.ReadAllText(history).Replace("1,0.", "1,1.", StringComparison.Ordinal));
        (int code, _, string error) = Tool.Run("merge", Machine(0), Machine(1), "--plan", Plan, "--out", _folder.File("again"));
        (code, Directory.Exists(_folder.File("again"))).Should().Be((2, false));
        error.Should().Contain($"'{Path.GetDirectoryName(history)}': history.csv is not the one that was recorded");
    }

    [Test]
    [Category("Data")]
    public void Data_that_is_there_is_not_fetched_again()
    {
        Dictionary<string, string> data = new() { ["REPRO_DATA"] = Digits() };

        Run(data, "data", "fetch", SpecData.Mnist)
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Should()
            .HaveCount(4)
            .And.OnlyContain(line => line.Contains("already there, checksum right"));
    }

    private static string Digits()
    {
        string? root = Own.Settings.DataRoot;
        if (root is null || !SpecData.Set(SpecData.Mnist).Files.All(file => file.Find(root) is not null))
        {
            Assert.Ignore("not run: MNIST is missing; repro data fetch mnist");
        }

        return root!;
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments) => Run([], arguments);

    private static (int Code, string Output, string Error) Run(Dictionary<string, string> environment, params string[] arguments)
    {
        (int Code, string Output, string Error) run = Tool.Run(environment, arguments);
        run.Code.Should().Be(0, run.Error);
        return run;
    }
}
