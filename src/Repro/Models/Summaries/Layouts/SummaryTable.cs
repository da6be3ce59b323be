using Repro.Models.Summaries.Description;
using Repro.Models.Summaries.Rows;
using Repro.Models.Summaries.Rules;

namespace Repro.Models.Summaries.Layouts;

/// <summary>Draws a table's rows in one of the layouts.</summary>
internal abstract class SummaryTable(SummaryColumns columns)
{
    protected SummaryColumns Columns { get; } = columns;

    public static SummaryTable Of(SummaryModel model, SummaryRules rules, SummaryOptions options)
    {
        SummaryColumns columns = SummaryColumns.Of(model, rules, options);
        return rules.Layout switch
        {
            SummaryLayout.Cut => new CutTable(columns, rules.SeparatesCutCells),
            SummaryLayout.Whole => new WholeTable(columns),
            SummaryLayout.Wrapped => new WrappedTable(columns, rules.AlignsWrappedCells),
            SummaryLayout.Boxed => new BoxedTable(columns, options.Columns),
            _ => throw new ArgumentOutOfRangeException(nameof(rules), rules.Layout, "unknown layout"),
        };
    }

    /// <summary>The line above the table with the model's name; several where it is wrapped.</summary>
    public virtual IEnumerable<string> Title(string name) => [$"Model: \"{name}\""];

    /// <summary>The table from its first rule to its last.</summary>
    public abstract IEnumerable<string> Lines(IReadOnlyList<SummaryRow> rows);

    /// <summary>One row's lines, without those of layers inside it.</summary>
    public abstract IEnumerable<string> Lines(SummaryRow row);

    /// <summary>Whether a row's number loses digits without a sign that it does.</summary>
    public virtual bool CutsParameters(SummaryRow row) => false;

    /// <summary>A rule of the table's width.</summary>
    public string Rule(char character) => new(character, Columns.Width);
}
