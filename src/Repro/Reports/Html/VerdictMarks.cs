using Repro.Claims;

namespace Repro.Reports.Html;

/// <summary>Verdicts as a page shows them: a sign, a word and a colour, never the colour alone.</summary>
internal static class VerdictMarks
{
    public static IReadOnlyList<Verdict> All { get; } = Enum.GetValues<Verdict>();

    /// <summary>The style sheet's class.</summary>
    public static string Class(Verdict verdict) => verdict.ToString().ToLowerInvariant();

    public static string Words(Verdict verdict) =>
        verdict switch
        {
            Verdict.NotRun => "Not run",
            Verdict.NotExecutable => "Not executable",
            _ => verdict.ToString(),
        };

    public static Markup Badge(Verdict verdict) =>
        Markup.Of($"<span class=\"badge {Class(verdict)}\"><span aria-hidden=\"true\">{Sign(verdict)}</span> {Words(verdict)}</span>");

    /// <summary>A bar whose parts are as long as there are results of each verdict; the numbers stand beside it in words.</summary>
    public static Markup Bar(IReadOnlyList<ClaimResult> results) =>
        Markup.Of(
            $"<span class=\"bar\" aria-hidden=\"true\">{All.Select(verdict => (verdict, count: results.Count(result => result.Verdict == verdict))).Where(part => part.count > 0).Select(part => Markup.Of($"<span class=\"{Class(part.verdict)}\" style=\"flex-grow:{part.count}\"></span>"))}</span>"
        );

    private static string Sign(Verdict verdict) =>
        verdict switch
        {
            Verdict.Reproduced => "✓",
            Verdict.Refuted => "✗",
            Verdict.Inconclusive => "?",
            Verdict.NotRun => "○",
            _ => "–",
        };
}
