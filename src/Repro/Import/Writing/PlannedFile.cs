namespace Repro.Import.Writing;

/// <summary>What happens to a file.</summary>
internal enum FileChange
{
    /// <summary>It is written.</summary>
    New,

    /// <summary>It has rows or entries added; what it had stays.</summary>
    Changed,

    /// <summary>It has this content already.</summary>
    Same,

    /// <summary>It exists with another content, and stays.</summary>
    Kept,
}

/// <summary>A file of an import.</summary>
/// <param name="Path">Relative to the project, with <c>/</c>.</param>
/// <param name="Note">For the summary: how many rows were added, or what to do about a difference.</param>
internal sealed record PlannedFile(string Path, string Text, FileChange Change, string Note = "")
{
    public bool IsWritten => Change is FileChange.New or FileChange.Changed;
}
