using Repro.Models;
using Repro.Models.Summaries;
using Repro.Models.Summaries.Description;
using Repro.Models.Summaries.Rules;

namespace Repro.Specs.Models.Summaries;

/// <summary>Tables of <c>model.summary()</c> against those that 44 versions of Keras printed.</summary>
[Category("Fast")]
internal sealed class GenerationTableSpecs
{
    private static readonly string[] Models =
    [
        "convnet",
        "convnet-line-50",
        "branches",
        "branches-line-80",
        "nested",
        "nested-expanded",
        "nested-trainable",
        "nested-expanded-trainable",
        "nested-branches",
        "nested-branches-expanded-trainable",
        "two-inputs",
        "long-names",
        "long-names-branches",
        "no-weights",
        "residual",
        "shared",
        "frozen-after-compile",
        "default-names",
        "unbuilt",
        "unused-layer",
    ];

    // What surrounds the table differs inside these generations (fixtures/summaries/README.md).
    private static readonly (string Version, string Model)[] Exceptions =
    [
        ("1.0.8", "branches"),
        ("1.0.8", "branches-line-80"),
        ("tf2.3.0", "default-names"),
        ("tf2.3.0", "unused-layer"),
        ("3.1.1", "unbuilt"),
        ("2.0.9", "frozen-after-compile"),
        ("2.1.2", "frozen-after-compile"),
        ("2.1.3", "frozen-after-compile"),
        ("2.1.6", "frozen-after-compile"),
    ];

    private static IEnumerable<TestCaseData> All =>
        from generation in OracleTables.Generations
        from version in generation.VersionsRun
        from model in Models
        where !Exceptions.Contains((version, model))
        select new TestCaseData(version, model, generation.Table(model));

    private static IEnumerable<TestCaseData> More =>
        from version in new[] { "2.15.0", "3.15.1" }
        from table in OracleTables.Read($"more-keras-{version}.txt")
        select new TestCaseData(version, table.Key, table.Value);

    private static IEnumerable<TestCaseData> Wide =>
        OracleTables.Read("more-keras-3.15.1-120-columns.txt").Select(table => new TestCaseData(table.Key, table.Value));

    private static IEnumerable<TestCaseData> OfDocuments =>
        OracleTables.Read("documents-keras-2.15.0.txt").Select(table => new TestCaseData(table.Key, table.Value));

    [Test]
    public void The_oracle_covers_44_versions() => OracleTables.Generations.Sum(generation => generation.VersionsRun.Count).Should().Be(44);

    [TestCaseSource(nameof(All))]
    public void Prints_what_the_version_printed(string version, string model, string? table)
    {
        (SummaryModel described, SummaryOptions options) = GenerationModels.Get(model, KerasVersion.Parse(version));
        Check(described, version, options, table);
    }

    [TestCaseSource(nameof(More))]
    public void Prints_more_models(string version, string model, string table)
    {
        (SummaryModel described, SummaryOptions options) = MoreModels.Get(model, KerasVersion.Parse(version));
        Check(described, version, options, table.StartsWith("ValueError", StringComparison.Ordinal) ? null : table);
    }

    [TestCaseSource(nameof(Wide))]
    public void Prints_on_120_columns(string model, string table)
    {
        (SummaryModel described, SummaryOptions options) = MoreModels.Get(model, KerasVersion.Parse("3.15.1"));
        Check(described, "3.15.1", options with { Columns = 120 }, table);
    }

    [TestCaseSource(nameof(OfDocuments))]
    public void Prints_the_networks_of_the_documents(string model, string table)
    {
        string ours = model == "resnet50-base-150" ? "resnet50-keras215" : model;

        KerasSummary.Print(SpecModels.Parse($"{ours}{{keras 2.15}}"), new SummaryOptions()).Text.Should().Be(table);
    }

    [Test]
    public void TensorFlow_2_3_numbers_its_functional_models() =>
        Print("tf2.3.0", "default-names").Should().StartWith("Model: \"functional_1\"\n");

    [Test]
    public void A_dropout_without_a_shape_counts_as_built_in_keras_3_1() =>
        Print("3.1.1", "unbuilt").Should().Contain("│ dropout (Dropout)               │ ?                      │             0 │");

    private static string Print(string version, string model)
    {
        (SummaryModel described, SummaryOptions options) = GenerationModels.Get(model, KerasVersion.Parse(version));
        return KerasTable.Print(described, KerasVersion.Parse(version), options).Text;
    }

    // Where the version raised an error or has no such option, one line says so.
    private static void Check(SummaryModel model, string version, SummaryOptions options, string? table)
    {
        Func<string> print = () => KerasTable.Print(model, KerasVersion.Parse(version), options).Text;
        if (table is null)
        {
            print.Should().Throw<InputException>().Which.Message.Should().NotContain("\n");
        }
        else
        {
            print().Should().Be(table);
        }
    }
}
