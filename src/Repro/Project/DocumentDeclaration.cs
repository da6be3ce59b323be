namespace Repro.Project;

/// <summary>A document of the project: a tutorial, a paper, a chapter.</summary>
/// <param name="Id">As claims, filters and test names say it: <c>003</c>, <c>lenet-paper</c>.</param>
/// <param name="Title">What the document is, for reports; null where the project file does not say.</param>
/// <param name="Source">The document's file name, in the folder that <c>REPRO_DOCUMENTS</c> names; null where there is none.</param>
/// <param name="Url">Where the document is published; null where it is not.</param>
/// <param name="Keras">The version of Keras that the document was written for; null where it is not known.</param>
/// <param name="Headline">The claims that reports show first, in this order.</param>
public sealed record DocumentDeclaration(string Id, string? Title, string? Source, string? Url, string? Keras, IReadOnlyList<HeadlineCard> Headline);

/// <summary>A claim that reports show first.</summary>
/// <param name="Claim">The claim's id.</param>
/// <param name="Label">What is said to reach the number.</param>
public sealed record HeadlineCard(string Claim, string Label);
