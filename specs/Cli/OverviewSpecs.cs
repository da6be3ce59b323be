using System.Text.Json.Nodes;
using Repro.Cli.Commands.Training;
using Repro.Cli.Reference;

namespace Repro.Specs.Cli;

/// <summary><c>repro models</c> and <c>repro runs</c> list what the project has.</summary>
[Category("Fast")]
internal sealed class OverviewSpecs
{
    [Test]
    public void Models_are_listed_with_input_parameters_and_source()
    {
        (int code, string output, _) = Tool.Run("models", "--json");

        code.Should().Be(0);
        JsonNode[] models = [.. JsonNode.Parse(output)!["models"]!.AsArray().OfType<JsonNode>()];
        models.Select(model => (string?)model["model"]).Should().Equal(Own.Host.Models.Names);
        JsonNode vgg = models.Single(model => (string?)model["model"] == "vgg16-top-224");
        vgg["parameters"]!.GetValue<long>().Should().Be(138_357_544);
        vgg["input_shape"]!.AsArray().Select(axis => (int)axis!).Should().Equal(224, 224, 3);
        ((string?)vgg["source"]).Should().Be("built-in");
    }

    [Test]
    public void A_model_that_cannot_be_read_is_named_and_the_others_are_listed()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("configs", "models"));
        File.WriteAllText(folder.File("reprosuite.json"), """{ "schema_version": 1 }""");
        File.WriteAllText(folder.File("configs", "models", "broken.json"), "{");

        (int code, string output, string error) = Tool.Run("models", "--project", folder.Path);

        code.Should().Be(2);
        output.Should().Contain("vgg16-top-224").And.MatchRegex("broken +- +unknown");
        error.TrimEnd().Should().Contain("broken.json").And.NotContain("\n");
    }

    [Test]
    public void A_model_whose_parameters_are_not_known_has_a_note_and_several_inputs_are_listed()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("configs", "models"));
        File.WriteAllText(folder.File("reprosuite.json"), """{ "schema_version": 1 }""");
        File.WriteAllText(
            folder.File("configs", "models", "own.json"),
            """
            {"class_name": "Functional", "config": {"name": "own", "layers": [
              {"class_name": "InputLayer", "name": "left", "config": {"batch_input_shape": [null, 5], "name": "left"}, "inbound_nodes": []},
              {"class_name": "InputLayer", "name": "right", "config": {"batch_input_shape": [null, 6], "name": "right"}, "inbound_nodes": []},
              {"class_name": "Concatenate", "name": "both", "config": {"name": "both", "axis": -1}, "inbound_nodes": [[["left", 0, 0, {}], ["right", 0, 0, {}]]]},
              {"class_name": "Mine", "name": "mine", "config": {"name": "mine"}, "inbound_nodes": [[["both", 0, 0, {}]]]}],
              "input_layers": [["left", 0, 0], ["right", 0, 0]], "output_layers": [["mine", 0, 0]]}}
            """
        );

        (int code, string output, string error) = Tool.Run("models", "--project", folder.Path);

        code.Should().Be(0);
        output.Should().MatchRegex("own +5, 6 +unknown");
        error.Should().StartWith("Note: own: the parameters of the layer 'mine' (Mine) are not known. ");
    }

    [Test]
    public void Runs_have_declared_recorded_and_missing_seeds()
    {
        IReadOnlyList<RunOverview> runs = RunOverview.All(Own.Host, threads: 2);

        runs.Select(run => run.Name).Should().Equal(Own.Runs.Names);
        runs.Should()
            .OnlyContain(run => run.Missing.All(seed => run.Run!.Seeds.Contains(seed)) && (run.Left == null || run.Missing.Count > 0));
    }

    [Test]
    public void A_run_without_records_has_a_rough_estimate()
    {
        using TemporaryFolder folder = new();
        Tool.Run("init", folder.Path).Code.Should().Be(0);

        (int code, string output, _) = Tool.Run("runs", "--json", "--project", folder.Path);

        code.Should().Be(0);
        JsonNode run = JsonNode.Parse(output)!["runs"]!.AsArray().Single()!;
        run["missing"]!.AsArray().Select(seed => (int)seed!).Should().Equal(1, 2, 3, 4, 5);
        ((string?)run["hours_from"]).Should().Be("rough estimate: multiply-adds at the measured peak");
        run["hours_left"]!.GetValue<double>().Should().BePositive();
    }

    [Test]
    public void A_run_that_cannot_be_read_is_named_and_the_others_are_listed()
    {
        using TemporaryFolder folder = new();
        Tool.Run("init", folder.Path).Code.Should().Be(0);
        File.WriteAllText(folder.File("configs", "runs", "broken.json"), "{");

        (int code, string output, string error) = Tool.Run("runs", "--project", folder.Path);

        code.Should().Be(2);
        output.Should().Contain("small-convnet").And.MatchRegex("broken +- +- +- +- +unknown");
        error.TrimEnd().Should().Contain("broken.json").And.NotContain("\n");
    }

    [Test]
    public void A_report_leaves_out_a_run_that_cannot_be_read_and_no_claim_is_about()
    {
        using TemporaryFolder folder = new();
        Tool.Run("init", folder.Path).Code.Should().Be(0);
        File.WriteAllText(folder.File("configs", "runs", "broken.json"), "{");

        (int code, _, string error) = Tool.Run("report", "--project", folder.Path, "--out", folder.File("report.html"));

        code.Should().Be(0);
        error.TrimEnd().Should().Contain("broken.json").And.EndWith("The page does not show this run.").And.NotContain("\n");
        File.Exists(folder.File("report.html")).Should().BeTrue();
    }

    [TestCase(0.01, false, "<0.1")]
    [TestCase(0.01, true, "~<0.1")]
    [TestCase(2.34, true, "~2.3")]
    [TestCase(0.05, false, "0.1")]
    public void Hours_are_never_shown_as_none(double hours, bool isRough, string shown) =>
        RunsCommand
            .Hours(RunOverview.All(Own.Host, threads: 2)[0] with { Missing = [1], Left = new EstimatedHours(hours, "made", isRough) })
            .Should()
            .Be(shown);

    [Test]
    public void A_project_without_runs_says_so()
    {
        using TemporaryFolder folder = new();
        Tool.Run("init", "--empty", folder.Path).Code.Should().Be(0);

        Tool.Run("runs", "--project", folder.Path).Output.Trim().Should().Be("The project has no runs.");
    }
}
