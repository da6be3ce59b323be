namespace Repro.Training;

/// <summary>The state of the repository that code, configurations and recorded evidence come from.</summary>
/// <param name="Commit">The hash of the commit that is checked out.</param>
/// <param name="IsModified">Whether files that decide verdicts differ from it; false too where git could not say.</param>
public sealed record CheckedOut(string Commit, bool IsModified)
{
    /// <summary>Of this repository; null where it is no clone.</summary>
    public static CheckedOut? Now() => GitCommit.Find(Repository.Root) is { } commit
        ? new CheckedOut(commit, UncommittedChanges.InRepository(UncommittedChanges.OfVerdicts) == true)
        : null;

    public override string ToString() => IsModified ? $"{Commit} with uncommitted changes" : Commit;
}
