using System.Globalization;
using Repro.Claims;
using Repro.Figures.Formats;

namespace Repro.Reports.Html;

/// <summary>The counts of verdicts as a small SVG image for a README.</summary>
internal static class VerdictBadge
{
    private const double Height = 20;
    private const double Padding = 8;
    private const double Baseline = 14;
    private const int FontSize = 11;

    // The width of a digit at 11 pixels in common sans-serif fonts. textLength makes the text fit where a font differs.
    private const double CharacterWidth = 6.6;

    private static readonly IReadOnlyList<(Verdict Verdict, string Sign, string Color)> Shown =
    [
        (Verdict.Reproduced, "✓", "#0d6832"),
        (Verdict.Refuted, "✗", "#a1200e"),
        (Verdict.Inconclusive, "?", "#744a00"),
        (Verdict.NotRun, "○", "#474855"),
    ];

    /// <summary>
    /// The image: the label "claims", then a part for each verdict that occurs; claims that are not executable are left out.
    /// </summary>
    public static string Of(IReadOnlyList<ClaimResult> results)
    {
        (string Text, string Color, string Words)[] parts =
        [
            ("claims", "#33343c", ""),
            .. from shown in Shown
            let count = results.Count(result => result.Verdict == shown.Verdict)
            where count > 0
            select (
                string.Create(CultureInfo.InvariantCulture, $"{shown.Sign} {count}"),
                shown.Color,
                string.Create(CultureInfo.InvariantCulture, $"{count} {VerdictMarks.Words(shown.Verdict)}")
            ),
        ];
        string description = parts.Length == 1 ? "no claims" : $"Claims: {string.Join(", ", parts.Skip(1).Select(part => part.Words))}";
        SvgWriter svg = new(parts.Sum(part => Width(part.Text)), Height, "verdicts", description);
        svg.Text("title", description);
        double left = 0;
        foreach ((string text, string color, _) in parts)
        {
            double width = Width(text);
            svg.Element("rect", ("x", left), ("width", width), ("height", Height), ("fill", color));
            svg.Text(
                "text",
                text,
                ("x", left + Padding),
                ("y", Baseline),
                ("fill", "#ffffff"),
                ("font-size", FontSize),
                ("textLength", width - 2 * Padding),
                ("lengthAdjust", "spacingAndGlyphs")
            );
            left += width;
        }

        return svg.End();
    }

    private static double Width(string text) => text.Length * CharacterWidth + 2 * Padding;
}
