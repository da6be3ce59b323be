using System.Globalization;
using Repro.Claims;
using Repro.Training.State;

namespace Repro.Reports.Html;

/// <summary>Where the verdicts come from: the commit, and each recorded training's date, backend, machine and configuration.</summary>
internal static class ProvenanceSection
{
    public static Markup Of(ReportContents contents) =>
        Markup.Of(
            $"""
            <section id="provenance" aria-labelledby="provenance-h">
            <h2 id="provenance-h">Provenance</h2>
            <p>Made on {contents.Origin.Made}{(
                contents.Origin.Source is { } source
                    ? Markup.Of($" at commit <code>{source.Commit}</code>{(source.IsModified ? " with uncommitted changes" : "")}")
                    : Markup.Empty
            )} by <code>{contents.Origin.Command}</code>. Shapes, counts, algorithms and configurations were measured then; trainings were judged on the records below. <code>repro verify --rerun RUN:SEEDS</code> trains them again and compares, on Cpu bit for bit.</p>
            {Markup.If(contents.Runs.Count > 0, () => Records(contents))}</section>

            """
        );

    private static Markup Records(ReportContents contents) =>
        Markup.Of(
            $"""
            <div class="scroll" tabindex="0" role="region" aria-label="Recorded trainings"><table class="records"><caption class="hidden">Recorded trainings</caption>
            <thead><tr><th scope="col">Run</th><th scope="col">Backend</th><th scope="col">Seeds</th><th scope="col">Recorded</th><th scope="col">Machine</th><th scope="col">Configuration</th><th scope="col">Commits</th></tr></thead>
            <tbody>
            {contents.Runs.Select(Row)}</tbody></table></div>

            """
        );

    private static Markup Row(RunEvidence evidence)
    {
        RunRecord[] records = [.. evidence.Histories.Records.Values];
        string Distinct(Func<RunRecord, string?> value) =>
            string.Join(", ", records.Select(value).OfType<string>().Distinct().Order(StringComparer.Ordinal));
        string libraries = Distinct(record =>
            string.Join(' ', record.Libraries.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}"))
        );
        return Markup.Of(
            $"<tr><th scope=\"row\">{evidence.Run.Name}</th><td>{evidence.Histories.Backend}{(libraries.Length > 0 ? Markup.Of($"<br><small>{libraries}</small>") : Markup.Empty)}</td><td>{(evidence.Histories.Seeds.Count == 0 ? "none" : SeedText.Of(evidence.Histories.Seeds.Keys))} of {evidence.Run.Seeds.Count}</td><td>{evidence.Histories.Recorded}</td><td>{Distinct(record => record.InstructionSet)}, {Distinct(record => record.Threads.ToString(CultureInfo.InvariantCulture))} threads</td><td><code>{Distinct(record => record.ConfigurationSha256[..12])}</code></td><td><code>{Distinct(record => record.Commit is { Length: > 8 } hash ? hash[..8] + (record.UncommittedChanges == true ? " with uncommitted changes" : "") : record.Commit)}</code></td></tr>\n"
        );
    }
}
