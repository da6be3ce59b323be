using Repro.Claims;
using Repro.Import.Contradictions;
using Repro.Import.Drafting;
using Repro.Import.Programs;
using Repro.Import.Writing;
using Repro.Reports.Html;

namespace Repro.Reports.Imports;

/// <summary>A tutorial beside what import understood of it, line by line, as one page that needs nothing else.</summary>
public static class ImportPage
{
    private const string Style = """
        .import{table-layout:fixed;font-size:.9rem}
        .import td{padding:.1rem .7rem .1rem 0;border-bottom:0;vertical-align:top}
        .import .no{width:4.5rem;color:var(--faint);text-align:right;font-variant-numeric:tabular-nums;user-select:none}
        .import .text{width:52%;white-space:pre-wrap;overflow-wrap:anywhere}
        .import .code,.import .output{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.85em}
        .import .output{color:var(--faint)}
        .import .note{display:block;overflow-wrap:anywhere}
        .import .gap{color:var(--inconclusive)}
        .import .claim{color:var(--reproduced)}
        .import .open{color:var(--faint)}
        .import .wrong{color:var(--refuted)}
        .import tr.block td{border-top:1px solid var(--line);padding-top:.4rem}
        """;

    /// <returns>The same bytes for the same draft, under every culture.</returns>
    public static string Of(ImportDraft draft) =>
        Markup
            .Of(
                $"""
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                {new Markup(PagePolicy.WithoutScript)}
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>ReproSuite: import of {draft.Text.File}</title>
                <link rel="icon" href="data:,">
                <style>{new Markup(HtmlReport.Styles)}
                {new Markup(Style)}</style>
                </head>
                <body>
                <a class="skip" href="#main">Skip to the answer</a>
                <header><p class="name">ReproSuite</p><p>import of {draft.Text.File} as document {draft.Document}</p></header>
                <main id="main" tabindex="-1">
                <h1>What was understood of {draft.Text.File}</h1>
                <p class="lead">{Summary(draft)}</p>
                {Contradictions(draft.Contradictions)}{Networks(draft)}{Trainings(draft)}{Gaps(
                    draft
                )}<section id="text"><h2>Line by line</h2>
                <p>Left: the text. Right: what each line was read as, and the claims that were drafted from it. Python is read and never executed.</p>
                <div class="scroll"><table class="import"><thead><tr><th class="no" scope="col">Line</th><th class="text" scope="col">Text</th><th scope="col">Understood</th></tr></thead><tbody>
                {ImportLines.Of(draft)}</tbody></table></div></section>
                </main>
                <footer><p>Made by ReproSuite from the text alone.</p></footer>
                </body>
                </html>

                """
            )
            .Html;

    private static string Summary(ImportDraft draft)
    {
        int executable = draft.Rows.Count(row => row.IsExecutable);
        return $"{Counted(draft.Networks.Select(network => network.Name).Distinct().Count(), "network")}, {Counted(draft.Runs.Count, "training")}, {Counted(draft.Rows.Count, "claim")} ({executable} executable), {Counted(draft.Contradictions.Count, "contradiction")}, {Counted(draft.Program.NotUnderstood.Count, "line")} of code not understood.";
    }

    private static string Counted(int count, string noun) => FormattableString.Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");

    private static Markup Contradictions(IReadOnlyList<Contradiction> contradictions) =>
        Markup.If(
            contradictions.Count > 0,
            () =>
                Markup.Of(
                    $"""
                    <section id="contradictions"><h2>Where the text contradicts itself</h2>
                    <ul>
                    {contradictions.Select(one => Markup.Of($"<li>{one.Text}</li>\n"))}</ul></section>

                    """
                )
        );

    private static Markup Networks(ImportDraft draft) =>
        Markup.If(
            draft.Program.Models.Count > 0,
            () =>
                Markup.Of(
                    $"""
                    <section id="networks"><h2>Networks</h2>
                    <div class="scroll"><table><thead><tr><th scope="col">Place</th><th scope="col">Variable</th><th scope="col">File</th><th scope="col">Layers</th><th scope="col">Parameters</th></tr></thead><tbody>
                    {draft.Program.Models.SelectMany(model => Rows(draft, model))}</tbody></table></div></section>

                    """
                )
        );

    // A network that grows or is frozen later has a file for each state that a claim or a training needs.
    private static IEnumerable<Markup> Rows(ImportDraft draft, ImportedModel model)
    {
        NamedNetwork[] written = [.. draft.Networks.Where(network => network.Model == model).DistinctBy(network => network.Name)];
        return written.Length == 0
            ? [Row(model, model.Place, model.Last.Reason.Length > 0 ? $"not known: {model.Last.Reason}" : "not written", model.Last)]
            : written.Select(network => Row(model, network.State.Place, network.Name, network.State));
    }

    private static Markup Row(ImportedModel model, Place place, string name, ModelState state) =>
        Markup.Of(
            $"<tr><td>{place.ToString()}</td><td><code>{model.Variable}</code></td><td>{name}</td><td>{state.Layers.Count}</td><td>{Parameters(state)}</td></tr>\n"
        );

    private static string Parameters(ModelState state) =>
        state.Layers.Count == 0 || state.Layers.Any(layer => layer.Parameters is null)
            ? "not known"
            : state.Layers.Sum(layer => layer.Parameters!.Value).ToString("#,0", System.Globalization.CultureInfo.InvariantCulture);

    private static Markup Trainings(ImportDraft draft) =>
        Markup.If(
            draft.Runs.Count > 0,
            () =>
                Markup.Of(
                    $"""
                    <section id="trainings"><h2>Trainings</h2>
                    <div class="scroll"><table><thead><tr><th scope="col">Place</th><th scope="col">Run</th><th scope="col">Network</th><th scope="col">Data set</th><th scope="col">Epochs</th><th scope="col">Batch</th><th scope="col">State</th></tr></thead><tbody>
                    {draft.Runs.Select(Training)}</tbody></table></div></section>

                    """
                )
        );

    private static Markup Training(NamedRun run) =>
        Markup.Of(
            $"<tr><td>{run.Fit.Place.ToString()}</td><td>{run.Name}</td><td>{run.Network ?? "not known"}</td><td>{run.DataSet ?? "not known"}</td><td>{Number(run.Fit.Epochs)}</td><td>{Number(run.Fit.BatchSize)}</td><td>{(run.Json is null ? $"not described: {run.Reason}" : "run file")}</td></tr>\n"
        );

    private static string Number(int? value) => value?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "not known";

    private static Markup Gaps(ImportDraft draft) =>
        Markup.If(
            draft.Program.NotUnderstood.Count > 0,
            () =>
                Markup.Of(
                    $"""
                    <section id="gaps"><h2>Code that was not understood</h2>
                    <ul>
                    {draft.Program.NotUnderstood.Select(gap =>
                        Markup.Of($"<li>{gap.Place.ToString()}: <code>{gap.Text}</code>: {gap.Reason}</li>\n")
                    )}</ul></section>

                    """
                )
        );
}
