namespace Repro.Models;

/// <summary>The tables of the zoo's models, as the documents print them.</summary>
public static class KerasSummary
{
    /// <summary>The whole table, lines ended by LF, none behind the last.</summary>
    public static string Print(Model model, KerasGeneration generation) => Print(model, generation, new SummaryOptions()).Text;

    /// <exception cref="InputException">The generation's <c>summary()</c> does not have an option.</exception>
    public static PrintedTable Print(Model model, KerasGeneration generation, SummaryOptions options) =>
        KerasTable.Print(SummaryDescription.Of(model), SummaryRules.Of(generation), options);

    /// <summary>The lines of one layer: several where it is connected to several.</summary>
    public static IReadOnlyList<string> Rows(Model model, Node node, KerasGeneration generation) =>
        KerasTable.Row(SummaryDescription.OfAllNodes(model), model.Nodes.ToList().IndexOf(node), SummaryRules.Of(generation));
}
