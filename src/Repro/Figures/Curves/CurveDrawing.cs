using Repro.Project;
using Repro.Training.Metrics;

namespace Repro.Figures.Curves;

/// <summary>Draws a training's history as a document does: a figure of the accuracy, and one of the loss.</summary>
internal static class CurveDrawing
{
    /// <summary>The two figures, by the names that addresses give them.</summary>
    public static IReadOnlyList<string> Figures { get; } = ["accuracy", "loss"];

    /// <param name="history">A training's epochs from 1 on.</param>
    /// <param name="figure"><c>accuracy</c> or <c>loss</c>.</param>
    /// <returns>SVG. A run without validation has the training's curve alone.</returns>
    /// <exception cref="ArgumentException">There is no such figure.</exception>
    public static string Draw(IReadOnlyList<EpochMetrics> history, CurveStyle style, string figure) =>
        Figure(history, style, figure).ToSvg();

    /// <summary>Both figures' SVG by name.</summary>
    public static IReadOnlyDictionary<string, string> Draw(IReadOnlyList<EpochMetrics> history, CurveStyle style) =>
        Figures.ToDictionary(figure => figure, figure => Draw(history, style, figure));

    private static CurveFigure Figure(IReadOnlyList<EpochMetrics> history, CurveStyle style, string figure)
    {
        (string keras, FigureDeclaration text) = figure switch
        {
            "accuracy" => ("acc", style.Accuracy),
            "loss" => ("loss", style.Loss),
            _ => throw new ArgumentException(
                $"A training has the figures {string.Join(" and ", Figures)}, not '{figure}'.",
                nameof(figure)
            ),
        };
        CurveSeries[] series =
        [
            new(keras, text.Training, style.Training, Points(history, style, $"train_{keras}")),
            new($"val_{keras}", text.Validation, style.Validation, Points(history, style, $"val_{keras}")),
        ];
        return new CurveFigure(text.Title, figure, [.. series.Where(one => one.Points.Count > 0)]);
    }

    private static (double Epoch, double Value)[] Points(IReadOnlyList<EpochMetrics> history, CurveStyle style, string metric)
    {
        EpochMetrics[] measured = [.. history.Where(row => row.Values.ContainsKey(metric))];
        double[] values = [.. measured.Select(row => row.Values[metric])];
        return
        [
            .. measured.Zip(
                style.Smoothed ? SmoothCurve.Of(values) : values,
                (row, value) => ((double)(row.Epoch - 1 + style.FirstEpoch), value)
            ),
        ];
    }
}
