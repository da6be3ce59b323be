using System.Text.Json;

namespace Repro.Specs.House;

/// <summary>THIRD-PARTY.md names every package that a build restores.</summary>
[Category("Fast")]
internal sealed class ThirdPartySpecs
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("THIRD-PARTY.md"));

    private static IEnumerable<string> Packages =>
        new[] { "src", "specs", "bench", "samples", "templates" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "packages.lock.json", SearchOption.AllDirectories))
            .SelectMany(Names)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.OrdinalIgnoreCase);

    [Test]
    public void Lock_files_are_read() => Packages.Should().Contain("CsvHelper").And.Contain("BenchmarkDotNet").And.Contain("NUnit");

    [TestCaseSource(nameof(Packages))]
    public void It_names_the_package(string package)
    {
        string[] parts = package.Split('.');
        IEnumerable<string> groups = Enumerable.Range(1, parts.Length - 1).Select(count => string.Join('.', parts[..count]) + ".*");

        (Page.Contains(package, StringComparison.OrdinalIgnoreCase) || groups.Any(Page.Contains))
            .Should()
            .BeTrue($"THIRD-PARTY.md lists {package} with its licence");
    }

    // A project's own projects are in its lock file as well.
    private static IEnumerable<string> Names(string file)
    {
        using JsonDocument locked = JsonDocument.Parse(File.ReadAllText(file));
        return
        [
            .. locked
                .RootElement.GetProperty("dependencies")
                .EnumerateObject()
                .SelectMany(framework => framework.Value.EnumerateObject())
                .Where(package => package.Value.GetProperty("type").GetString() != "Project")
                .Select(package => package.Name),
        ];
    }
}
