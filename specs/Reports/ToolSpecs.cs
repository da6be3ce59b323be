using System.Diagnostics;
using System.Text.Json;

namespace Repro.Specs.Reports;

/// <summary>The tool itself, as a process: output, errors and exit codes.</summary>
[Category("Fast")]
public class ToolSpecs
{
    [Test]
    public void Verify_exits_0_and_lists_all_five_documents()
    {
        (int code, string output, string error) = Run("verify");

        error.Should().BeEmpty();
        output.Should().ContainAll("| 000", "| 001", "| 002", "| 003", "| 004").And.Contain("No verdict contradicts");
        code.Should().Be(0);
    }

    [Test]
    public void JSON_goes_to_the_output_alone()
    {
        (int code, string output, _) = Run("verify", "--document", "4", "--tier", "fast", "--json", "-");

        using JsonDocument json = JsonDocument.Parse(output);
        json.RootElement.GetProperty("results").EnumerateArray().Should().OnlyContain(result => result.GetProperty("claim").GetProperty("document").GetString() == "004");
        code.Should().Be(0);
    }

    [Test]
    public void Claims_are_found_by_text()
    {
        (int code, string output, _) = Run("claims", "--document", "3", "--grep", "d3-mnist-99-3");

        output.Should().Contain("document-003:127 d3-mnist-99-3").And.Contain("run:mnist-convnet/test_acc@last ~ 0.993 +- 0.005");
        code.Should().Be(0);
    }

    [TestCase("no document 9", "verify", "--document", "9")]
    [TestCase("no claim 'nothing'", "verify", "--claim", "nothing")]
    [TestCase("Unknown run 'nothing'", "verify", "--rerun", "nothing")]
    [TestCase("cannot be trained yet", "verify", "--rerun", "vgg16-finetune-100:1")]
    [TestCase("quick", "verify", "--tier", "quick")]
    [TestCase("takes none of --document", "verify", "--rerun", "mnist-convnet:1", "--tier", "fast")]
    public void Bad_usage_is_one_error_and_exit_2(string message, params string[] arguments)
    {
        (int code, string output, string error) = Run(arguments);

        (output + error).Should().Contain(message);
        code.Should().Be(2);
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Repro.Cli.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // What this machine has must not decide.
        start.Environment.Remove("REPRO_DATA");
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
