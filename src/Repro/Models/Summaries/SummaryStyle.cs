namespace Repro.Models;

/// <summary>What the three generations of Keras, and the documents that printed them, do differently in a summary.</summary>
/// <param name="ModelLine">Whether <c>Model: "vgg16"</c> stands above.</param>
/// <param name="ClosingLine">Whether a line stands below the totals.</param>
/// <param name="CutsCells">Whether a text is cut at its column (and rows are filled up to the full width).</param>
/// <param name="BracketsInputs">Whether an input's shape stands in brackets, since it is a list of shapes.</param>
internal sealed record SummaryStyle(bool ModelLine, bool ClosingLine, bool CutsCells, bool BracketsInputs)
{
    // The book's pages keep long names whole and drop the last line, which its Keras printed.
    private static readonly SummaryStyle Book = new(ModelLine: false, ClosingLine: false, CutsCells: false, BracketsInputs: false);
    private static readonly SummaryStyle Keras23 = new(ModelLine: true, ClosingLine: true, CutsCells: true, BracketsInputs: false);
    private static readonly SummaryStyle TfKeras = new(ModelLine: true, ClosingLine: true, CutsCells: true, BracketsInputs: true);

    public static SummaryStyle Of(KerasGeneration generation) => generation switch
    {
        KerasGeneration.Book => Book,
        KerasGeneration.Keras23 => Keras23,
        KerasGeneration.TfKeras => TfKeras,
        _ => throw new ArgumentOutOfRangeException(nameof(generation), generation, "unknown generation"),
    };
}
