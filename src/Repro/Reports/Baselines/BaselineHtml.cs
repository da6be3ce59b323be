using System.Globalization;
using System.Net;
using System.Text;

namespace Repro.Reports.Baselines;

/// <summary>Changed baselines as a page: for each metric a picture with the old and the new seeds' band, their means, and the documents' points.</summary>
public static class BaselineHtml
{
    private const int Width = 640;
    private const int Height = 240;
    private const int Margin = 48;

    private const string Style = "body{font:16px/1.4 sans-serif;margin:2rem;max-width:60rem}svg{background:#fafafa;border:1px solid #ddd}"
        + ".old{fill:#888;stroke:#555}.new{fill:#1f77b4;stroke:#1f77b4}.band{stroke:none;opacity:.25}.mean{fill:none;stroke-width:2}.stated{fill:#d62728}pre{background:#f6f6f6;padding:.8rem;overflow:auto}";

    public static string Of(IReadOnlyList<BaselineChange> changes)
    {
        StringBuilder page = new();
        page.Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Baselines to review</title><style>{Style}</style></head><body>\n<h1>{changes.Count} to review</h1>\n");
        foreach (BaselineChange change in changes)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>{Encode(change.Run)} on {Encode(change.Engine)}</h2>\n<p>Grey: recorded ({change.Old.Count} seeds). Blue: with the finished trainings ({change.New.Count}). Bands from lowest to highest seed, lines the means, red what the documents state.</p>\n");
            foreach (string metric in change.Metrics)
            {
                page.Append(CultureInfo.InvariantCulture, $"<h3>{Encode(metric)}</h3>\n").Append(Picture(change, metric));
            }

            page.Append(CultureInfo.InvariantCulture, $"<pre>{Encode(string.Join('\n', change.Differences))}</pre>\n<p>accept: <code>./repro baseline accept {Encode(change.Run)} --engine {Encode(change.Engine.ToLowerInvariant())}</code></p>\n");
        }

        return page.Append("</body></html>\n").ToString();
    }

    private static string Picture(BaselineChange change, string metric)
    {
        IReadOnlyList<Band> old = Band.Of(change.Old.Values, metric);
        IReadOnlyList<Band> now = Band.Of(change.New.Values, metric);
        StatedPoint[] stated = [.. change.Stated.Where(point => point.Metric == metric)];
        int last = old.Concat(now).Max(band => band.Epoch);
        double[] values = [.. old.Concat(now).SelectMany(band => new[] { band.Low, band.High }), .. stated.Select(point => point.Value)];
        (double low, double high) = (values.Min(), values.Max());
        double span = high > low ? high - low : 1;
        string X(int epoch) => Text(Margin + (last == 1 ? 0.5 : (epoch - 1.0) / (last - 1)) * (Width - 2 * Margin));
        string Y(double value) => Text(Height - Margin - (value - low) / span * (Height - 2 * Margin));

        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg width=\"{Width}\" height=\"{Height}\" role=\"img\" aria-label=\"{Encode(metric)} over {last} epochs\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"4\" y=\"{Y(high)}\" font-size=\"11\">{high:G4}</text><text x=\"4\" y=\"{Y(low)}\" font-size=\"11\">{low:G4}</text><text x=\"{X(last)}\" y=\"{Height - 8}\" font-size=\"11\">epoch {last}</text>\n");
        foreach ((IReadOnlyList<Band> bands, string kind) in new[] { (old, "old"), (now, "new") })
        {
            string edge = string.Join(' ', bands.Select(band => $"{X(band.Epoch)},{Y(band.High)}").Concat(bands.Reverse().Select(band => $"{X(band.Epoch)},{Y(band.Low)}")));
            string mean = string.Join(' ', bands.Select(band => $"{X(band.Epoch)},{Y(band.Mean)}"));
            svg.Append(CultureInfo.InvariantCulture, $"<polygon class=\"{kind} band\" points=\"{edge}\"/><polyline class=\"{kind} mean\" style=\"fill:none\" points=\"{mean}\"/>\n");

            // A metric that is measured once, at the end, is a point and no line.
            foreach (Band only in bands.Count == 1 ? bands : [])
            {
                svg.Append(CultureInfo.InvariantCulture, $"<line class=\"{kind}\" x1=\"{X(only.Epoch)}\" x2=\"{X(only.Epoch)}\" y1=\"{Y(only.Low)}\" y2=\"{Y(only.High)}\"/><circle class=\"{kind}\" cx=\"{X(only.Epoch)}\" cy=\"{Y(only.Mean)}\" r=\"4\"/>\n");
            }
        }

        foreach (StatedPoint point in stated)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"stated\" cx=\"{X(Math.Min(point.Epoch ?? last, last))}\" cy=\"{Y(point.Value)}\" r=\"4\"><title>{Encode(point.Claim)} ({Encode(point.Place)}): {point.Value}</title></circle>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
