using System.Globalization;
using System.Net;
using System.Text;
using Repro.Figures.Curves;

namespace Repro.Reports.Baselines;

/// <summary>
/// Changed baselines as a page: for each metric an image with the old and the new seeds' band, their means, and the documents' points.
/// </summary>
internal static class BaselineHtml
{
    private const string Style =
        "body{font:16px/1.4 sans-serif;margin:2rem;max-width:60rem}svg{border:1px solid #ddd}.stated{fill:#d62728}pre{background:#f6f6f6;padding:.8rem;overflow:auto}";

    public static string Of(IReadOnlyList<BaselineChange> changes)
    {
        StringBuilder page = new();
        page.Append(
            CultureInfo.InvariantCulture,
            $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">{PagePolicy.WithoutScript}<title>Baselines to review</title><style>{Style}</style></head><body>\n<h1>{changes.Count} to review</h1>\n"
        );
        foreach (BaselineChange change in changes)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<h2>{Encode(change.Run)} on {Encode(change.Backend)}</h2>\n<p>Grey: recorded ({Counted.Of(change.Old.Count, "seed")}). Blue: with the finished trainings ({change.New.Count}). Bands from lowest to highest seed, lines the means, red what the documents state.</p>\n"
            );
            foreach (string metric in change.Metrics)
            {
                page.Append(CultureInfo.InvariantCulture, $"<h3>{Encode(metric)}</h3>\n").Append(Image(change, metric));
            }

            page.Append(
                CultureInfo.InvariantCulture,
                $"<pre>{Encode(string.Join('\n', change.Differences))}</pre>\n<p>accept: <code>repro baseline accept {Encode(change.Run)} --backend {Encode(change.Backend.ToLowerInvariant())}</code></p>\n"
            );
        }

        return page.Append("</body></html>\n").ToString();
    }

    private static string Image(BaselineChange change, string metric) =>
        EvidenceDrawing.Draw(
            metric,
            metric,
            [
                new EvidenceSeries("recorded", "old", Band.Of(change.Old.Values, metric), []),
                new EvidenceSeries(
                    "with the finished trainings",
                    "new",
                    Band.Of(change.New.Values, metric),
                    [.. change.Stated.Where(point => point.Metric == metric)]
                ),
            ]
        );

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
