using System.Text.RegularExpressions;

namespace Repro.Specs.House;

/// <summary>
/// Files are written through <see cref="Repro.Outputs.OutputFile"/>, which follows links, writes into devices, and reports what the disk
/// refuses
/// (fault 8: .NET's own flush does not). A writer beside it would have to do all of that again.
/// </summary>
[Category("Fast")]
internal sealed partial class OutputRuleSpecs
{
    // What else creates, moves or flushes files, and why that is no output.
    private static readonly Dictionary<string, string> Allowed = new(StringComparer.Ordinal)
    {
        ["src/Repro.Cli/Hosting/Failures.cs"] = "tells the launcher, in its own temporary file",
        ["src/Repro/Reports/Snapshots/ReceivedSnapshots.cs"] = "renames a complete file of the specs",
        ["src/Repro/Native/LowestPriority.cs"] = "the operating system's",
        ["src/Repro/Training/State/RunFolder.cs"] = "a lock",
        ["src/Repro/Training/Loop/TrainingService.cs"] =
            "appends a line to a history that a checkpoint can make again; flushed by FileSync",
        ["src/Repro/Jobs/Merging/MergedFolder.cs"] = "inside a WorkFolder, which is flushed as a whole",
        ["src/Repro/Data/Archives/SafeZip.cs"] = "inside a WorkFolder, which is flushed as a whole",
        ["src/Repro/Data/Splitting/ImageSplitter.cs"] = "inside a WorkFolder, which is flushed as a whole",
    };

    [Test]
    public void Nothing_else_writes_files()
    {
        IEnumerable<string> others =
            from file in Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            let name = Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')
            where !name.Contains("/obj/", StringComparison.Ordinal) && !name.Contains("/bin/", StringComparison.Ordinal)
            where !name.StartsWith("src/Repro/Outputs/", StringComparison.Ordinal) && !Allowed.ContainsKey(name)
            let match = Writing().Match(WrappedCode.Read(file))
            where match.Success
            select $"{name}: {match.Value}";

        others.Should().BeEmpty("OutputFile and WorkFolder write");
    }

    [Test]
    public void No_flush_ignores_the_errors_of_the_disk() =>
        Directory
            .EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "FileSync.cs" && Flushing().IsMatch(WrappedCode.Read(file)))
            .Should()
            .BeEmpty("FileSync checks what fsync returns");

    [Test]
    public void The_list_names_only_what_writes() =>
        Allowed
            .Keys.Where(name => !File.Exists(Repository.PathOf(name)) || !Writing().IsMatch(WrappedCode.Read(Repository.PathOf(name))))
            .Should()
            .BeEmpty();

    [GeneratedRegex(
        @"\bFileMode\.(Create|CreateNew|Append|OpenOrCreate|Truncate)\b|\bFile\.(Move|Copy|Replace|WriteAll\w+|AppendAll\w+|AppendText|Create|CreateText|OpenWrite)\(|\bCreateTempSubdirectory\(|\bGetTempFileName\("
    )]
    private static partial Regex Writing();

    [GeneratedRegex(@"flushToDisk|\.Flush\(true\)")]
    private static partial Regex Flushing();
}
