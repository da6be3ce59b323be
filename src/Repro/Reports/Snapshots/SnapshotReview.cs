using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Repro.Reports.Snapshots;

/// <summary>Received snapshots for a reviewer: what is gone and what came, and the command that accepts.</summary>
internal static class SnapshotReview
{
    /// <summary>For the terminal.</summary>
    public static string Text(IReadOnlyList<ReceivedSnapshot> snapshots) =>
        snapshots.Count == 0
            ? "There is no received text: every summary equals its snapshot, or the tests were not run.\n"
            : string.Concat(
                snapshots.Select(snapshot => $"{Title(snapshot)}\n{string.Join('\n', Lines(snapshot))}\n{Command(snapshot)}\n\n")
            );

    /// <summary>For programs.</summary>
    public static JsonObject Json(IReadOnlyList<ReceivedSnapshot> snapshots) =>
        new()
        {
            ["schema_version"] = 1,
            ["snapshots"] = new JsonArray([
                .. snapshots.Select(snapshot => new JsonObject
                {
                    ["name"] = snapshot.Name,
                    ["verified"] = snapshot.Verified,
                    ["received"] = snapshot.Received,
                    ["differences"] = new JsonArray([.. Lines(snapshot).Select(line => (JsonNode)line)]),
                }),
            ]),
        };

    /// <summary>For a comment or a step summary.</summary>
    public static string Markdown(IReadOnlyList<ReceivedSnapshot> snapshots) =>
        snapshots.Count == 0
            ? ""
            : $"### {snapshots.Count} {(snapshots.Count == 1 ? "snapshot differs" : "snapshots differ")}\n\n"
                + string.Concat(
                    snapshots.Select(snapshot => $"`{Title(snapshot)}`\n{Fenced(Lines(snapshot))}accept: `{Command(snapshot)}`\n\n")
                );

    /// <summary>A page of its own.</summary>
    public static string Html(IReadOnlyList<ReceivedSnapshot> snapshots)
    {
        StringBuilder page = new();
        page.Append(
            CultureInfo.InvariantCulture,
            $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">{PagePolicy.WithoutScript}<title>Snapshots to review</title>\n"
        );
        page.Append(
            "<style>body{font:16px/1.4 sans-serif;margin:2rem;max-width:70rem}pre{background:#f6f6f6;padding:.8rem;overflow:auto}del{background:#ffd7d5;text-decoration:none}ins{background:#ccffd8;text-decoration:none}</style></head><body>\n"
        );
        page.Append(CultureInfo.InvariantCulture, $"<h1>{snapshots.Count} to review</h1>\n");
        foreach (ReceivedSnapshot snapshot in snapshots)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>{WebUtility.HtmlEncode(Title(snapshot))}</h2>\n<pre>");
            foreach (string line in Lines(snapshot))
            {
                string text = WebUtility.HtmlEncode(line);
                page.Append(
                        line[0] switch
                        {
                            '-' => $"<del>{text}</del>",
                            '+' => $"<ins>{text}</ins>",
                            _ => text,
                        }
                    )
                    .Append('\n');
            }

            page.Append(CultureInfo.InvariantCulture, $"</pre>\n<p>accept: <code>{WebUtility.HtmlEncode(Command(snapshot))}</code></p>\n");
        }

        return page.Append("</body></html>\n").ToString();
    }

    private static string Title(ReceivedSnapshot snapshot) => snapshot.Name + (snapshot.Verified is null ? " (new)" : "");

    private static IReadOnlyList<string> Lines(ReceivedSnapshot snapshot) => LineDiff.Of(snapshot.Verified ?? "", snapshot.Received);

    private static string Command(ReceivedSnapshot snapshot) => $"repro snapshots accept '{snapshot.Name}'";

    // A fence longer than any run of back quotes within, so that no line can end it.
    private static string Fenced(IReadOnlyList<string> lines)
    {
        string fence = "```";
        while (lines.Any(line => line.Contains(fence, StringComparison.Ordinal)))
        {
            fence += "`";
        }

        return $"{fence}diff\n{string.Join('\n', lines)}\n{fence}\n";
    }
}
