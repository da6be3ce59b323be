using System.Globalization;
using System.Text.RegularExpressions;
using Repro.Inputs;
using Repro.Outputs;

namespace Repro.Training.State;

/// <summary>One seed's folder, <c>RUN/ENGINE/seed-N</c>, locked while in use. A finished one holds <c>record.json</c>.</summary>
internal sealed partial class RunFolder : IDisposable
{
    // RUN, ENGINE and the seed.
    private const int LevelsBelowRoot = 3;

    private readonly FileStream _lock;
    private readonly int _made;

    private RunFolder(string path, FileStream lockFile, int made)
    {
        Path = path;
        _lock = lockFile;
        _made = made;
    }

    public string Path { get; }

    public string History => HistoryOf(Path);

    public string Checkpoint => System.IO.Path.Combine(Path, "checkpoint.bin");

    public string Weights => WeightsOf(Path);

    public string Record => RecordOf(Path);

    public bool IsFinished => File.Exists(Record);

    public static string HistoryOf(string folder) => System.IO.Path.Combine(folder, "history.csv");

    public static string WeightsOf(string folder) => System.IO.Path.Combine(folder, "weights.bin");

    public static string RecordOf(string folder) => System.IO.Path.Combine(folder, "record.json");

    /// <summary>
    /// The folder of a seed's results. A trial of fewer epochs has a folder of its own, so that it is not mistaken for a whole training.
    /// </summary>
    public static string PathOf(string root, string run, string backend, int seed, int? shortenedTo = null)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"seed-{seed}");
        return System.IO.Path.Combine(
            root,
            run,
            backend,
            shortenedTo is null ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-epochs-{shortenedTo}")
        );
    }

    /// <summary>
    /// A sentence that names finished trials of fewer epochs, for a message that a whole training is missing; empty if there are none.
    /// </summary>
    /// <param name="seed">Only trials of this seed; null for all seeds.</param>
    public static string TrialsBeside(string root, string run, string backend, int? seed = null)
    {
        string folder = System.IO.Path.Combine(root, run, backend);
        string pattern = string.Create(CultureInfo.InvariantCulture, $"seed-{(seed is null ? "*" : seed)}-epochs-*");
        string[] trials = Directory.Exists(folder)
            ? [.. InputFolder.Folders(folder, pattern).Where(trial => File.Exists(RecordOf(trial)))]
            : [];
        return trials.Length == 0 ? "" : $" There are trials of fewer epochs, which are not evidence: {string.Join(", ", trials)}.";
    }

    /// <summary>
    /// A sentence that a training was begun in a folder and not finished, and the command that resumes it; empty where none was begun.
    /// </summary>
    public static string Unfinished(string path)
    {
        if (File.Exists(RecordOf(path)) || !(File.Exists(HistoryOf(path)) || File.Exists(System.IO.Path.Combine(path, "checkpoint.bin"))))
        {
            return "";
        }

        string[] names = System
            .IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path))
            .Split(System.IO.Path.DirectorySeparatorChar);
        Match seed = Seed().Match(names[^1]);
        string resume =
            seed.Success && names.Length > LevelsBelowRoot && PlainName.IsValid(names[^3]) && PlainName.IsValid(names[^2])
                ? $"Resume it: repro train {names[^3]} --seeds {seed.Groups["seed"].Value}{(seed.Groups["epochs"].Success ? $" --epochs {seed.Groups["epochs"].Value}" : "")} --backend {names[^2].ToLowerInvariant()} --runs {string.Join(System.IO.Path.DirectorySeparatorChar, names[..^LevelsBelowRoot])}"
                : "The command that began it resumes it.";
        return $"The training in '{path}' is unfinished. {resume}";
    }

    [GeneratedRegex(@"^seed-(?<seed>[0-9]{1,9})(?:-epochs-(?<epochs>[0-9]{1,9}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Seed();

    /// <summary>Creates the folder if needed and locks it.</summary>
    /// <exception cref="InputException">It cannot be written to, another process uses it, or its file system has no locks.</exception>
    public static RunFolder Open(string path)
    {
        int made = MissingLevels(path);
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"Cannot write to '{path}': {exception.Message} Choose another folder with --runs.", exception);
        }

        string file = System.IO.Path.Combine(path, "lock");
        try
        {
            // The operating system releases the lock when the process ends, even after a crash; the empty file stays.
            RunFolder folder = new(path, new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), made);
            folder.RequireLock();
            folder.RemoveHalfWritten();
            return folder;
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new InputException($"Cannot write to '{path}': {exception.Message} Choose another folder with --runs.", exception);
        }
        catch (IOException exception)
        {
            throw new InputException(
                File.Exists(file)
                    ? $"'{path}' is in use by another training, or cannot be written to: {exception.Message} Wait for it, or choose another folder with --runs."
                    : $"Cannot write to '{path}': {exception.Message} Choose another folder with --runs.",
                exception
            );
        }
    }

    /// <summary>Removes a training with all its files, so that another one can begin in the folder.</summary>
    /// <exception cref="InputException">A file cannot be removed.</exception>
    public void Clear()
    {
        try
        {
            // The record goes first: a process that is killed here leaves no folder that looks finished.
            File.Delete(Record);
            foreach (FileSystemInfo entry in new DirectoryInfo(Path).EnumerateFileSystemInfos())
            {
                if (entry is DirectoryInfo { LinkTarget: null } folder)
                {
                    folder.Delete(recursive: true);
                }
                else if (entry.FullName != System.IO.Path.GetFullPath(_lock.Name))
                {
                    entry.Delete();
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"The training in '{Path}' cannot be replaced: {exception.Message} Choose another folder with --runs.",
                exception
            );
        }
    }

    /// <summary>Releases the lock. A folder in which no training was begun (for example, because data is missing) is removed.</summary>
    public void Dispose()
    {
        if (!IsUnused())
        {
            _lock.Dispose();
            return;
        }

        // The lock file is deleted while it is locked: afterwards it might belong to another training.
        // Windows cannot delete an open file, so there another training's lock file is safe.
        if (OperatingSystem.IsWindows())
        {
            _lock.Dispose();
        }

        RemoveUnused();
        _lock.Dispose();
    }

    // If the folder was removed or replaced by a file, nothing needs to be removed; the write that failed has reported it.
    private bool IsUnused()
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(Path).Count() == 1;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // If the file system grants every lock, two trainings would write to the same history.
    private void RequireLock()
    {
        if (FileLocks.Hold(_lock))
        {
            return;
        }

        Dispose();
        throw new InputException(
            $"File locks do not work in '{Path}', so that a second training in the same folder could not be kept out. Choose a folder on another file system with --runs; `repro doctor --runs FOLDER` tests one."
        );
    }

    private static int MissingLevels(string path)
    {
        int missing = 0;
        for (
            string? folder = System.IO.Path.GetFullPath(path);
            folder is not null && !Directory.Exists(folder);
            folder = System.IO.Path.GetDirectoryName(folder)
        )
        {
            missing++;
        }

        return missing;
    }

    // A process that was killed during a write leaves its temporary file; this process holds the lock, so no other one writes here.
    private void RemoveHalfWritten()
    {
        foreach (string file in Directory.EnumerateFiles(Path, "*" + TemporaryName.Ending))
        {
            Leftovers.Discard(file);
        }
    }

    private void RemoveUnused()
    {
        try
        {
            File.Delete(_lock.Name);
            string? folder = System.IO.Path.GetFullPath(Path);
            for (int level = 0; level < Math.Max(LevelsBelowRoot, _made) && !Directory.EnumerateFileSystemEntries(folder!).Any(); level++)
            {
                Directory.Delete(folder!);
                folder = System.IO.Path.GetDirectoryName(folder);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // An empty folder that remains, or that another training uses by now, does no harm.
        }
    }
}
