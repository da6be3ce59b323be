namespace Repro.Pictures.Curves;

/// <summary>How a document draws a training: where epochs begin, how curves look, what they are called.</summary>
/// <param name="Name">As addresses say it: <c>document 1 pandas</c>.</param>
/// <param name="FirstEpoch">The first epoch's place on the axis.</param>
/// <param name="Smoothed">Whether points are averaged as document 3's <c>smooth_curve</c> does, by 0.8.</param>
public sealed record CurveStyle(string Name, int FirstEpoch, LineFormat Training, LineFormat Validation, FigureText Accuracy, FigureText Loss, bool Smoothed = false)
{
    // matplotlib's 'b', and the first two colours of its default cycle.
    private const string Blue = "#0000ff";
    private const string First = "#1f77b4";
    private const string Second = "#ff7f0e";

    private static readonly LineFormat Dots = new(Blue, Dots: true);
    private static readonly LineFormat Line = new(Blue);

    /// <summary>The documents' styles.</summary>
    public static IReadOnlyList<CurveStyle> All { get; } =
    [
        // Document 0, lines 359 to 368: range(len(acc)); '--' and the default format; no legend.
        new CurveStyle(
            "document 0", 0, new LineFormat(First, Dashed: true), new LineFormat(Second),
            new FigureText("Training(--) and validation accuracy", null, null),
            new FigureText("Training(--) and validation loss", null, null)),

        // Document 1, lines 605 to 617; line 615 calls the validation loss "Validation acc", and so does the legend.
        new CurveStyle(
            "document 1", 1, Dots, Line,
            new FigureText("Training and Validation acc", "Training acc", "Validation acc"),
            new FigureText("Training and Validation loss", "Training loss", "Validation acc")),

        // Document 1, lines 335 to 337: two columns of a DataFrame, whose index counts from 0, under the columns' names.
        new CurveStyle(
            "document 1 pandas", 0, new LineFormat(First), new LineFormat(Second),
            new FigureText("", "acc", "val_acc"),
            new FigureText("", "loss", "val_loss")),

        // Document 3, lines 500 to 509.
        new CurveStyle(
            "document 3", 1, Dots, Line,
            new FigureText("Training and validation accuracy", "Training acc", "Validation acc"),
            new FigureText("Training and validation loss", "Training loss", "Validation loss")),

        // Document 3, lines 1048 to 1070.
        new CurveStyle(
            "document 3 smoothed", 1, Dots, Line,
            new FigureText("Training and validation accuracy", "Smoothed training acc", "Smoothed validation acc"),
            new FigureText("Training and validation loss", "Smoothed training loss", "Smoothed validation loss"),
            Smoothed: true),
    ];

    /// <returns>Null where no style is called so.</returns>
    public static CurveStyle? Find(string name) => All.FirstOrDefault(style => style.Name == name);
}

/// <summary>A figure's title, and the legend's entries (null: no legend).</summary>
public sealed record FigureText(string Title, string? Training, string? Validation);
