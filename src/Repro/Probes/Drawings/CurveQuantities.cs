using Repro.Claims;
using Repro.Figures.Curves;
using Repro.Probes.Forms;
using Repro.Project;
using Repro.Training.Metrics;

namespace Repro.Probes.Drawings;

/// <summary>
/// <c>picture:curves{STYLE}[Training acc]/style</c>: draws a made history in a style that the project declares and reads the answer off the
/// SVG.
/// The argument names a figure (<c>accuracy</c>, <c>loss</c>), a legend's entry, or a column of the history (<c>acc</c>).
/// </summary>
internal static class CurveQuantities
{
    // Five epochs of a training that overfits: no two columns alike.
    private static readonly IReadOnlyList<EpochMetrics> Made =
    [
        .. Enumerable
            .Range(1, 5)
            .Select(epoch => new EpochMetrics(
                epoch,
                new Dictionary<string, double>
                {
                    ["train_acc"] = 0.5 + 0.09 * epoch,
                    ["val_acc"] = 0.6 + 0.02 * epoch,
                    ["train_loss"] = 0.7 - 0.1 * epoch,
                    ["val_loss"] = 0.65 + 0.01 * epoch * epoch,
                }
            )),
    ];

    public static IReadOnlyList<QuantityDescription> Quantities { get; } =
    [
        new(
            "picture:curves{STYLE}[FIGURE]/first_epoch",
            "Place of the first epoch on the axis of the figure accuracy or loss, drawn in a style that the project declares."
        ),
        new("picture:curves{STYLE}[FIGURE]/legend", "Entries of the legend of the figure accuracy or loss."),
        new(
            "picture:curves{STYLE}[ENTRY]/columns",
            "Columns of the history that are drawn under an entry of the legend, figure by figure."
        ),
        new(
            "picture:curves{STYLE}[CURVE]/style",
            "Color, line and markers of the curve that a legend entry or a column of the history names."
        ),
    ];

    public static Measurement Measure(Address address, IReadOnlyList<CurveStyleDeclaration> styles)
    {
        if (
            address.Selector is not null
            || styles.FirstOrDefault(known => known.Name == string.Join(", ", address.Variants)) is not { } declared
        )
        {
            string known =
                styles.Count == 0
                    ? "and the project declares no curve_styles"
                    : $"which is one of {string.Join(", ", styles.Select(known => $"{{{known.Name}}}"))}";
            throw new AddressException($"'{address}': curves are drawn in a style, {known}, without a selector.");
        }

        CurveStyle style = CurveStyle.Of(declared);

        Dictionary<string, DrawnFigure> figures = CurveDrawing
            .Draw(Made, style)
            .ToDictionary(pair => pair.Key, pair => DrawnFigure.Read(pair.Value));
        string evidence = $"read from the SVG of a made history of {Made.Count} epochs, drawn as {style.Name}";
        return address.Quantity switch
        {
            "first_epoch" => new Measurement.Exact(new Value.Number(FirstEpoch(figures, address)), evidence),
            "legend" => new Measurement.Exact(new Value.Text(string.Join(' ', Figure(figures, address).Legend)), evidence),
            "columns" => new Measurement.Exact(new Value.Text(Columns(figures.Values, address)), evidence),
            "style" => new Measurement.Exact(new Value.Text(Style(figures.Values, address)), evidence),
            _ => throw new UnknownFormException(),
        };
    }

    private static double FirstEpoch(Dictionary<string, DrawnFigure> figures, Address address)
    {
        if (address.Argument is not null)
        {
            return Figure(figures, address).FirstEpoch;
        }

        double[] firsts = [.. figures.Values.Select(figure => figure.FirstEpoch).Distinct()];
        return firsts is [var first] ? first : throw new AddressException($"'{address}': the figures begin at different epochs; name one.");
    }

    private static DrawnFigure Figure(Dictionary<string, DrawnFigure> figures, Address address) =>
        figures.GetValueOrDefault(address.Argument ?? "")
        ?? throw new AddressException($"'{address}': name a figure, {string.Join(" or ", figures.Keys.Select(name => $"[{name}]"))}.");

    private static string Style(IEnumerable<DrawnFigure> figures, Address address)
    {
        string name = address.Argument ?? "";
        string[] styles = [.. figures.Select(figure => figure.Style(figure.Column(name) ?? name)).OfType<string>().Distinct()];
        return styles is [var style]
            ? style
            : throw new AddressException($"'{address}': the drawn curves that are called '{name}' have {styles.Length} styles.");
    }

    // What is drawn under a legend's entry, figure by figure.
    private static string Columns(IEnumerable<DrawnFigure> figures, Address address)
    {
        string[] columns = [.. figures.Select(figure => figure.Column(address.Argument ?? "")).OfType<string>()];
        return columns.Length > 0
            ? string.Join(' ', columns)
            : throw new AddressException($"'{address}': no legend has an entry '{address.Argument}'.");
    }
}
