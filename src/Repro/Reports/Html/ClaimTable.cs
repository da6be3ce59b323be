using Repro.Claims;
using Repro.Project;

namespace Repro.Reports.Html;

/// <summary>
/// Claims as a table: where, what is said, what was expected and measured, the verdict; with all evidence behind a disclosure.
/// </summary>
internal static class ClaimTable
{
    /// <summary>Claims of one document, each the target of links.</summary>
    /// <param name="lines">The addresses of the document's lines; null where it is not published.</param>
    public static Markup OfDocument(string caption, IEnumerable<ClaimResult> results, LineAddress? lines) =>
        Table(
            caption,
            "Line",
            results.Select(result =>
                Row(
                    result,
                    Markup.Of(
                        $"<tr id=\"{Anchor(result.Claim)}\" class=\"{VerdictMarks.Class(result.Verdict)}\"><td>{Where(result.Claim, lines)}</td>"
                    ),
                    Evidence(result)
                )
            )
        );

    /// <summary>Claims of several documents, with links to their place.</summary>
    public static Markup OfSelection(string caption, IEnumerable<ClaimResult> results) =>
        Table(
            caption,
            "Doc:line",
            results.Select(result =>
                Row(
                    result,
                    Markup.Of(
                        $"<tr><td><a href=\"#{Anchor(result.Claim)}\">{result.Claim.Document}:{result.Claim.Where.ToString()}</a></td>"
                    ),
                    Note(result)
                )
            )
        );

    public static string Anchor(Claim claim) => Markup.Id("c-", claim.Id);

    public static string Group(string name) => Markup.Id("g-", name);

    private static Markup Table(string caption, string where, IEnumerable<Markup> rows) =>
        Markup.Of(
            $"""
            <table class="claims"><caption class="hidden">{caption}</caption>
            <thead><tr><th scope="col">{where}</th><th scope="col">Statement</th><th scope="col">Expected</th><th scope="col">Measured</th><th scope="col">Verdict</th></tr></thead>
            <tbody>
            {rows}</tbody></table>

            """
        );

    private static Markup Where(Claim claim, LineAddress? lines) =>
        lines?.Of(claim.Where.Cell, claim.Where.Line, claim.Where.LastLine) is { } address
            ? Markup.Of($"<a href=\"{address}\" rel=\"noopener noreferrer\">{claim.Where.ToString()}</a>")
            : Markup.Of($"{claim.Where.ToString()}");

    private static Markup Row(ClaimResult result, Markup opening, Markup below)
    {
        Claim claim = result.Claim;
        Markup middle = claim.Check is { } check
            ? Markup.Of($"<td data-label=\"Expected\">{Expected(check)}</td><td data-label=\"Measured\">{Measured(result)}</td>")
            : Markup.Of($"<td colspan=\"2\">{Sentence(claim.Reason)}</td>");
        Markup contradicts = Markup.If(
            result.IsDisagreement,
            () => Markup.Of($"<br><strong>expected: {ClaimText.Expected(claim.Check!)}</strong>")
        );
        return Markup.Of(
            $"{opening}<th scope=\"row\">{claim.Statement}{below}</th>{middle}<td>{VerdictMarks.Badge(result.Verdict)}{contradicts}</td></tr>\n"
        );
    }

    private static Markup Expected(Check check) =>
        Markup.Of(
            $"{check.Relation.Sign()} {check.Expected.ToString()}{Markup.If(check.Margin is not null, () => Markup.Of($" <span class=\"margin\">(margin {check.Margin!.Value})</span>"))}"
        );

    private static Markup Measured(ClaimResult result) =>
        result.Finding switch
        {
            { Lack: { } lack } => Markup.Of($"<span class=\"missing\">missing: {lack.What}</span>"),
            { Measured.Length: > 0 } finding => Markup.Of($"{finding.Measured}"),
            { } finding => Markup.Of($"<span class=\"missing\">{finding.Why}</span>"),
        };

    // Why it is wrong belongs beside what is wrong.
    private static Markup Note(ClaimResult result) =>
        Markup.If(
            result.Verdict == Verdict.Refuted && result.Claim.Reason.Length > 0,
            () => Markup.Of($"<br><small>{result.Claim.Reason}</small>")
        );

    private static Markup Evidence(ClaimResult result)
    {
        Claim claim = result.Claim;
        if (claim.Check is not { } check)
        {
            return Groups(claim) is { Html.Length: > 0 } groups ? Markup.Of($"<br><small>side by side: {groups}</small>") : Markup.Empty;
        }

        List<(string Term, Markup Text)> facts =
        [
            ("id", Markup.Of($"<code>{claim.Id}</code>")),
            ("quantity", Markup.Of($"<code>{check.Address.Text}</code>")),
            (result.Finding.Lack is null ? "measured by" : "missing", Markup.Of($"{result.Finding.Why}")),
        ];
        if (result.Finding.Lack is { } lack)
        {
            facts.Add(("to get it", Markup.Prose(lack.Remedy)));
        }

        facts.AddRange(result.Finding.Backends.Select(backend => ("evidence", Markup.Of($"{ClaimText.Evidence(backend)}"))));
        facts.Add(("expected verdict", Markup.Of($"{ClaimText.Expected(check)}{(claim.Reason.Length > 0 ? $": {claim.Reason}" : "")}")));
        if (claim.Groups.Count > 0)
        {
            facts.Add(("side by side", Groups(claim)));
        }

        facts.Add(("claim file", Markup.Of($"{claim.Source.ToString()}")));
        return Markup.Of(
            $"<details><summary>Evidence<span class=\"hidden\"> for {claim.Id}</span></summary><dl>{facts.Select(fact => Markup.Of($"<dt>{fact.Term}</dt><dd>{fact.Text}</dd>"))}</dl></details>"
        );
    }

    private static Markup Groups(Claim claim) =>
        Markup.Join(claim.Groups.Select(group => Markup.Of($"<a href=\"#{Group(group)}\">{FindingsSection.Title(group)}</a>")), ", ");

    private static string Sentence(string text) => text.Length > 0 ? text : "prose";
}
