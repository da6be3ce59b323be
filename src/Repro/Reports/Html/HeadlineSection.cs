using System.Globalization;
using Repro.Claims;
using Repro.Figures.Curves;

namespace Repro.Reports.Html;

/// <summary>
/// What a reader came for: do the documents' numbers hold? The headline claims, then all statements by document and verdict.
/// </summary>
internal static class HeadlineSection
{
    public static Markup Of(ReportContents contents) =>
        Markup.Of(
            $"""
            <section id="answer" aria-labelledby="answer-h">
            <h1 id="answer-h">{contents.Title}</h1>
            <p class="lead">{Lead(contents)}</p>
            {Markup.If(
                contents.Headlines.Count > 0,
                () =>
                    Markup.Of($"<h2 id=\"headlines\">Headline claims</h2>\n<ul class=\"cards\">\n{contents.Headlines.Select(Card)}</ul>\n")
            )}<h2 id="counts">All claims</h2>
            {Counts(contents)}</section>

            """
        );

    private static Markup Lead(ReportContents contents)
    {
        IReadOnlyList<ClaimResult> results = contents.Verification.Results;
        int documents = results.Select(result => result.Claim.Document).Distinct().Count();
        int executable = results.Count(result => result.Claim.Check is not null);
        string contradict = contents.Verification.Disagreements.Count switch
        {
            0 => "No verdict contradicts its expected verdict.",
            1 => "1 verdict contradicts its expected verdict.",
            var many => $"{many.ToString(CultureInfo.InvariantCulture)} verdicts contradict their expected verdicts.",
        };
        return Markup.Of(
            $"{results.Count:N0} {Plural(results.Count, "claim")} of {documents} {Plural(documents, "document")} {(results.Count == 1 ? "is" : "are")} in the claim files; {executable:N0} can be measured: <strong>{contents.Count(Verdict.Reproduced):N0} Reproduced</strong>, <strong>{contents.Count(Verdict.Refuted):N0} Refuted</strong>, {contents.Count(Verdict.Inconclusive):N0} Inconclusive and {contents.Count(Verdict.NotRun):N0} NotRun. {contradict}"
        );
    }

    private static Markup Card(HeadlineAnswer answer)
    {
        ClaimResult result = answer.Result;
        SeedsFinding? seeds = result.Finding.Backends is [var first, ..] ? first : null;
        return Markup.Of(
            $"""
            <li class="card {VerdictMarks.Class(result.Verdict)}">
            <h3>{Stated(answer)}</h3>
            <p>{answer.Network}</p>
            <p class="verdict">{VerdictMarks.Badge(result.Verdict)}</p>
            {Markup.If(
                answer.Values.Count > 0,
                () =>
                    new Markup(
                        StripDrawing.Draw(answer.Stated, answer.Values, seeds!.Low, seeds.High, number => answer.Show(number, decimals: 1))
                    )
            )}<p>{Because(answer, seeds)}</p>
            <p class="source"><a href="#{ClaimTable.Anchor(result.Claim)}">Document {result.Claim.Document}, {(
                result.Claim.Where.Cell is null ? "line " : ""
            )}{result.Claim.Where.ToString()}<span class="hidden">: evidence for {Stated(answer)}</span></a></p>
            </li>

            """
        );
    }

    private static Markup Because(HeadlineAnswer answer, SeedsFinding? seeds) =>
        (answer.Result.Finding, seeds) switch
        {
            ({ Lack: { } lack }, _) => Markup.Of($"Missing: {lack.What}. <span class=\"remedy\">{Markup.Prose(lack.Remedy)}</span>"),
            (_, { Mean: { } mean, Low: { } low, High: { } high }) => Markup.Of(
                $"{seeds.Seeds.Count} trainings gave {Show(answer, mean)} on average; 95 % of single trainings are between {Show(answer, low)} and {Show(answer, high)}."
            ),
            (_, { }) => Markup.Of(
                $"{seeds.Seeds.Count} of the {seeds.Declared} trainings that were declared {(seeds.Seeds.Count == 1 ? "is" : "are")} recorded{(answer.Values.Count > 0 ? $"; so far {Show(answer, answer.Values.Average())}" : "")}. The verdict needs all of them."
            ),
            var (finding, _) => Markup.Of($"{finding.Why}"),
        };

    private static Markup Counts(ReportContents contents)
    {
        IReadOnlyList<ClaimResult> all = contents.Verification.Results;
        return Markup.Of(
            $"""
            {VerdictMarks.Bar(all)}
            <div class="scroll" tabindex="0" role="region" aria-labelledby="counts"><table class="counts"><caption class="hidden">Statements by document and verdict</caption>
            <thead><tr><th scope="col">Document</th><th scope="col">Statements</th>{VerdictMarks.All.Select(verdict =>
                Markup.Of($"<th scope=\"col\">{VerdictMarks.Badge(verdict)}</th>")
            )}</tr></thead>
            <tbody>
            {contents.ByDocument.Select(group =>
                Row(
                    Markup.Of(
                        $"<a href=\"#{DocumentsSection.Anchor(group.Key)}\">{DocumentsSection.Name(group.Key, contents.TitleOf(group.Key))}</a>"
                    ),
                    [.. group]
                )
            )}</tbody>
            <tfoot>{Row(Markup.Of($"All"), all)}</tfoot></table></div>

            """
        );
    }

    private static Markup Row(Markup name, IReadOnlyList<ClaimResult> results) =>
        Markup.Of(
            $"<tr><th scope=\"row\">{name}</th><td>{results.Count:N0}</td>{VerdictMarks.All.Select(verdict => Markup.Of($"<td>{results.Count(result => result.Verdict == verdict):N0}</td>"))}</tr>\n"
        );

    private static string Stated(HeadlineAnswer answer) => Show(answer, answer.Stated);

    // The number and its sign stay on one line.
    private static string Show(HeadlineAnswer answer, double number) => answer.Show(number).Replace(' ', '\u00a0');

    private static string Plural(int count, string one) => count == 1 ? one : one + "s";
}
