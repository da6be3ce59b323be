using System.Text.Json;
using Repro.Specs.Cli;

namespace Repro.Specs.Reports;

/// <summary>The tool itself, as a process: output, errors and exit codes.</summary>
[Category("Fast")]
internal sealed class ToolSpecs
{
    [Test]
    public void Verify_exits_0_and_lists_all_five_documents()
    {
        (int code, string output, string error) = Tool.Run("verify");

        error.Should().BeEmpty();
        output.Should().ContainAll("| 000", "| 001", "| 002", "| 003", "| 004").And.Contain("No verdict contradicts its expected verdict");
        code.Should().Be(0);
    }

    [Test]
    public void JSON_goes_to_the_output_alone()
    {
        (int code, string output, _) = Tool.Run("verify", "--document", "4", "--tier", "fast", "--json", "-");

        using JsonDocument json = JsonDocument.Parse(output);
        json.RootElement.GetProperty("results")
            .EnumerateArray()
            .Should()
            .OnlyContain(result => result.GetProperty("claim").GetProperty("document").GetString() == "004");
        code.Should().Be(0);
    }

    [Test]
    public void Claims_are_found_by_text()
    {
        (int code, string output, _) = Tool.Run("claims", "--document", "3", "--grep", "d3-mnist-99-3");

        output.Should().Contain("document-003:127 d3-mnist-99-3").And.Contain("run:mnist-convnet/test_acc@last ~ 0.993 +- 0.005");
        code.Should().Be(0);
    }

    [Test]
    public void A_group_is_found_by_its_number()
    {
        (int code, string output, _) = Tool.Run("claims", "--group", "C01");

        output.Should().Contain("d3-mnist-99-3").And.Contain("5 claims, 5 executable");
        code.Should().Be(0);
    }

    [Test]
    public void A_group_is_verified_alone_and_shown_side_by_side()
    {
        (int code, string output, _) = Tool.Run("verify", "--group", "c01");

        output.Should().Contain("c01-mnist-test-accuracy").And.NotContain("c02-");
        code.Should().Be(0);
    }

    [TestCase("no claims of a document '9'", "verify", "--document", "9")]
    [TestCase("no claim 'nothing'", "verify", "--claim", "nothing")]
    [TestCase("Unknown run 'nothing'", "verify", "--rerun", "nothing")]
    [TestCase("vgg16", "verify", "--rerun", "vgg16-finetune-100:1")]
    [TestCase("quick", "verify", "--tier", "quick")]
    [TestCase("cannot be combined with --document", "verify", "--rerun", "mnist-convnet:1", "--tier", "fast")]
    public void Bad_usage_is_one_error_and_exit_2(string message, params string[] arguments)
    {
        (int code, string output, string error) = Tool.Run(arguments);

        (output + error).Should().Contain(message);
        code.Should().Be(2);
    }
}
