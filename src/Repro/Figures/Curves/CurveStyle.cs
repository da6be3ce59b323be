using Repro.Project;

namespace Repro.Figures.Curves;

/// <summary>How a document draws a training: where epochs begin, how curves look, what they are called.</summary>
/// <param name="Name">As addresses say it.</param>
/// <param name="FirstEpoch">The first epoch's place on the axis.</param>
/// <param name="Smoothed">Whether points are averaged exponentially (<see cref="Training.Metrics.SmoothCurve"/>), with a factor of
/// 0.8.</param>
internal sealed record CurveStyle(
    string Name,
    int FirstEpoch,
    LineFormat Training,
    LineFormat Validation,
    FigureDeclaration Accuracy,
    FigureDeclaration Loss,
    bool Smoothed
)
{
    // matplotlib's 'b', and the first two colours of its default cycle.
    private const string Blue = "#0000ff";
    private const string First = "#1f77b4";
    private const string Second = "#ff7f0e";

    /// <summary>The style that a project declares.</summary>
    public static CurveStyle Of(CurveStyleDeclaration declared) =>
        new(
            declared.Name,
            declared.FirstEpoch,
            Format(declared.Training, First),
            Format(declared.Validation, Second),
            declared.Accuracy,
            declared.Loss,
            declared.Smoothed
        );

    private static LineFormat Format(string text, string otherwise) =>
        new(text.StartsWith('b') ? Blue : otherwise, Dots: text.EndsWith('o'), Dashed: text.EndsWith("--", StringComparison.Ordinal));
}
