using Repro.Outputs;

namespace Repro.Jobs.Queue;

/// <summary>
/// The files of a queue, in <c>queue/</c> beside the folders of its trainings: a copy of the plan, the state, the lock of the process
/// that works on it, and the requests to pause and to stop, which are empty files.
/// </summary>
/// <param name="output">The folder of all runs.</param>
internal sealed class QueueFolder(string output)
{
    public string Output => output;

    public string Plan => FileOf("plan.json");

    public string State => FileOf("state.json");

    /// <summary>Whether the training is to wait; the request outlives the process that waits.</summary>
    public bool PauseRequested => File.Exists(FileOf("pause"));

    public bool StopRequested => File.Exists(FileOf("stop"));

    /// <summary>When the end was last asked for; null where it was not.</summary>
    public DateTime? StopRequestedAt => StopRequested ? File.GetLastWriteTimeUtc(FileOf("stop")) : null;

    /// <summary>Whether a process works on the queue.</summary>
    public bool IsRunning => LockFile.IsHeld(FileOf("lock"));

    private string FileOf(string name) => Path.Combine(output, "queue", name);

    /// <exception cref="InputException">The folder holds no queue.</exception>
    public void RequirePresent()
    {
        if (!File.Exists(Plan))
        {
            throw new InputException($"'{output}' has no queue. Start one: repro queue run PLAN --runs {output}");
        }
    }

    /// <summary>
    /// Takes the queue for this process. The operating system gives the lock back when the process ends, however it ends.
    /// </summary>
    /// <exception cref="InputException">Another process works on it, or the folder cannot be written to.</exception>
    public IDisposable Lock()
    {
        string file = FileOf("lock");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            IDisposable taken = LockFile.Take(file);
            Leftovers.Remove(Path.GetDirectoryName(file)!);
            return taken;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                File.Exists(output) ? $"'{output}' is a file and not a folder. Choose another folder with --runs."
                    : IsRunning
                        ? $"Another process works on the queue in '{output}'. `repro queue status {output}` shows it, `repro queue stop {output}` stops it."
                    : $"Cannot write to '{output}': {exception.Message} Choose another folder with --runs.",
                exception
            );
        }
    }

    /// <exception cref="InputException">The folder cannot be written to.</exception>
    public void RequestPause() => OutputFile.WriteText(FileOf("pause"), "");

    /// <summary>Takes the request to pause back.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InputException">The folder cannot be written to.</exception>
    public bool Resume()
    {
        bool paused = PauseRequested;
        Delete("pause");
        return paused;
    }

    /// <exception cref="InputException">The folder cannot be written to.</exception>
    public void RequestStop() => OutputFile.WriteText(FileOf("stop"), "");

    /// <exception cref="InputException">The folder cannot be written to.</exception>
    public void ClearStop() => Delete("stop");

    /// <summary>Takes back a request that was meant for an earlier process; one that was made since then stays.</summary>
    /// <param name="at"><see cref="StopRequestedAt"/> before this process took the queue.</param>
    /// <exception cref="InputException">The folder cannot be written to.</exception>
    public void ClearStop(DateTime? at)
    {
        if (at is not null && StopRequestedAt == at)
        {
            ClearStop();
        }
    }

    private void Delete(string name)
    {
        try
        {
            File.Delete(FileOf(name));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"Cannot delete '{FileOf(name)}': {exception.Message}", exception);
        }
    }
}
