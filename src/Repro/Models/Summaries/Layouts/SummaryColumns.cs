using Repro.Models.Summaries.Description;
using Repro.Models.Summaries.Rows;
using Repro.Models.Summaries.Rules;

namespace Repro.Models.Summaries.Layouts;

/// <summary>The columns of a table.</summary>
/// <param name="Ends">Where each column ends, in characters from the line's start.</param>
/// <param name="ListsConnections">Whether "Connected to" is among them.</param>
/// <param name="ListsTrainable">Whether "Trainable" is the last one.</param>
internal sealed record SummaryColumns(IReadOnlyList<int> Ends, bool ListsConnections, bool ListsTrainable)
{
    public const int Parameters = 2;

    // Before Keras 3, the column "Trainable" makes the table wider; since then it takes a tenth of the others' width.
    private const int TrainableWidth = 11;
    private const int BoxedTrainableWidth = 12;
    private const double ShareBesideTrainable = 0.9;

    // Keras 3 leaves the terminal's last columns free.
    private const int BoxedMargin = 4;

    public int Width => Ends[^1];

    public IReadOnlyList<string> Headings =>
        [
            "Layer (type)",
            "Output Shape",
            "Param #",
            .. ListsConnections ? ["Connected to"] : Array.Empty<string>(),
            .. ListsTrainable ? ["Trainable"] : Array.Empty<string>(),
        ];

    public static SummaryColumns Of(SummaryModel model, SummaryRules rules, SummaryOptions options)
    {
        bool linear = SummaryGraph.IsLinear(model, rules.Linear);
        int usual = linear ? rules.LinearWidth : rules.BranchedWidth;
        IReadOnlyList<double> shares = linear ? rules.LinearEnds : rules.BranchedEnds;
        if (rules.Layout == SummaryLayout.Boxed)
        {
            usual = Math.Min(options.ShowTrainable ? usual + BoxedTrainableWidth : usual, options.Columns - BoxedMargin);
            shares = options.ShowTrainable ? [.. shares.Select(share => share * ShareBesideTrainable), 1] : shares;
        }

        int width = options.LineLength ?? usual;
        List<int> ends = [.. shares.Select(share => (int)(share * width))];
        if (options.ShowTrainable && rules.Layout != SummaryLayout.Boxed)
        {
            ends.Add(width + TrainableWidth);
        }

        return new SummaryColumns(ends, !linear, options.ShowTrainable);
    }

    /// <summary>A row's cells, its connections as the given text.</summary>
    public IReadOnlyList<string> Cells(SummaryRow row, string connections) =>
        [
            row.Name,
            row.Shape,
            row.Parameters,
            .. ListsConnections ? [connections] : Array.Empty<string>(),
            .. ListsTrainable ? [row.Trainable] : Array.Empty<string>(),
        ];

    public int Start(int column) => column == 0 ? 0 : Ends[column - 1];
}
