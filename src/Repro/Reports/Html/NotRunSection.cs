using Repro.Claims;

namespace Repro.Reports.Html;

/// <summary>Claims that were not run, and how to run them.</summary>
internal static class NotRunSection
{
    public static Markup Of(ReportContents contents) =>
        Markup.If(
            contents.Verification.Lacks.Count > 0,
            () =>
                Markup.Of(
                    $"""
                    <section id="notrun" aria-labelledby="notrun-h">
                    <h2 id="notrun-h">Claims that were not run, and how to run them</h2>
                    <table class="lacks"><caption class="hidden">What is missing, the number of claims that need it, and the remedy</caption>
                    <thead><tr><th scope="col">Missing</th><th scope="col">Waiting</th><th scope="col">Remedy</th></tr></thead>
                    <tbody>
                    {contents.Verification.Lacks.Select(Row)}</tbody></table>
                    </section>

                    """
                )
        );

    private static Markup Which(IReadOnlyList<ClaimResult> claims) =>
        Markup.Of(
            $"<details><summary>{claims.Count} {(claims.Count == 1 ? "claim" : "claims")}</summary>{Markup.Join(claims.Select(result => Markup.Of($"<a href=\"#{ClaimTable.Anchor(result.Claim)}\">{result.Claim.Document}:{result.Claim.Where.ToString()}</a>")), ", ")}</details>"
        );

    private static Markup Row((MissingPrerequisite Lack, IReadOnlyList<ClaimResult> Claims) lack) =>
        Markup.Of(
            $"<tr><th scope=\"row\">{lack.Lack.What}</th><td>{Which(lack.Claims)}</td><td>{Markup.Prose(lack.Lack.Remedy)}</td></tr>\n"
        );
}
