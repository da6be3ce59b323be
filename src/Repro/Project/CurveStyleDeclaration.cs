using Repro.Inputs;

namespace Repro.Project;

/// <summary>How a document draws the curves of a training.</summary>
/// <param name="FirstEpoch">The first epoch's place on the axis.</param>
/// <param name="Training">matplotlib's format string of the training's curve: <c>bo</c>, <c>b</c>, <c>--</c>; empty for a line in the next
/// colour.</param>
/// <param name="Validation">The same of the validation's curve.</param>
/// <param name="Smoothed">Whether points are averaged exponentially, with a factor of 0.8.</param>
internal sealed record CurveStyleDeclaration(
    string Name,
    int FirstEpoch,
    string Training,
    string Validation,
    FigureDeclaration Accuracy,
    FigureDeclaration Loss,
    bool Smoothed
)
{
    private const int LastFirstEpoch = 1;

    /// <summary>The format strings that are known.</summary>
    internal static readonly string[] Formats = ["b", "bo", "--", "o", "b--", "line"];

    /// <exception cref="InputException">A key is missing, unknown or has a wrong value.</exception>
    internal static CurveStyleDeclaration Read(string name, JsonFields fields) =>
        new(
            name,
            (int)fields.Number("first_epoch", 0, LastFirstEpoch),
            Format(fields, "training"),
            Format(fields, "validation"),
            Figure(fields.Object("accuracy")),
            Figure(fields.Object("loss")),
            fields.Has("smoothed") && fields.Switch("smoothed")
        );

    // An empty text is refused in every file, so a plain line is named.
    private static string Format(JsonFields fields, string key) =>
        fields.OneOf(key, Formats) is var format && format == "line" ? "" : format;

    private static FigureDeclaration Figure(JsonFields fields)
    {
        FigureDeclaration figure = new(
            fields.OptionalText("title") ?? "",
            fields.OptionalText("training"),
            fields.OptionalText("validation")
        );
        fields.End();
        return figure;
    }
}

/// <summary>A figure's title, empty for none, and the legend's entries, null for no legend.</summary>
internal sealed record FigureDeclaration(string Title, string? Training, string? Validation);
