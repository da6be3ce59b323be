namespace Repro.Claims.Drafts;

/// <summary>How a draft compares with a book that people wrote: same line, same expected value.</summary>
/// <param name="Right">Drafted lines that the book has.</param>
/// <param name="Found">Executable claims of the book that the draft has.</param>
public sealed record DraftScore(int Drafted, int Right, int Claims, int Found)
{
    public double Precision => Drafted == 0 ? 0 : (double)Right / Drafted;

    public double Recall => Claims == 0 ? 0 : (double)Found / Claims;

    /// <param name="claims">Executable ones of the same document.</param>
    public static DraftScore Of(IReadOnlyList<DraftLine> drafts, IReadOnlyList<Claim> claims)
    {
        HashSet<(int, string)> drafted = [.. drafts.Select(draft => (draft.Line, Same(draft.Expected)))];
        HashSet<(int, string)> held = [.. claims.Select(claim => (claim.Where.Line, Same(claim.Check!.Expected.ToString()!)))];
        return new DraftScore(
            drafts.Count,
            drafts.Count(draft => held.Contains((draft.Line, Same(draft.Expected)))),
            claims.Count,
            claims.Count(claim => drafted.Contains((claim.Where.Line, Same(claim.Check!.Expected.ToString()!)))));
    }

    // Spaces and kinds of quotes are the writer's.
    private static string Same(string expected) =>
        string.Concat(expected.Where(character => !char.IsWhiteSpace(character) && character is not ('"' or '\'')));
}
