using System.Text.RegularExpressions;

namespace Repro.Specs.House;

/// <summary>Rooms import one way; a circle between rooms is a defect.</summary>
[Category("Fast")]
public partial class RoomSpecs
{
    // A room and the rooms that it names itself; what these name follows.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Project"] = [],
        ["Models"] = [],
        ["Losses"] = [],
        ["Statistics"] = [],
        ["Randomness"] = [],
        ["Native"] = [],
        ["Outputs"] = [],
        ["Claims"] = ["Statistics"],
        ["Backends"] = ["Models"],
        ["Data"] = ["Project", "Randomness", "Native", "Models", "Outputs"],
        ["Training"] = ["Project", "Losses", "Data", "Backends", "Randomness", "Native", "Models", "Outputs"],
        ["Pictures"] = ["Project", "Training", "Data", "Backends", "Models", "Randomness", "Outputs"],
        ["Probes"] = ["Project", "Pictures", "Training", "Data", "Native", "Backends", "Models", "Claims", "Statistics", "Randomness", "Outputs"],
        ["Import"] = ["Project", "Probes", "Training", "Data", "Backends", "Models", "Claims", "Statistics", "Outputs", "Losses"],
        ["Hosting"] = ["Data", "Project", "Probes", "Training", "Backends", "Models", "Claims"],
        ["Reports"] = ["Project", "Probes", "Pictures", "Training", "Data", "Backends", "Models", "Claims", "Statistics", "Outputs"],
    };

    [Test]
    public void Every_room_imports_only_those_below_it()
    {
        IEnumerable<string> wrong = Imports()
            .Where(import => import.From != import.To && !Allowed[import.From].Contains(import.To))
            .Select(import => $"{import.File} names {import.To}");

        wrong.Should().BeEmpty();
    }

    [Test]
    public void Every_folder_of_the_library_is_a_room() =>
        Directory.GetDirectories(Repository.PathOf("src", "Repro")).Select(Path.GetFileName).Except(["bin", "obj", "buildTransitive"]).Should().BeSubsetOf(Allowed.Keys);

    [Test]
    public void The_rule_itself_has_no_circle()
    {
        // Taking away rooms that name nobody left must empty the house.
        HashSet<string> left = [.. Allowed.Keys];
        while (left.RemoveWhere(room => !Allowed[room].Any(left.Contains)) > 0)
        {
        }

        left.Should().BeEmpty();
    }

    [Test]
    public void The_scan_sees_imports() => Imports().Should().Contain(import => import.From == "Claims" && import.To == "Statistics");

    [Test]
    public void Namespaces_follow_folders()
    {
        IEnumerable<string> wrong = Sources()
            .Where(source => !File.ReadAllText(source.File).Contains($"namespace Repro.{source.Room}", StringComparison.Ordinal))
            .Select(source => source.File);

        wrong.Should().BeEmpty();
    }

    private static IEnumerable<(string File, string From, string To)> Imports() =>
        from source in Sources()
        from Match match in RoomName().Matches(Code(source.File))
        let to = match.Groups[1].Value
        where Allowed.ContainsKey(to)
        select (Path.GetRelativePath(Repository.Root, source.File), source.Room, to);

    // Comments may speak of any room.
    private static string Code(string file) => string.Join('\n', File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    private static IEnumerable<(string File, string Room)> Sources() =>
        from room in Allowed.Keys
        let folder = Repository.PathOf("src", "Repro", room)
        where Directory.Exists(folder)
        from file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        select (file, room);

    // "using Repro.Models;", "Repro.Models.Layer".
    [GeneratedRegex(@"\bRepro\.([A-Z][A-Za-z]+)\b")]
    private static partial Regex RoomName();
}
