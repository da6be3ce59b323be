using System.Text.RegularExpressions;
using Repro.Data.Catalog;
using Repro.Project;

namespace Repro.Specs.House;

/// <summary>The examples of <c>docs/data.md</c> are valid, and its table names the built-in sets.</summary>
[Category("Fast")]
internal sealed partial class DataPageSpecs
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "data.md"));

    [Test]
    public void Its_examples_are_project_files()
    {
        MatchCollection examples = Example().Matches(Page);

        examples.Should().HaveCountGreaterThan(1);
        foreach (Match example in examples)
        {
            ProjectFile file = ProjectFile.Parse("docs/data.md", example.Groups["json"].Value);
            (file.DataSets.Count + file.Weights.Count).Should().BePositive();
        }
    }

    [Test]
    public void It_names_every_built_in_set()
    {
        foreach (string name in DataCatalog.BuiltIn.Sets.Names)
        {
            Page.Should().Contain($"\n| `{name}` |");
        }
    }

    [GeneratedRegex(@"```json\n(?<json>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
