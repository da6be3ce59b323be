using Repro.Keras.Catalog;
using Repro.Models;
using Repro.Models.Summaries.Rules;

namespace Repro.Specs.Keras.Files;

/// <summary>A file's table is that of the Keras that wrote it.</summary>
[Category("Fast")]
internal sealed class StoredSummarySpecs
{
    [OneTimeSetUp]
    public void Needs_libhdf5() => NeedsHdf5.OrIgnore();

    [TestCase("keras224-table.h5", "max_pooling2d_1 (MaxPooling2 (None, 6, 6, 4)           0         \n")]
    [TestCase(
        "keras224-table.h5",
        "Total params: 1,554\nTrainable params: 1,554\nNon-trainable params: 0\n_________________________________________________________________"
    )]
    [TestCase(
        "keras214-table.h5",
        "\n conv2d_1 (Conv2D)           (None, 12, 12, 4)         104       \n                                                                 \n"
    )]
    [TestCase("keras214-table.h5", "Total params: 1554 (6.07 KB)\n")]
    public void Follows_the_version_in_the_file(string file, string part) => Print(file, null).Should().Contain(part);

    [TestCase("2.3.1", "Model: \"sequential_1\"\n___")]
    [TestCase("2.12", "Total params: 1,554\n")]
    [TestCase("3.5", " Total params: 1,554 (6.07 KB)\n")]
    public void A_version_that_is_asked_for_wins(string version, string part) =>
        Print("keras224-table.h5", KerasVersion.Parse(version)).Should().Contain(part);

    [Test]
    public void A_nested_model_is_called_what_the_version_calls_it()
    {
        Print("transfer.h5", KerasVersion.Parse("2.2.4")).Should().Contain("(Model) ");
        Print("transfer.h5", KerasVersion.Parse("2.15")).Should().Contain("(Functional) ");
    }

    private static string Print(string name, KerasVersion? version)
    {
        string folder = File.Exists(Repository.PathOf("fixtures", "summaries", name))
            ? Path.Combine("fixtures", "summaries")
            : Path.Combine("fixtures", "keras", "keras_h5");
        return StoredSummary.Print(FixtureFile.Open(Repository.PathOf(folder, name)), version, new SummaryOptions()).Text;
    }
}
