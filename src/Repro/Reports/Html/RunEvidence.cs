using Repro.Claims;
using Repro.Figures.Curves;
using Repro.Probes.Runs;
using Repro.Reports.Baselines;
using Repro.Runs;
using Repro.Training.Metrics;

namespace Repro.Reports.Html;

/// <summary>A backend's recorded seeds of a run, and what the documents state of it.</summary>
internal sealed record RunEvidence(RunConfiguration Run, RunHistories Histories, IReadOnlyList<StatedPoint> Stated)
{
    private static readonly (string Part, string Label)[] Parts = [("train", "training"), ("val", "validation"), ("test", "test")];

    /// <summary>
    /// What is recorded of the runs that claims are about, and of all runs where the claims are all claims of the project; in the order of
    /// names.
    /// </summary>
    /// <param name="root">The folder of the baselines.</param>
    /// <param name="all">Whether the claims are all of the project: then every run is shown, also one that no claim is about.</param>
    /// <param name="only">The backend whose evidence is wanted; null for all.</param>
    /// <param name="leaveOut">Takes the message about a file of a run, its network or its baseline that cannot be read; such a run is left out.</param>
    public static IReadOnlyList<RunEvidence> Recorded(
        string root,
        RunCatalog catalog,
        IReadOnlyList<Claim> claims,
        bool all,
        Action<string> leaveOut,
        string? only = null
    ) =>
        [
            .. from name in all
                ? catalog.Names
                : catalog.Names.Intersect(claims.Where(claim => claim.Check is not null).SelectMany(claim => ClaimRuns.Of(claim.Check!)))
            from evidence in Of(name, root, catalog, claims, leaveOut, only)
            select evidence,
        ];

    public static RunEvidence Of(RunConfiguration run, RunHistories histories, IReadOnlyList<Claim> claims) =>
        new(run, histories, StatedPoints.Of(claims, run.Name, run.Epochs));

    /// <summary>A figure of the accuracy and one of the loss, as SVG.</summary>
    public IEnumerable<(string Name, string Svg)> Figures() =>
        from figure in new (string Metric, string Label)[] { ("acc", "accuracy"), ("loss", "loss") }
        let series = Parts
            .Select(part => Series($"{part.Part}_{figure.Metric}", part.Part, part.Label))
            .Where(one => one.Bands.Count > 0)
            .ToArray()
        where series.Length > 0
        select (figure.Label, EvidenceDrawing.Draw(figure.Label, figure.Label, series));

    /// <summary>
    /// What the seeds gave of a metric in the epochs that a statement is about, in the mean or at best; null where it was not measured
    /// there.
    /// </summary>
    public Band? At(StatedPoint point)
    {
        EpochMetrics[][] rows =
        [
            .. Histories
                .Seeds.Values.Select(seed =>
                    seed.Where(row => row.Epoch >= point.From && row.Epoch <= point.To && row.Values.ContainsKey(point.Metric)).ToArray()
                )
                .Where(seed => seed.Length > 0),
        ];
        double[] values =
        [
            .. rows.Select(seed => seed.Select(row => row.Values[point.Metric]))
                .Select(seed => point.IsBest ? RunQuantity.Best(point.Metric, seed) : seed.Average()),
        ];
        return values.Length == 0 ? null : new Band(point.To, values.Min(), values.Average(), values.Max(), values.Length);
    }

    private static RunEvidence[] Of(
        string name,
        string root,
        RunCatalog catalog,
        IReadOnlyList<Claim> claims,
        Action<string> leaveOut,
        string? only
    )
    {
        try
        {
            RunConfiguration run = catalog.Load(name);
            return
            [
                .. RunHistories
                    .FromBaselines(root, run, only)
                    .Where(histories => histories.Seeds.Count > 0)
                    .Select(histories => Of(run, histories, claims)),
            ];
        }
        catch (InputException exception)
        {
            leaveOut(exception.Message);
            return [];
        }
    }

    private EvidenceSeries Series(string metric, string kind, string label) =>
        new(label, kind, Band.Of(Histories.Seeds.Values, metric), [.. Stated.Where(point => point.Metric == metric)]);
}
