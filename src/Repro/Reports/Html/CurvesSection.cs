using System.Globalization;
using Repro.Claims;
using Repro.Figures.Curves;

namespace Repro.Reports.Html;

/// <summary>The recorded trainings' curves with the points that documents print.</summary>
internal static class CurvesSection
{
    public static Markup Of(ReportContents contents) =>
        Markup.If(
            contents.Runs.Count > 0,
            () =>
                Markup.Of(
                    $"""
                    <section id="curves" aria-labelledby="curves-h">
                    <h2 id="curves-h">Recorded trainings, with the documents’ points</h2>
                    <p>Each band reaches from the lowest to the highest seed, the line is the mean: <span class="key train">training (dashed)</span>, <span class="key val">validation (solid)</span>, <span class="key test">test (at the end)</span>. A diamond is a value that a document prints, a bar one that it reads off several epochs, in the colour of its curve. Backends are never combined.</p>
                    {contents.Runs.Select(Run)}</section>

                    """
                )
        );

    private static Markup Run(RunEvidence evidence) =>
        Markup.Of(
            $"""
            <section class="run" aria-labelledby="{Id(evidence)}">
            <h3 id="{Id(evidence)}">{evidence.Run.Name} <small>on {evidence.Histories.Backend}, {(
                evidence.Histories.Seeds.Count == 1 ? "seed" : "seeds"
            )} {SeedText.Of(
                evidence.Histories.Seeds.Keys
            )} of {evidence.Run.Seeds.Count} declared, recorded {evidence.Histories.Recorded}</small></h3>
            <div class="figures">{evidence.Figures().Select(figure => new Markup(figure.Svg))}</div>
            {Points(evidence)}</section>

            """
        );

    private static Markup Points(RunEvidence evidence) =>
        Markup.If(
            evidence.Stated.Count > 0,
            () =>
                Markup.Of(
                    $"""
                    <details class="part"><summary>{evidence.Stated.Count} printed {(
                        evidence.Stated.Count == 1 ? "value" : "values"
                    )} beside ours</summary>
                    <div class="scroll" tabindex="0" role="region" aria-label="Printed values of {evidence.Run.Name} on {evidence.Histories.Backend}"><table class="points"><caption class="hidden">What documents print of {evidence.Run.Name}, beside the seeds on {evidence.Histories.Backend}</caption>
                    <thead><tr><th scope="col">Where</th><th scope="col">Metric</th><th scope="col">Epoch</th><th scope="col">Printed</th><th scope="col">Mean</th><th scope="col">Lowest to highest</th></tr></thead>
                    <tbody>
                    {evidence.Stated.Select(point => Point(point, evidence.At(point)))}</tbody></table></div></details>

                    """
                )
        );

    private static Markup Point(StatedPoint point, Band? ours) =>
        Markup.Of(
            $"<tr><th scope=\"row\"><a href=\"#{Markup.Id("c-", point.Claim)}\">{point.Place}</a></th><td>{point.Metric}</td><td>{(point.IsBest ? "best" : Range(point.From, point.To, ""))}</td><td>{Range(point.Low, point.High, "0.####")}</td>{(ours is null ? Markup.Of($"<td colspan=\"2\">not measured there</td>") : Markup.Of($"<td>{ours.Mean:0.0000}</td><td>{Range(ours.Low, ours.High, "0.0000")}</td>"))}</tr>\n"
        );

    private static string Range(double from, double to, string format)
    {
        string low = from.ToString(format, CultureInfo.InvariantCulture);
        return from == to ? low : $"{low} to {to.ToString(format, CultureInfo.InvariantCulture)}";
    }

    private static string Id(RunEvidence evidence) => Markup.Id("run-", $"{evidence.Run.Name}-{evidence.Histories.Backend}");
}
