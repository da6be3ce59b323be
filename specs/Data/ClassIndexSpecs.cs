using Repro.Data.Catalog;

namespace Repro.Specs.Data;

[TestFixture]
[Category("Fast")]
internal sealed class ClassIndexSpecs
{
    [Test]
    public void Numbers_identifiers_and_names_are_found()
    {
        ClassIndex index = Read("""{ "0": ["n01", "tench"], "386": ["n02", "African_elephant"] }""");

        index.Count.Should().Be(2);
        index.Name(386).Should().Be("African_elephant");
        index.Name(1).Should().BeNull();
        index.IndexOf("n02").Should().Be(386);
        index.IndexOf("n03").Should().BeNull();
    }

    [TestCase("[]")]
    [TestCase("{")]
    [TestCase("""{ "one": ["n01", "tench"] }""")]
    [TestCase("""{ "1": ["n01"] }""")]
    [TestCase("""{ "1": null }""")]
    [TestCase("""{ "1": ["", "tench"] }""")]
    public void A_damaged_file_is_refused(string text) =>
        FluentActions.Invoking(() => Read(text)).Should().Throw<InputException>().WithMessage("*index.json*");

    private static ClassIndex Read(string text)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("index.json"), text);
        return ClassIndex.Read(folder.File("index.json"));
    }
}
