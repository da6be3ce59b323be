using Repro.Specs.Cli;

namespace Repro.Specs.Keras.Catalog;

/// <summary>The model that docs/models.md writes by hand.</summary>
[Category("Fast")]
internal sealed class DocumentedModelSpecs
{
    [Test]
    public void It_has_the_parameters_that_the_page_states()
    {
        using TemporaryFolder folder = new();
        string page = File.ReadAllText(Repository.PathOf("docs", "models.md"));
        string json = page.Split("```json\n")[1].Split("```")[0];
        string models = Path.Combine(folder.Path, "configs", "models");
        Directory.CreateDirectory(models);
        File.WriteAllText(Path.Combine(folder.Path, "reprosuite.json"), """{ "schema_version": 1 }""");
        File.WriteAllText(Path.Combine(models, "skip.json"), json);

        string table = Tool.Run("summary", "skip", "--project", folder.Path).Output;

        table.Should().Contain("Total params: 180").And.Contain("conv[0][0]");
        page.Should().Contain("with 180 parameters");
    }
}
