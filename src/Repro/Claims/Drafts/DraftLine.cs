namespace Repro.Claims.Drafts;

/// <summary>A figure that a document seems to claim, found by its form. Nobody has confirmed it, and it counts for nothing.</summary>
/// <param name="Line">Of the document, from 1.</param>
/// <param name="Address">A probe and a quantity; <c>?</c> stands where a person must name the subject.</param>
/// <param name="Expected">As the claim book would write it.</param>
public sealed record DraftLine(int Line, string Address, string Relation, string Expected);
