using Repro.Claims.Drafts;
using Repro.Inputs;
using Repro.Specs.Cli;

namespace Repro.Specs.Hostile;

/// <summary>A document from outside is text, and its draft stays in proportion to it and harmless in a spreadsheet.</summary>
[Category("Fast"), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class HostileDraftSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Of_nested_calls_the_outermost_is_drafted()
    {
        DocumentScanner.Scan("layers.Dense(layers.Dense(layers.Dense(1)))  layers.Flatten()").Select(draft => draft.Expected)
            .Should().Equal("\"Dense(layers.Dense(layers.Dense(1)))\"", "\"Flatten()\"");
        DocumentScanner.Scan("layers.Dense(layers.Dense(2)").Select(draft => draft.Expected).Should().Equal(["\"Dense(2)\""], "the outer call does not close on this line");
    }

    [Test]
    public void A_nest_of_calls_is_drafted_in_proportion()
    {
        string text = File.ReadAllText(Repository.PathOf("fixtures", "hostile", "draft-amplification.md"));

        DraftFile.Write(DocumentScanner.Scan(text), "900", text.Length).Length.Should().BeLessThan(2 * text.Length);
    }

    [Test]
    public void A_draft_that_would_be_more_than_ten_times_as_long_is_refused()
    {
        string figures = string.Concat(Enumerable.Repeat("1%2%3%4%5%6%7%8%9%\n", 100));

        FluentActions.Invoking(() => DraftFile.Write(DocumentScanner.Scan(figures), "900", figures.Length)).Should().Throw<InputException>().WithMessage("'900': its draft would be more than ten times as long as the document (at line *)*");
        DraftFile.Write(DocumentScanner.Scan("98%"), "900", 3).Should().EndWith(",0.98,,,open,\n", "of a few words some lines are fine");
    }

    [TestCase("=cmd|' C'!A0", "'=cmd|' C'!A0")]
    [TestCase("+1", "'+1")]
    [TestCase("-1", "'-1")]
    [TestCase("@x", "'@x")]
    [TestCase(" =1", "' =1")]
    [TestCase("\t=1", "' =1")]
    [TestCase("＝1", "'＝1")]
    [TestCase("a,\"b\"", "\"a,\"\"b\"\"\"")]
    [TestCase("a\r\nb\u001b", "a  b ")]
    [TestCase("model:?/x", "model:?/x")]
    [TestCase("", "")]
    public void A_cell_is_never_a_formula(string text, string cell) => CsvCell.Of(text).Should().Be(cell);

    [Test]
    public void A_documents_name_is_no_formula_in_its_draft() =>
        DraftFile.Write(DocumentScanner.Scan("98%"), "=1+1", 3).Should().Contain("\nno,,'=1+1,1,");

    [TestCase("picture.md")]
    [TestCase("folder")]
    [TestCase("/dev/null")]
    [TestCase("missing.md")]
    public void What_is_not_text_is_refused_and_nothing_is_written(string name)
    {
        Directory.CreateDirectory(_folder.File("folder"));
        File.Copy(Repository.PathOf("fixtures", "pictures", "grey.jpg"), _folder.File("picture.md"));
        string document = name.StartsWith('/') ? name : _folder.File(name);

        (int code, string output, string error) = Tool.Run("claims", "new", document, "--out", _folder.File("draft.csv"));

        error.Should().StartWith($"repro: {document}: ").And.MatchRegex("not text in UTF-8|cannot be read as the text of a document: (it is a (folder|device)|there is no such file)");
        (code, output, File.Exists(_folder.File("draft.csv"))).Should().Be((2, "", false));
    }
}
