using Repro.Project;

namespace Repro.Training.State;

/// <summary>The state of the repository that a project is in.</summary>
/// <param name="Commit">The hash of the commit that is checked out.</param>
/// <param name="IsModified">Whether files that decide verdicts differ from it; false too where git could not say.</param>
internal sealed record CheckedOut(string Commit, bool IsModified)
{
    /// <returns>Null where the project's folder is not in a clone.</returns>
    public static CheckedOut? Of(ReproProject project) =>
        GitCommit.Find(project.Root) is { } commit
            ? new CheckedOut(commit, UncommittedChanges.Known(project.Root, UncommittedChanges.OfVerdicts(project)) == true)
            : null;

    public override string ToString() => IsModified ? $"{Commit} with uncommitted changes" : Commit;
}
