namespace Repro.Specs.Cli;

/// <summary>Backends as the tool's user names them.</summary>
[Category("Fast")]
internal sealed class BackendToolSpecs
{
    [TestCase("train", "mnist-dense", "--seeds", "1", "--backend", "gpu")]
    [TestCase("evaluate", "mnist-dense", "--seed", "1", "--backend", "gpu")]
    [TestCase("verify", "--backend", "gpu")]
    [TestCase("verify", "--rerun", "mnist-dense:1", "--backend", "gpu")]
    [TestCase("baseline", "diff", "--backend", "gpu")]
    [TestCase("compare", "mnist-dense", "--seeds", "1", "--backends", "cpu,gpu")]
    public void An_unknown_backend_is_refused_with_those_there_are(params string[] arguments)
    {
        (int code, string output, string error) = Tool.Run(arguments);

        error.Should().Contain("There is no backend 'gpu'. The backends are cpu and tensorflow.");
        output.Should().BeEmpty();
        code.Should().Be(2);
    }

    [TestCase("train", "mnist-dense", "--seeds", "1", "--backend", "tensorflow")]
    [TestCase("evaluate", "mnist-dense", "--seed", "1", "--backend", "TensorFlow")]
    [TestCase("compare", "mnist-dense", "--seeds", "1")]
    public void TensorFlow_without_a_library_is_one_error_before_any_data_is_read(params string[] arguments)
    {
        (int code, string output, string error) = Tool.Run(arguments);

        error.Should().StartWith("repro: ").And.Contain("TensorFlow").And.NotContain("REPRO_DATA");
        output.Should().BeEmpty();
        code.Should().Be(2);
    }

    [TestCase("the same backend twice", "--backends", "cpu,Cpu", "--seeds", "1")]
    [TestCase("give two backends", "--backends", "cpu", "--seeds", "1")]
    [TestCase("give two backends", "--backends", "cpu,tensorflow,cpu", "--seeds", "1")]
    [TestCase("--epochs 0 is out of range", "--seeds", "1", "--epochs", "0")]
    [TestCase("--steps 0 is out of range", "--seeds", "1", "--steps", "0")]
    [TestCase("Option '--seeds' is required", "--backends", "cpu,tensorflow")]
    public void Comparing_says_what_is_wrong_with_the_request(string message, params string[] arguments)
    {
        (int code, string output, string error) = Tool.Run([.. (string[])["compare", "mnist-dense"], .. arguments]);

        error.Should().Contain(message);
        output.Should().BeEmpty();
        code.Should().Be(2);
    }

    [TestCase("4", "")]
    [TestCase("5", "mnist-dense: --epochs 5 has no effect: the run has 5 epochs.")]
    [TestCase("6", "mnist-dense: --epochs 6 has no effect: the run has 5 epochs.")]
    public void Training_all_epochs_is_no_trial(string epochs, string message)
    {
        using TemporaryFolder empty = new();

        (int code, string output, string error) = Tool.Run(
            new Dictionary<string, string> { ["REPRO_DATA"] = empty.Path },
            "train",
            "mnist-dense",
            "--seeds",
            "1",
            "--epochs",
            epochs,
            "--runs",
            empty.File("runs")
        );

        output.Trim().Should().Be(message);
        error.Should().Contain("repro data fetch mnist");
        code.Should().Be(2);
    }

    [Test]
    public void The_environment_can_name_the_backend()
    {
        (int code, _, string error) = Tool.Run(
            new Dictionary<string, string> { ["REPRO_BACKEND"] = "tensorflow" },
            "train",
            "mnist-dense",
            "--seeds",
            "1"
        );

        error.Should().Contain("TensorFlow");
        code.Should().Be(2);
    }

    [Test]
    public void Judging_recorded_evidence_needs_no_library_whatever_the_backend()
    {
        (int code, string output, string error) = Tool.Run("verify", "--document", "3", "--tier", "long", "--backend", "tensorflow");

        error.Should().BeEmpty();
        output.Should().Contain("003").And.NotContain(": Cpu, recorded", "only the backend that was asked for counts");
        code.Should().Be(0);
    }
}
