namespace Repro.Project;

/// <summary>A document of the project: a tutorial, a paper, a chapter.</summary>
/// <param name="Id">As claims, filters and test names say it: <c>003</c>, <c>lenet-paper</c>.</param>
/// <param name="Title">What the document is, for reports; null where the project file does not say.</param>
/// <param name="Source">The file name of the document's text, for readers of the project file; null where it is not given.</param>
/// <param name="Url">Where the document is published; null where it is not.</param>
/// <param name="Keras">The version of Keras that the document was written for; null where it is not known.</param>
/// <param name="Headline">The claims that reports show first, in this order.</param>
/// <param name="Summaries">The tables of <c>model.summary()</c> that the document prints.</param>
internal sealed record DocumentDeclaration(
    string Id,
    string? Title,
    string? Source,
    string? Url,
    string? Keras,
    IReadOnlyList<HeadlineCard> Headline,
    IReadOnlyList<SummaryDeclaration> Summaries
)
{
    /// <summary>The address of a line of the document's text; null where there is none.</summary>
    public LineAddress? LineUrl { get; init; }
}

/// <summary>A claim that reports show first.</summary>
/// <param name="Claim">The claim's id.</param>
/// <param name="Label">Network or method that reaches the number.</param>
internal sealed record HeadlineCard(string Claim, string Label);

/// <summary>A table of <c>model.summary()</c> that a document prints.</summary>
/// <param name="Line">The line of the document on which the table begins.</param>
/// <param name="Model">The network with the variants that were in force there: unnamed layers count through a notebook's session.</param>
internal sealed record SummaryDeclaration(int Line, string Model);
