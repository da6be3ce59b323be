using System.Globalization;
using System.Text.RegularExpressions;
using Repro.Outputs;

namespace Repro.Training;

/// <summary>One seed's folder, <c>RUN/ENGINE/seed-N</c>, locked while in use. A finished one holds <c>record.json</c>.</summary>
public sealed partial class RunFolder : IDisposable
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

    /// <summary>Where a seed's results lie; a trial of fewer epochs has a folder of its own, so that it never passes for the run.</summary>
    public static string PathOf(string root, string run, string engine, int seed, int? shortenedTo = null)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"seed-{seed}");
        return System.IO.Path.Combine(root, run, engine, shortenedTo is null ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-epochs-{shortenedTo}"));
    }

    /// <summary>A sentence on finished trials of fewer epochs, where somebody may look for a whole training; empty where there are none.</summary>
    /// <param name="seed">Of this seed only; null for all.</param>
    public static string TrialsBeside(string root, string run, string engine, int? seed = null)
    {
        string folder = System.IO.Path.Combine(root, run, engine);
        string pattern = string.Create(CultureInfo.InvariantCulture, $"seed-{(seed is null ? "*" : seed)}-epochs-*");
        string[] trials = Directory.Exists(folder) ? [.. InputFolder.Folders(folder, pattern).Where(trial => File.Exists(RecordOf(trial)))] : [];
        return trials.Length == 0 ? "" : $" There are trials of fewer epochs, which are no evidence: {string.Join(", ", trials)}.";
    }

    /// <summary>A sentence that a training was begun in a folder and not finished, and the command that resumes it; empty where none was begun.</summary>
    public static string Unfinished(string path)
    {
        if (File.Exists(RecordOf(path)) || !(File.Exists(HistoryOf(path)) || File.Exists(System.IO.Path.Combine(path, "checkpoint.bin"))))
        {
            return "";
        }

        string[] names = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path)).Split(System.IO.Path.DirectorySeparatorChar);
        Match seed = Seed().Match(names[^1]);
        string resume = seed.Success && names.Length > LevelsBelowRoot && PlainName.IsValid(names[^3]) && PlainName.IsValid(names[^2])
            ? $"Resume it: repro train {names[^3]} --seeds {seed.Groups[1].Value}{(seed.Groups[2].Success ? $" --epochs {seed.Groups[2].Value}" : "")} --backend {names[^2].ToLowerInvariant()} --out {string.Join(System.IO.Path.DirectorySeparatorChar, names[..^LevelsBelowRoot])}"
            : "The command that began it resumes it.";
        return $"The training in '{path}' is unfinished. {resume}";
    }

    [GeneratedRegex(@"^seed-([0-9]{1,9})(?:-epochs-([0-9]{1,9}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Seed();

    /// <summary>Makes the folder if need be and locks it.</summary>
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
            throw new InputException($"Cannot write to '{path}': {exception.Message} Choose another folder with --out.", exception);
        }

        string file = System.IO.Path.Combine(path, "lock");
        try
        {
            // The operating system drops the lock when the process ends, however it ends; the empty file stays.
            RunFolder folder = new(path, new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), made);
            folder.RequireLock();
            folder.RemoveHalfWritten();
            return folder;
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new InputException($"Cannot write to '{path}': {exception.Message} Choose another folder with --out.", exception);
        }
        catch (IOException exception)
        {
            throw new InputException(
                File.Exists(file)
                    ? $"'{path}' is in use by another training, or cannot be written to: {exception.Message} Wait for it, or choose another folder with --out."
                    : $"Cannot write to '{path}': {exception.Message} Choose another folder with --out.",
                exception);
        }
    }

    /// <summary>Gives the lock back. A folder in which nothing was begun (data was missing, say) leaves no trace.</summary>
    public void Dispose()
    {
        if (!IsUnused())
        {
            _lock.Dispose();
            return;
        }

        // Where an open file can be deleted this is done under the lock: later, it might be another training's.
        // Windows cannot, and there another training's lock cannot be deleted either.
        if (OperatingSystem.IsWindows())
        {
            _lock.Dispose();
        }

        RemoveUnused();
        _lock.Dispose();
    }

    // A folder that was removed, or replaced by a file, in the meantime has nothing to clear away; whoever wrote there has said so.
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

    // Where every lock is granted two trainings would write one history.
    private void RequireLock()
    {
        if (FileLocks.Hold(_lock))
        {
            return;
        }

        Dispose();
        throw new InputException($"File locks do not work in '{Path}', so that a second training in the same folder could not be kept out. Choose a folder on another file system with --out; `repro doctor --out FOLDER` tests one.");
    }

    private static int MissingLevels(string path)
    {
        int missing = 0;
        for (string? folder = System.IO.Path.GetFullPath(path); folder is not null && !Directory.Exists(folder); folder = System.IO.Path.GetDirectoryName(folder))
        {
            missing++;
        }

        return missing;
    }

    // A process that was killed while it wrote leaves the temporary neighbour of the file; nobody else writes here now.
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
            // An empty folder that stays, or that another training has taken meanwhile, does no harm.
        }
    }
}
