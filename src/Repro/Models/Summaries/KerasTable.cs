using Repro.Models.Summaries.Description;
using Repro.Models.Summaries.Layouts;
using Repro.Models.Summaries.Rows;
using Repro.Models.Summaries.Rules;

namespace Repro.Models.Summaries;

/// <summary>A printed summary.</summary>
/// <param name="Text">The table, lines separated by LF, without one at the end.</param>
/// <param name="Remarks">Where the version's own code prints a number that is not the model's; sentences.</param>
internal sealed record PrintedTable(string Text, IReadOnlyList<string> Remarks);

/// <summary>Keras's <c>model.summary()</c>, to the character, as each version prints it.</summary>
internal static class KerasTable
{
    /// <summary>Prints a model as a version of Keras does, faults included.</summary>
    /// <exception cref="InputException">The version does not have an option, or cannot print such a model.</exception>
    public static PrintedTable Print(SummaryModel model, KerasVersion version, SummaryOptions? options = null) =>
        Print(model, SummaryRules.Of(version), options ?? new SummaryOptions());

    internal static PrintedTable Print(SummaryModel model, SummaryRules rules, SummaryOptions options)
    {
        options.Check(rules);
        CheckModel(model, rules);
        IReadOnlyList<SummaryRow> rows = new SummaryRows(model, rules, options).All();
        SummaryTable table = SummaryTable.Of(model, rules, options);
        SummaryCounts counts = SummaryCounts.Printed(model, rules);
        IEnumerable<string> lines =
        [
            .. rules.TitleLine ? table.Title(model.Name) : [],
            .. table.Lines(rows),
            .. SummaryTotals.Lines(counts, rules),
            .. rules.ClosingRule ? [table.Rule('_')] : Array.Empty<string>(),
        ];
        IEnumerable<string> remarks = SummaryRemarks.Of(model, rules, counts, rows.Where(table.CutsParameters));
        return new PrintedTable(string.Join('\n', lines.Select(PrintedText.Line)), [.. remarks.Select(PrintedText.Line)]);
    }

    /// <summary>The lines of one layer: several where it is connected to several.</summary>
    internal static IReadOnlyList<string> Row(SummaryModel model, int layer, SummaryRules rules)
    {
        SummaryOptions options = new();
        return [.. SummaryTable.Of(model, rules, options).Lines(new SummaryRows(model, rules, options).All()[layer])];
    }

    private static void CheckModel(SummaryModel model, SummaryRules rules)
    {
        if (model.Kind == SummaryKind.Subclassed && rules.Version < new KerasVersion(2, 2))
        {
            throw new InputException(
                $"{rules.Version} has no models that are a class of their own, as '{model.Name}' is: Keras 2.2.0 introduced them. Choose a later version."
            );
        }

        if (rules.PrintsUnbuilt || model.Layers.All(layer => layer.Built))
        {
            return;
        }

        if (model.Kind != SummaryKind.Subclassed || !rules.PrintsUnused)
        {
            throw new InputException(
                $"{rules.Version} cannot print the model '{model.Name}', because it is not built. Give its first layer an input shape, or choose Keras 3.0 or later."
            );
        }
    }
}
