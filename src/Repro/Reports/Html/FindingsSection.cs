using System.Globalization;
using Repro.Claims;

namespace Repro.Reports.Html;

/// <summary>
/// What deserves attention: unexpected verdicts, what measuring refutes, what seeds do not decide, and statements that contradict
/// each other.
/// </summary>
internal static class FindingsSection
{
    public static Markup Of(ReportContents contents)
    {
        VerificationReport verification = contents.Verification;
        return Markup.Of(
            $"""
            {Selection(
                "disagreements",
                "Unexpected verdicts",
                "Verdicts that contradict the expected ones: the code, the evidence or the claim file is wrong.",
                verification.Disagreements,
                open: true
            )}{Selection(
                "refuted",
                "Refuted claims",
                "The measured value is not the one in the document.",
                verification.RefutedAsHeld,
                open: true
            )}{Selection(
                "undecided",
                "Inconclusive claims",
                "Too few of the declared trainings are recorded, single trainings vary more than the margin of the claim, or the stated value is between the 95 % and the 99 % interval.",
                verification.Inconclusive,
                open: false
            )}{Contradictions(verification)}
            """
        );
    }

    private static Markup Selection(string id, string heading, string lead, IReadOnlyList<ClaimResult> results, bool open) =>
        Markup.If(
            results.Count > 0,
            () =>
                Markup.Of(
                    $"""
                    <section id="{id}" aria-labelledby="{id}-h">
                    <h2 id="{id}-h">{heading}</h2>
                    <p>{lead}</p>
                    <details class="part"{(open ? new Markup(" open") : Markup.Empty)}><summary>{results.Count} {(
                        results.Count == 1 ? "claim" : "claims"
                    )}</summary>
                    {ClaimTable.OfSelection(heading, results)}</details>
                    </section>

                    """
                )
        );

    private static Markup Contradictions(VerificationReport verification) =>
        Markup.If(
            verification.Groups.Count > 0,
            () =>
                Markup.Of(
                    $"""
                    <section id="groups" aria-labelledby="groups-h">
                    <h2 id="groups-h">Related statements</h2>
                    <p>Where documents, or lines of one document, say different things, and where a number is judged as executed and as written. Each statement keeps its own verdict.</p>
                    {verification.Groups.Select(group => Group(group))}</section>

                    """
                )
        );

    private static Markup Group(ReportGroup group)
    {
        IEnumerable<Markup> badges = group
            .Claims.GroupBy(result => result.Verdict)
            .OrderBy(same => same.Key)
            .Select(same => Markup.Of($" {same.Count()} × {VerdictMarks.Badge(same.Key)}"));
        return Markup.Of(
            $"""
            <details class="part group" id="{ClaimTable.Group(group.Name)}"><summary><h3>{Title(
                group.Name
            )}</h3>{group.Shown} {badges}</summary>
            {ClaimTable.OfSelection(Title(group.Name), group.Claims)}</details>

            """
        );
    }

    /// <summary>A group as a heading: <c>c03-cached-feature-accuracy</c> is "Cached feature accuracy (c03)".</summary>
    public static string Title(string name)
    {
        int dash = name.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0 || dash == name.Length - 1)
        {
            return name;
        }

        string words = name[(dash + 1)..].Replace('-', ' ');
        return $"{char.ToUpper(words[0], CultureInfo.InvariantCulture)}{words[1..]} ({name[..dash]})";
    }
}
