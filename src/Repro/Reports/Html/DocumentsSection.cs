using System.Globalization;
using Repro.Claims;
using Repro.Project;

namespace Repro.Reports.Html;

/// <summary>Each document in reading order with every claim.</summary>
internal static class DocumentsSection
{
    public static string Anchor(string document) => $"document-{document}";

    /// <summary>The document's id, and its title where the project says one.</summary>
    public static Markup Name(string document, string? title) =>
        Markup.Of($"Document {document}{Markup.If(title is not null, () => Markup.Of($"<span class=\"about\">: {title}</span>"))}");

    public static Markup Of(ReportContents contents) =>
        Markup.Of(
            $"""
            <section id="documents" aria-labelledby="documents-h">
            <h2 id="documents-h">Every statement, in reading order</h2>
            <div id="filter" role="search" aria-label="Statements" hidden></div>
            {contents.ByDocument.Select(document => Document(document, contents.DeclarationOf(document.Key)))}</section>

            """
        );

    private static Markup Document(IGrouping<string, ClaimResult> document, DocumentDeclaration? declaration)
    {
        ClaimResult[] results = [.. document.OrderBy(result => result.Claim.Where)];
        IEnumerable<string> counts = VerdictMarks
            .All.Select(verdict => (verdict, count: results.Count(result => result.Verdict == verdict)))
            .Where(pair => pair.count > 0)
            .Select(pair =>
                string.Create(CultureInfo.InvariantCulture, $"{pair.count} {VerdictMarks.Words(pair.verdict).ToLowerInvariant()}")
            );
        return Markup.Of(
            $"""
            <details class="part" id="{Anchor(document.Key)}"><summary><h3>{Name(
                document.Key,
                declaration?.Title
            )}</h3> <span class="tally">{string.Join(", ", counts)}</span>{VerdictMarks.Bar(results)}</summary>
            {Published(declaration)}{ClaimTable.OfDocument(
                $"Statements of document {document.Key} by line",
                results,
                declaration?.LineUrl
            )}</details>

            """
        );
    }

    private static Markup Published(DocumentDeclaration? declaration) =>
        Markup.If(
            declaration?.Url is not null,
            () => Markup.Of($"<p>Published at <a href=\"{declaration!.Url}\" rel=\"noopener noreferrer\">{declaration.Url}</a></p>\n")
        );
}
