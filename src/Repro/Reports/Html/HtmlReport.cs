using System.Text;

namespace Repro.Reports.Html;

/// <summary>The verification as one page that needs nothing else: no network, and no script to be read; a little script filters.</summary>
internal static class HtmlReport
{
    private static readonly Lazy<string> Style = new(() => Resource("report.css"));
    private static readonly Lazy<string> Script = new(() => Resource("report.js"));

    /// <summary>The styles of pages.</summary>
    internal static string Styles => Style.Value;

    /// <returns>The same bytes for the same contents, under every culture.</returns>
    public static string Of(ReportContents contents)
    {
        string script = Script.Value;

        string policy = PagePolicy.With(script);
        return Markup
            .Of(
                $"""
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="{policy}">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>ReproSuite: {contents.Title}</title>
                <link rel="icon" href="data:,">
                <style>{new Markup(Style.Value)}</style>
                </head>
                <body>
                <a class="skip" href="#main">Skip to the answer</a>
                <header><p class="name">ReproSuite</p><p>verification of {contents.Origin.Made}</p></header>
                <nav aria-label="Contents"><ul>
                {Contents(contents)}</ul></nav>
                <main id="main" tabindex="-1">
                {HeadlineSection.Of(contents)}{FindingsSection.Of(contents)}{CurvesSection.Of(contents)}{FiguresSection.Of(
                    contents
                )}{DocumentsSection.Of(contents)}{NotRunSection.Of(contents)}{ProvenanceSection.Of(contents)}</main>
                <footer><p>Statements are paraphrased; line numbers are the documents’. Made by ReproSuite.</p></footer>
                <script>{new Markup(script)}</script>
                </body>
                </html>

                """
            )
            .Html;
    }

    private static IEnumerable<Markup> Contents(ReportContents contents) =>
        from section in new (string Id, string Name, bool There)[]
        {
            ("answer", "Headline claims", true),
            ("disagreements", "Unexpected verdicts", contents.Verification.Disagreements.Count > 0),
            ("refuted", "Refuted claims", contents.Verification.RefutedAsHeld.Count > 0),
            ("undecided", "Inconclusive claims", contents.Verification.Inconclusive.Count > 0),
            ("groups", "Side by side", contents.Verification.Groups.Count > 0),
            ("curves", "Trainings", contents.Runs.Count > 0),
            ("pictures", "Figures", contents.Images.Count > 0),
            ("documents", "Every statement", true),
            ("notrun", "Not run", contents.Verification.Lacks.Count > 0),
            ("provenance", "Provenance", true),
        }
        where section.There
        select Markup.Of($"<li><a href=\"#{section.Id}\">{section.Name}</a></li>\n");

    private static string Resource(string name)
    {
        using Stream stream = typeof(HtmlReport).Assembly.GetManifestResourceStream($"Repro.Reports.Html.{name}")!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
