namespace Repro.Specs.Cli;

/// <summary>Engines as the tool's user names them.</summary>
[Category("Fast")]
public class EngineToolSpecs
{
    [TestCase("train", "mnist-dense", "--seeds", "1", "--backend", "gpu")]
    [TestCase("evaluate", "mnist-dense", "--seed", "1", "--backend", "gpu")]
    [TestCase("verify", "--backend", "gpu")]
    [TestCase("verify", "--rerun", "mnist-dense:1", "--backend", "gpu")]
    [TestCase("baseline", "diff", "--engine", "gpu")]
    public void An_unknown_engine_is_refused_with_those_there_are(params string[] arguments)
    {
        (int code, string output, string error) = Tool.Run(arguments);

        error.Should().Contain("There is no engine 'gpu'. The engines are cpu and tensorflow.");
        output.Should().BeEmpty();
        code.Should().Be(2);
    }

    [TestCase("train", "mnist-dense", "--seeds", "1", "--backend", "tensorflow")]
    [TestCase("evaluate", "mnist-dense", "--seed", "1", "--backend", "TensorFlow")]
    public void TensorFlow_without_a_library_is_one_error_before_any_data_is_read(params string[] arguments)
    {
        (int code, string output, string error) = Tool.Run(arguments);

        error.Should().StartWith("repro: ").And.Contain("TensorFlow").And.NotContain("REPRO_DATA");
        output.Should().BeEmpty();
        code.Should().Be(2);
    }

    [Test]
    public void The_environment_can_name_the_engine()
    {
        (int code, _, string error) = Tool.Run(new Dictionary<string, string> { ["REPRO_ENGINE"] = "tensorflow" }, "train", "mnist-dense", "--seeds", "1");

        error.Should().Contain("TensorFlow");
        code.Should().Be(2);
    }

    [Test]
    public void Judging_recorded_evidence_needs_no_library_whatever_the_engine()
    {
        (int code, string output, string error) = Tool.Run("verify", "--document", "3", "--tier", "small", "--backend", "tensorflow");

        error.Should().BeEmpty();
        output.Should().Contain("003").And.NotContain(": Cpu, recorded", "only the engine that was asked for counts");
        code.Should().Be(0);
    }
}
