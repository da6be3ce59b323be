using System.Text.RegularExpressions;
using Repro.Inputs;

namespace Repro.Specs.House;

/// <summary>
/// Files, folders and JSON come into the program through <see cref="InputFile"/>, <see cref="InputFolder"/> and <see cref="InputJson"/>,
/// which have limits and turn every failure into one sentence. A reader beside them would have to do all of that again.
/// </summary>
[Category("Fast")]
internal sealed partial class InputRuleSpecs
{
    // What they read, and why that is not input from outside or has its own errors.
    private static readonly Dictionary<string, string> Allowed = new(StringComparer.Ordinal)
    {
        ["src/Repro/Inputs/InputFile.cs"] = "the shared reader",
        ["src/Repro/Inputs/InputFolder.cs"] = "the shared reader",
        ["src/Repro/Inputs/InputJson.cs"] = "the shared reader",
        ["src/Repro/Outputs/LockFile.cs"] = "tests whether a lock is held",
        ["src/Repro/Outputs/Leftovers.cs"] = "removes temporary files of killed commands",
        ["src/Repro/Data/Folders/ClassWalk.cs"] = "called by PictureFolders",
        ["src/Repro/Data/Folders/ImageFolders.cs"] = "turns errors into its own",
        ["src/Repro/Data/Splitting/ImageSplitter.cs"] = "turns errors into its own",
        ["src/Repro/Data/Folders/DecodedCache.cs"] = "a cache of our own; what cannot be read is made again",
        ["src/Repro/Training/Feeding/FrozenFile.cs"] = "a cache of our own; its length is checked before it is read",
        ["src/Repro/Training/State/GitCommit.cs"] = "an unknown commit is left out of a record",
        ["src/Repro/Training/State/RunFolder.cs"] = "removes its own temporary files",
        ["src/Repro.Hdf5/ChildLimits.cs"] = "the operating system's",
        ["src/Repro/Keras/Files/ForeignHdf5.cs"] = "looks for HDF5's signature in the first bytes; a child process reads the rest",
        ["src/Repro/Native/LowestPriority.cs"] = "the operating system's",
        ["src/Repro.Cli/Benchmarks/MachineLoad.cs"] = "the operating system's",
        ["src/Repro.TensorFlow/Native/CudaVersions.cs"] = "the operating system's",
        ["src/Repro.TensorFlow/Native/ElfFile.cs"] = "a native library, which is executed anyway",
        ["src/Repro.TensorFlow/Native/LibraryLocation.cs"] = "a native library, which is executed anyway",
    };

    [Test]
    public void Nothing_else_opens_files_lists_folders_or_parses_json()
    {
        IEnumerable<string> others =
            from file in Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            let name = Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')
            where
                !name.Contains("/obj/", StringComparison.Ordinal)
                && !name.Contains("/bin/", StringComparison.Ordinal)
                && !Allowed.ContainsKey(name)
            let match = Reading().Match(WrappedCode.Read(file))
            where match.Success
            select $"{name}: {match.Value}";

        others.Should().BeEmpty("InputFile, InputFolder and InputJson read with limits");
    }

    [Test]
    public void The_list_names_only_what_reads() =>
        Allowed
            .Keys.Where(name => !File.Exists(Repository.PathOf(name)) || !Reading().IsMatch(WrappedCode.Read(Repository.PathOf(name))))
            .Should()
            .BeEmpty();

    [GeneratedRegex(
        @"\bFile\.(ReadAll\w+|ReadLines|OpenRead|OpenText|OpenHandle)\(|\bFileMode\.Open, FileAccess\.Read,|\bnew StreamReader\(\w*[Pp]ath|\bDirectory\.(Enumerate|Get)(Files|Directories|FileSystemEntries)\(|\bJson(Document|Node)\.Parse\(|\bJsonSerializer\.Deserialize\w*[<(]"
    )]
    private static partial Regex Reading();
}
