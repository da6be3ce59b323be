namespace Repro.Specs.House;

/// <summary>The folders of the specs are the rooms of the library, beside a few with a task of their own.</summary>
[Category("Fast")]
internal sealed class SpecFolderSpecs
{
    // docs/testing.md describes them.
    private static readonly string[] Others =
    [
        "Cli",
        "Documents",
        "Examples",
        "Hostile",
        "House",
        "Oracles",
        "Snapshots",
        "TensorFlow",
        "Verifying",
    ];

    [Test]
    public void Every_folder_is_a_room_or_one_of_the_described_others() =>
        Folders("specs").Except(Folders("src/Repro")).Should().BeEquivalentTo(Others);

    [Test]
    public void Every_other_folder_is_described()
    {
        string page = File.ReadAllText(Repository.PathOf("docs", "testing.md"));

        page.Should().ContainAll(Others.Select(name => $"| `{name}` |"));
    }

    [Test]
    public void Namespaces_equal_folders() =>
        Directory
            .EnumerateFiles(Repository.PathOf("specs"), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.PathOf("specs"), file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("bin/", StringComparison.Ordinal) && !file.StartsWith("obj/", StringComparison.Ordinal))
            .Where(file => Namespace(file) is { } name && name != string.Join('.', ["Repro.Specs", .. file.Split('/')[..^1]]))
            .Should()
            .BeEmpty();

    private static IEnumerable<string> Folders(string folder) =>
        Directory.GetDirectories(Repository.PathOf(folder)).Select(path => Path.GetFileName(path)).Except(["bin", "obj"]);

    private static string? Namespace(string file) =>
        File.ReadLines(Repository.PathOf("specs", file))
            .FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))
            ?["namespace ".Length..].TrimEnd(';');
}
