namespace Repro.TensorFlow.Native;

/// <summary>Where TensorFlow's native library lies, by what the user names.</summary>
/// <param name="File">The library's full path.</param>
/// <param name="First">Libraries to load before it by full path, so that neither the loader's path nor a link is needed.</param>
internal sealed record LibraryLocation(string File, IReadOnlyList<string> First)
{
    /// <summary>What to do about a library that does not serve; every message about one ends with it.</summary>
    public const string Advice =
        "Name the libtensorflow of TensorFlow 2.15 to 2.21 with REPRO_LIBTENSORFLOW or 'libtensorflow' in configs/repro.json: "
        + "its file, its folder, or the folder 'tensorflow' of an installed Python package (pip install tensorflow-cpu, or tensorflow[and-cuda] for GPUs).";

    private const string Framework = "libtensorflow_framework.so.2";

    // The Python package's names, then those of TensorFlow's C archive and of SciSharp's package.
    private static readonly string[] Names =
    [
        "libtensorflow_cc.so.2",
        "libtensorflow_cc.so",
        "libtensorflow.so.2",
        "libtensorflow.so",
        "libtensorflow_cc.2.dylib",
        "libtensorflow.2.dylib",
        "libtensorflow.dylib",
    ];

    // The folder itself, the packages' folder above it, and the C archive's.
    private static readonly string[] Folders = ["", "tensorflow", "lib"];

    // These come in the same packages, but TensorFlow does not use them, and loading them prints or fails.
    private static readonly string[] Unused = ["libnvblas", "libnvshmem", "nvshmem_"];

    /// <param name="where">The library's file, its folder, or the folder of an installed <c>tensorflow</c> Python package.</param>
    /// <exception cref="InputException">There is none.</exception>
    public static LibraryLocation Find(string where)
    {
        string file =
            System.IO.File.Exists(where) ? Path.GetFullPath(where)
            : Directory.Exists(where) ? InFolder(where)
            : throw new InputException($"{where}: TensorFlow's native library was not found: the file or folder does not exist. {Advice}");
        string folder = Path.GetDirectoryName(file)!;
        string framework = Path.Combine(folder, Framework);
        List<string> first = HasNvidiaDriver() ? [.. NvidiaLibraries(folder)] : [];
        if (System.IO.File.Exists(framework) && framework != file)
        {
            first.Add(framework);
        }

        return new LibraryLocation(file, first);
    }

    /// <summary>CUDA's libraries in the packages beside TensorFlow's own: <c>nvidia/*/lib</c>.</summary>
    /// <param name="folder">The library's folder.</param>
    public static IEnumerable<string> NvidiaLibraries(string folder)
    {
        string packages = Path.Combine(Path.GetDirectoryName(folder) ?? folder, "nvidia");
        if (!Directory.Exists(packages))
        {
            return [];
        }

        return from package in Directory.EnumerateDirectories(packages).Order(StringComparer.Ordinal)
            let libraries = Path.Combine(package, "lib")
            where Directory.Exists(libraries)
            from file in Directory.EnumerateFiles(libraries, "*.so*").Order(StringComparer.Ordinal)
            where !Unused.Any(unused => Path.GetFileName(file).StartsWith(unused, StringComparison.Ordinal))
            select file;
    }

    private static string InFolder(string root) =>
        (from folder in Folders from name in Names select Path.GetFullPath(Path.Combine(root, folder, name))).FirstOrDefault(
            System.IO.File.Exists
        )
        ?? throw new InputException(
            $"{root}: this folder has no TensorFlow library (looked for {string.Join(", ", Names[..4])}, also in 'tensorflow' and 'lib' in it). {Advice}"
        );

    // Without a driver there is nothing for them to do, and they are gigabytes. WSL has its driver elsewhere.
    private static bool HasNvidiaDriver() =>
        System.IO.File.Exists("/proc/driver/nvidia/version")
        || System.IO.File.Exists("/dev/nvidiactl")
        || System.IO.File.Exists("/dev/dxg");
}
