using System.Text;

namespace Repro.Models;

/// <summary>The columns of a summary: three on 65 characters, or four on 98 where a graph has branches.</summary>
/// <param name="Ends">Where each column ends, in characters from the line's start.</param>
internal sealed record SummaryColumns(IReadOnlyList<int> Ends, IReadOnlyList<string> Headings)
{
    private static readonly SummaryColumns Linear = new([29, 55, 65], ["Layer (type)", "Output Shape", "Param #"]);
    private static readonly SummaryColumns Branched = new([32, 53, 65, 98], ["Layer (type)", "Output Shape", "Param #", "Connected to"]);

    public int Width => Ends[^1];

    public bool ListsConnections => Ends.Count == 4;

    /// <summary>Keras adds the fourth column as soon as a layer reads anything but the one before it.</summary>
    public static SummaryColumns Of(Model model)
    {
        bool chain = model.Nodes.Select((node, index) => index == 0 || (node.Inputs.Count == 1 && node.Inputs[0] == index - 1)).All(linear => linear);
        return chain ? Linear : Branched;
    }

    /// <summary>Keras's <c>print_row</c>: a cell that is too long loses its end, and one space always stands between two cells.</summary>
    public string CutRow(IReadOnlyList<string> cells)
    {
        string line = "";
        for (int column = 0; column < Ends.Count; column++)
        {
            string text = (column == 0 ? "" : line[..^1] + " ") + cells[column];
            line = text.Length > Ends[column] ? text[..Ends[column]] : text.PadRight(Ends[column]);
        }

        return line;
    }

    /// <summary>A row that keeps long cells whole and lets the next one begin later.</summary>
    public string WholeRow(IReadOnlyList<string> cells)
    {
        StringBuilder line = new();
        for (int column = 0; column < Ends.Count; column++)
        {
            line.Append(cells[column]);
            line.Append(' ', Math.Max(1, Ends[column] - line.Length));
        }

        return line.ToString().TrimEnd();
    }
}
