using Repro.Claims.Files;
using Repro.Cli.Reference;

namespace Repro.Specs.House;

/// <summary>The reference pages and JSON Schemas in the repository are those that this version writes.</summary>
[Category("Fast")]
internal sealed class ReferenceSpecs
{
    private static IEnumerable<ReferenceFiles.File> Files => ReferenceFiles.Of(Own.Host);

    private static IEnumerable<string> Paths => Files.Select(file => file.Path);

    [TestCaseSource(nameof(Paths))]
    public void A_file_is_current(string path) =>
        (File.Exists(Repository.PathOf(path)) ? File.ReadAllText(Repository.PathOf(path)) : "")
            .Should()
            .Be(
                Files.Single(file => file.Path == path).Text,
                "{0} is written from tables in the code: run ./repro reference . and commit what changes",
                path
            );

    [Test]
    public void The_example_of_a_claim_file_is_valid()
    {
        string page = Files.Single(file => file.Path.EndsWith("claim-file.md", StringComparison.Ordinal)).Text;
        string example = page.Split("```")[1].TrimStart('\n');

        ClaimSet
            .Of(["model", "config", "run"], ("tutorial.csv", example))
            .Whole()
            .Claims.Select(claim => claim.Check is not null)
            .Should()
            .Equal(true, true, true, false);
    }

    [Test]
    public void No_other_page_lies_among_them() =>
        new[] { "docs/reference", "schemas" }
            .Where(folder => Directory.Exists(Repository.PathOf(folder)))
            .SelectMany(folder => Directory.GetFiles(Repository.PathOf(folder)))
            .Select(Path.GetFileName)
            .Should()
            .BeSubsetOf(Files.Select(file => Path.GetFileName(file.Path)));
}
