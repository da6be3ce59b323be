using Repro.Claims;
using Repro.Configuration;
using Repro.Evidence;
using Repro.Probes;
using Repro.Runs;
using Repro.Training.State;

namespace Repro.Specs.Hostile;

/// <summary>
/// Every input that fuzzing once found to end the tool is answered with one sentence that names the file (fixtures/hostile).
/// </summary>
[Category("Fast")]
internal sealed class FoundInputSpecs
{
    private static IEnumerable<string> Found() =>
        Directory
            .GetFiles(Repository.PathOf("fixtures", "hostile", "found"))
            .Select(file => Path.GetFileName(file))
            .Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Found))]
    public void It_is_an_input_error(string name)
    {
        using TemporaryFolder folder = new();

        Action reading = Reader(name.Split('-')[0], File.ReadAllBytes(Repository.PathOf("fixtures", "hostile", "found", name)), folder);

        reading
            .Should()
            .Throw<Exception>()
            .Which.Should()
            .Match<Exception>(exception => exception is InputException || exception is AddressException)
            .And.Subject.As<Exception>()
            .Message.Should()
            .NotContain("\n");
    }

    [TestCase("run-lone-surrogate.json")]
    [TestCase("repro-nul.json")]
    [TestCase("record-lone-surrogate.json")]
    [TestCase("record-duplicate-key.json")]
    public void Json_that_is_valid_elsewhere_is_an_input_error(string name)
    {
        string file = Repository.PathOf("fixtures", "hostile", name);
        Action reading = name.Split('-')[0] switch
        {
            "run" => () => RunConfigurationReader.Read(file, SpecModels.Catalog, SpecData.Sets),
            "repro" => () => Settings.Load("", [file], new Dictionary<string, string?>()),
            _ => () => RunRecord.Read(file),
        };

        reading.Should().Throw<InputException>().Which.Message.Should().StartWith(file + ": cannot be read as ").And.NotContain("\n");
    }

    private static Action Reader(string reader, byte[] content, TemporaryFolder folder)
    {
        string file = folder.File(reader == "catalog" ? "x.json" : reader);
        File.WriteAllBytes(file, content);
        string text = File.ReadAllText(file);
        return reader switch
        {
            "run" => () => RunConfigurationReader.Parse("x", file, text, SpecModels.Catalog, SpecData.Sets),
            "catalog" => () => new RunCatalog(folder.Path, SpecModels.Catalog, SpecData.Catalog).Load("x"),
            "record" or "merge" => () => RunRecord.Read(file),
            "baserec" => () => BaselineRecords.Read(file).BySeed(file),
            "evidence" => () => Baseline(folder, content),
            "settings" => () => Settings.Load("", [file], new Dictionary<string, string?>()),
            "measure" => () => new ErrorProbe().Measure(Address.Parse(text)),
            _ => throw new InvalidOperationException($"No reader is known for '{reader}'."),
        };
    }

    // A table of no rows, and the records that fit it.
    private static void Baseline(TemporaryFolder folder, byte[] table)
    {
        Directory.CreateDirectory(folder.File("baselines", "x"));
        File.WriteAllBytes(folder.File("baselines", "x", "Cpu.csv"), table);
        File.Copy(
            Repository.PathOf("fixtures", "hostile", "empty-baseline", "Cpu.record.json"),
            folder.File("baselines", "x", "Cpu.record.json")
        );
        Repro.Evidence.Baseline.Find(folder.File("baselines"), "x", "Cpu");
    }
}
