using System.Text.RegularExpressions;

namespace Repro.Specs.House;

/// <summary>Imports run one way: between the rooms of the library, and between the folders inside a room.</summary>
[Category("Fast")]
internal sealed partial class RoomSpecs
{
    // A room may import only the rooms before it. docs/architecture.md describes each of them.
    private static readonly string[] Rooms =
    [
        "Native",
        "Randomness",
        "Numerics",
        "Statistics",
        "Inputs",
        "Outputs",
        "Configuration",
        "Claims",
        "Project",
        "Models",
        "Backends",
        "Data",
        "Keras",
        "Runs",
        "Training",
        "Evidence",
        "Figures",
        "Probes",
        "Hosting",
        "Jobs",
        "Import",
        "Reports",
    ];

    private const int MostFiles = 20;
    private const int FewestFiles = 2;

    private static readonly Lazy<IReadOnlyList<Source>> Sources = new(Read);

    [Test]
    public void Every_room_imports_only_rooms_below_it()
    {
        IEnumerable<string> wrong =
            from source in Sources.Value
            from import in source.Imports
            where import.Length > 0 && source.Folder.Length > 0 && Height(import) > Height(source.Folder)
            select $"{source.File} imports {import}";

        wrong.Should().BeEmpty();
    }

    [Test]
    public void Files_outside_the_rooms_import_none() =>
        Sources.Value.Where(source => source.Folder.Length == 0).SelectMany(source => source.Imports).Should().BeEmpty();

    [Test]
    public void Every_folder_of_the_library_is_a_room() =>
        Sources.Value.Select(source => Room(source.Folder)).Distinct().Should().BeEquivalentTo(["", .. Rooms]);

    [Test]
    public void Folders_inside_a_room_import_each_other_one_way()
    {
        ILookup<string, string> imports = Sources
            .Value.SelectMany(source => source.Imports.Select(import => (source.Folder, import)))
            .Where(pair => Room(pair.Folder) == Room(pair.import))
            .Distinct()
            .ToLookup(pair => pair.Folder, pair => pair.import);

        // Removing folders that import no remaining folder must remove all.
        HashSet<string> left = [.. Sources.Value.Select(source => source.Folder)];
        while (left.RemoveWhere(folder => !imports[folder].Any(left.Contains)) > 0) { }

        left.Select(folder => $"{folder} imports {string.Join(", ", imports[folder].Where(left.Contains))}").Should().BeEmpty();
    }

    [Test]
    public void Namespaces_equal_folders()
    {
        IEnumerable<string> wrong = Sources
            .Value.Where(source =>
                source.Namespace != string.Join('.', ["Repro", .. source.Folder.Split('/', StringSplitOptions.RemoveEmptyEntries)])
            )
            .Select(source => $"{source.File}: {source.Namespace}");

        wrong.Should().BeEmpty();
    }

    [Test]
    public void A_folder_has_2_to_20_files()
    {
        IEnumerable<string> wrong =
            from folder in Sources.Value.GroupBy(source => source.Folder)
            where folder.Count() is < FewestFiles or > MostFiles
            select $"'{folder.Key}' has {folder.Count()}";

        wrong.Should().BeEmpty();
    }

    [Test]
    public void The_scan_sees_imports_by_using_and_by_nesting()
    {
        Sources.Value.Should().Contain(source => source.Folder == "Claims" && source.Imports.Contains("Statistics"));
        Sources.Value.Should().Contain(source => source.Folder == "Models/Layers" && source.Imports.Contains("Models"));
    }

    [Test]
    public void The_architecture_page_describes_every_room()
    {
        string page = File.ReadAllText(Repository.PathOf("docs", "architecture.md"));

        Rooms.Where(room => !page.Contains($"| `{room}` |", StringComparison.Ordinal)).Should().BeEmpty();
    }

    private static int Height(string folder) => Array.IndexOf(Rooms, Room(folder));

    private static string Room(string folder) => folder.Split('/')[0];

    private static Source[] Read()
    {
        string root = Repository.PathOf("src", "Repro");
        (string File, string Folder, string Code)[] files =
        [
            .. from file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            let relative = Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/')
            where !relative.StartsWith("obj/", StringComparison.Ordinal) && !relative.StartsWith("bin/", StringComparison.Ordinal)
            select (relative, Path.GetDirectoryName(relative)!.Replace(Path.DirectorySeparatorChar, '/'), Code(file)),
        ];
        HashSet<string> folders = [.. files.Select(file => file.Folder)];
        ILookup<string, string> types = files
            .SelectMany(file => TypeName().Matches(file.Code).Select(match => (file.Folder, Name: match.Groups["name"].Value)))
            .ToLookup(pair => pair.Folder, pair => pair.Name);
        return
        [
            .. files.Select(file => new Source(
                file.File,
                file.Folder,
                NamespaceName().Match(file.Code).Groups["name"].Value,
                [.. ImportsOf(file.Folder, file.Code, folders, types).Distinct()]
            )),
        ];
    }

    // A file sees the folders that it names, and without naming them those that contain its own.
    private static IEnumerable<string> ImportsOf(string folder, string code, HashSet<string> folders, ILookup<string, string> types)
    {
        foreach (Match match in FullName().Matches(code))
        {
            for (string name = match.Groups[1].Value.Replace('.', '/'); name.Length > 0; name = Parent(name))
            {
                if (folders.Contains(name))
                {
                    if (name != folder)
                    {
                        yield return name;
                    }

                    break;
                }
            }
        }

        HashSet<string> words = [.. Word().Matches(code).Select(match => match.Value)];
        for (string outer = Parent(folder); outer.Length > 0; outer = Parent(outer))
        {
            if (types[outer].Any(words.Contains))
            {
                yield return outer;
            }
        }
    }

    private static string Parent(string folder) => folder.Contains('/', StringComparison.Ordinal) ? folder[..folder.LastIndexOf('/')] : "";

    // Comments may name anything.
    private static string Code(string file) =>
        string.Join('\n', File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceName();

    [GeneratedRegex(@"(?<!namespace )\bRepro\.([A-Z][\w.]*)")]
    private static partial Regex FullName();

    [GeneratedRegex(
        @"^(?:(?:public|internal|sealed|static|abstract|partial|readonly|unsafe|ref) )*(?:class|struct|interface|enum|record(?: struct)?) (?<name>\w+)",
        RegexOptions.Multiline
    )]
    private static partial Regex TypeName();

    [GeneratedRegex(@"(?<![.\w])[A-Z]\w*")]
    private static partial Regex Word();

    private sealed record Source(string File, string Folder, string Namespace, IReadOnlyList<string> Imports);
}
