using System.Globalization;
using Repro.Claims;

namespace Repro.Reports.Html;

/// <summary>Each document in reading order with every claim.</summary>
internal static class DocumentsSection
{
    private static readonly string[] About =
    [
        "VGG16 under a new head, kernels and feature maps (a notebook)",
        "from digits to a fine-tuned VGG16, and what it learned (a notebook)",
        "the activations of a saved network (a short note)",
        "the chapter on convolutional networks (a book)",
        "feature extraction, and ResNet50's first rows (a short note)",
    ];

    public static string Anchor(int document) => string.Create(CultureInfo.InvariantCulture, $"document-{document}");

    /// <summary>The document's number, and where there is room what it is about.</summary>
    public static Markup Name(int document) => Markup.Of($"Document {document}{Markup.If(document < About.Length, () => Markup.Of($"<span class=\"about\">: {About[document]}</span>"))}");

    public static Markup Of(ReportContents contents) => Markup.Of(
        $"""
        <section id="documents" aria-labelledby="documents-h">
        <h2 id="documents-h">Every statement, in reading order</h2>
        <div id="filter" role="search" aria-label="Statements" hidden></div>
        {contents.Verification.Results.GroupBy(result => result.Claim.Document).OrderBy(group => group.Key).Select(Document)}</section>

        """);

    private static Markup Document(IGrouping<int, ClaimResult> document)
    {
        ClaimResult[] results = [.. document.OrderBy(result => result.Claim.Line)];
        IEnumerable<string> counts = VerdictMarks.All.Select(verdict => (verdict, count: results.Count(result => result.Verdict == verdict))).Where(pair => pair.count > 0)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.count} {VerdictMarks.Words(pair.verdict).ToLowerInvariant()}"));
        return Markup.Of(
            $"""
            <details class="part" id="{Anchor(document.Key)}"><summary><h3>{Name(document.Key)}</h3> <span class="tally">{string.Join(", ", counts)}</span>{VerdictMarks.Bar(results)}</summary>
            {ClaimTable.OfDocument($"Statements of document {document.Key.ToString(CultureInfo.InvariantCulture)} by line", results)}</details>

            """);
    }
}
