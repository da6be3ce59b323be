namespace Repro.Training;

/// <summary>The state of the repository that a project is in.</summary>
/// <param name="Commit">The hash of the commit that is checked out.</param>
/// <param name="IsModified">Whether files that decide verdicts differ from it; false too where git could not say.</param>
public sealed record CheckedOut(string Commit, bool IsModified)
{
    /// <param name="folder">The project's folder.</param>
    /// <returns>Null where the folder is not in a clone.</returns>
    public static CheckedOut? Of(string folder) => GitCommit.Find(folder) is { } commit
        ? new CheckedOut(commit, UncommittedChanges.Known(folder, UncommittedChanges.OfVerdicts) == true)
        : null;

    public override string ToString() => IsModified ? $"{Commit} with uncommitted changes" : Commit;
}
