using System.Text.Json.Nodes;
using Repro.Evidence;
using Repro.Runs;
using Repro.Specs.Training;
using Repro.Training.Metrics;
using Repro.Training.State;

namespace Repro.Specs.Hostile;

/// <summary>Records and baselines from outside: names are names, numbers stay countable, and nothing recorded is not success.</summary>
[Category("Fast"), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class HostileRecordSpecs : IDisposable
{
    private readonly TinyRun _tiny = new();

    private string Root => _tiny.Folder.File("baselines");

    public void Dispose() => _tiny.Dispose();

    [TestCase("run", "\"..\"")]
    [TestCase("run", "\"\"")]
    [TestCase("engine", "\"../Cpu\"")]
    [TestCase("engine", "\"Cpu\\u001b[2J\"")]
    [TestCase("seed", "-1")]
    [TestCase("threads", "-2")]
    [TestCase("epochs", "0")]
    [TestCase("resumed", "-1")]
    [TestCase("seconds", "1e300")]
    [TestCase("seconds", "-1")]
    [TestCase("waited_seconds", "1e10")]
    [TestCase("observed", "{\"a\": 1e308}")]
    [TestCase("continues_from", "{\"run\": \"a b\", \"configuration_sha256\": \"x\", \"weights_sha256\": \"x\", \"shortened\": false}")]
    public void A_value_that_no_training_records_is_refused_with_its_key(string key, string value)
    {
        string file = RunFolder.RecordOf(_tiny.Service().Train(_tiny.Request()).Folder);
        JsonObject record = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        record[key] = JsonNode.Parse(value);
        File.WriteAllText(file, record.ToJsonString());

        FluentActions.Invoking(() => RunRecord.Read(file)).Should().Throw<InputException>().WithMessage($"*damaged: '{key}' *");
    }

    [Test]
    public void A_baseline_without_a_seed_is_refused()
    {
        Directory.CreateDirectory(Path.Combine(Root, "tiny"));
        foreach (string file in Directory.GetFiles(Repository.PathOf("fixtures", "hostile", "empty-baseline")))
        {
            File.Copy(file, Path.Combine(Root, "tiny", Path.GetFileName(file)));
        }

        FluentActions
            .Invoking(() => Baseline.Find(Root, "tiny", "Cpu"))
            .Should()
            .Throw<InputException>()
            .WithMessage("*Cpu.record.json: no seed is recorded. Restore both files together*");
    }

    [TestCase("1e308")]
    [TestCase("-1e39")]
    [TestCase("1e999")]
    [TestCase("Infinity")]
    [TestCase("NaN")]
    public void A_metric_that_no_training_gives_is_refused(string value) =>
        FluentActions
            .Invoking(() => MetricTable.Parse($"epoch,train_loss\n1,{value}\n", "table.csv", withSeed: false))
            .Should()
            .Throw<InputException>()
            .WithMessage($"table.csv, line 2: '{value}' is not a number that a loss or an accuracy can be.");

    [Test]
    public void A_file_of_the_catalogue_whose_name_no_run_may_have_is_named()
    {
        File.WriteAllText(_tiny.Folder.File("-rf.json"), "{}");

        FluentActions
            .Invoking(() => new RunCatalog(_tiny.Folder.Path, SpecModels.Catalog, SpecData.Catalog).Names)
            .Should()
            .Throw<InputException>()
            .WithMessage($"{_tiny.Folder.File("-rf.json")}: '-rf' is not the name of a run; a name is*Rename the file.");
    }

    [TestCase("mnist-dense", true)]
    [TestCase("TensorFlow", true)]
    [TestCase("a.b_c-1", true)]
    [TestCase("", false)]
    [TestCase(null, false)]
    [TestCase(".hidden", false)]
    [TestCase("..", false)]
    [TestCase("-x", false)]
    [TestCase("a/b", false)]
    [TestCase("a\n", false)]
    [TestCase("ａ", false)]
    public void A_name_has_a_grammar(string? name, bool valid) => PlainName.IsValid(name).Should().Be(valid);
}
