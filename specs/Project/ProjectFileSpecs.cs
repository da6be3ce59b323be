using Repro.Project;

namespace Repro.Specs.Project;

[Category("Fast")]
internal sealed class ProjectFileSpecs
{
    [Test]
    public void A_project_file_says_its_documents_and_where_its_files_are()
    {
        ProjectFile file = ProjectFile.Parse(
            "reprosuite.json",
            """
            {
              // Comments are allowed.
              "$schema": "https://example.org/schema.json",
              "schema_version": 1,
              "documents": [ { "id": "lenet-paper", "title": "Document recognition", "url": "https://example.org", "keras": "2.15",
                               "headline": [ { "claim": "lenet-acc", "label": "LeNet-5" } ] } ],
              "claims": "book/claims",
              "data_sets": { "flowers": { "kind": "image_folder", "folder": "flowers", "splits": ["train", "validation"] } },
              "weights": { "base": { "file": "base/weights.h5", "values_sha256": "d9a27cc1fc7f975ef8cff49180e794ccd7c4bc868ebb49740803b3bbaa8dbefd" } }
            }
            """
        );

        file.Documents.Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(
                new
                {
                    Id = "lenet-paper",
                    Title = "Document recognition",
                    Url = "https://example.org",
                    Keras = "2.15",
                }
            );
        file.Documents[0].Headline.Should().Equal(new HeadlineCard("lenet-acc", "LeNet-5"));
        (file.Claims, file.Models, file.Runs, file.Baselines).Should().Be(("book/claims", "configs/models", "configs/runs", "baselines"));
        file.DataSets["flowers"].Splits.Should().Equal("train", "validation");
        file.Weights["base"].File.Path.Should().Be("base/weights.h5");
    }

    [TestCase("https://example.org/a.md#L{line}-L{last_line}", null, "https://example.org/a.md#L12-L14")]
    [TestCase("https://example.org/a.md#L{line}", 3, null)]
    [TestCase("http://example.org/a.ipynb?cell={cell}&line={line}", 3, "http://example.org/a.ipynb?cell=3&line=12")]
    [TestCase("http://example.org/a.ipynb?cell={cell}&line={line}", null, null)]
    [TestCase("https://example.org/\"><script>{line}", null, "https://example.org/%22%3E%3Cscript%3E12")]
    public void Lines_of_a_published_document_have_an_address(string template, int? cell, string? address)
    {
        LineAddress.TryParse(template, out LineAddress? lines).Should().BeTrue();
        lines!.Of(cell, 12, 14).Should().Be(address);
    }

    [TestCase("""{ "schema_version": 2 }""", "*'schema_version' names a format*")]
    [TestCase("""{ }""", "*'schema_version' is missing*")]
    [TestCase("""{ "schema_version": 1, "document": [] }""", "*'document' is unknown. Did you mean 'documents'? Known here: *documents*")]
    [TestCase("""{ "schema_version": 1, "documents": [ { "id": "a/b" } ] }""", "*'documents[0].id' is 'a/b'; a name is*")]
    [TestCase(
        """{ "schema_version": 1, "documents": [ { "id": "a", "url": "javascript:alert(1)" } ] }""",
        "*'documents[0].url' must be a web address, http:// or https://, but is 'javascript:alert(1)'."
    )]
    [TestCase(
        """{ "schema_version": 1, "documents": [ { "id": "a", "line_url": "javascript:alert({line})" } ] }""",
        "*'documents[0].line_url' is 'javascript:alert({line})'; it must be a web address, http:// or https://, with {line} *"
    )]
    [TestCase(
        """{ "schema_version": 1, "documents": [ { "id": "a", "line_url": "https://example.org/#L" } ] }""",
        "*'documents[0].line_url' is *; it must be a web address*"
    )]
    [TestCase(
        """{ "schema_version": 1, "documents": [ { "id": "a" }, { "id": "A" } ] }""",
        "*'documents[1].id' is 'A', which another document has*"
    )]
    [TestCase(
        """{ "schema_version": 1, "documents": [ { "id": "a", "headline": [ { "claim": "x" } ] } ] }""",
        "*headline[0].label' is missing*"
    )]
    [TestCase("""{ "schema_version": 1, "claims": "../other" }""", "*'claims' is '../other'; it must be a folder inside the project*")]
    [TestCase("""{ "schema_version": 1, "runs": "/etc" }""", "*'runs' is '/etc'*")]
    [TestCase("""{ "schema_version": 1, "data_sets": { "x": { "kind": "tfrecord" } } }""", "*'data_sets.x.kind' is 'tfrecord'*")]
    [TestCase("""{ "schema_version": 1, "probes": [ "a:b" ] }""", "*'probes' names 'a:b'; a name is*")]
    [TestCase("""[]""", "*must be an object*")]
    public void A_wrong_project_file_is_refused_with_file_and_key(string text, string message) =>
        FluentActions.Invoking(() => ProjectFile.Parse("p.json", text)).Should().Throw<InputException>().WithMessage("p.json: " + message);

    [Test]
    public void A_project_is_found_upwards_from_the_working_folder_and_nowhere_else()
    {
        using TemporaryFolder folder = new();
        foreach (string name in (string[])["outer", "other"])
        {
            Directory.CreateDirectory(folder.File(name));
            File.WriteAllText(folder.File(name, "reprosuite.json"), """{ "schema_version": 1 }""");
        }

        string inner = Directory.CreateDirectory(folder.File("outer", "a", "b")).FullName;

        ReproProject.Find(null, inner)!.Root.Should().Be(folder.File("outer"));
        ReproProject.Find(folder.File("other"), inner)!.Root.Should().Be(folder.File("other"));
        ReproProject.Find(null, folder.Path).Should().BeNull();
        FluentActions
            .Invoking(() => ReproProject.Find(inner, inner))
            .Should()
            .Throw<InputException>()
            .WithMessage("*has no reprosuite.json*repro init*");
    }
}
