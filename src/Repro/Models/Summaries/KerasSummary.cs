using Repro.Models.Naming;
using Repro.Models.Summaries.Description;
using Repro.Models.Summaries.Rules;
using Repro.Models.Trainability;

namespace Repro.Models.Summaries;

/// <summary>The tables of models that are built by name, as documents print them.</summary>
internal static class KerasSummary
{
    /// <summary>The whole table, lines ended by LF, none behind the last.</summary>
    public static string Print(Model model, KerasGeneration generation) => Print(model, generation, new SummaryOptions()).Text;

    /// <exception cref="InputException">The generation's <c>summary()</c> does not have an option.</exception>
    public static PrintedTable Print(Model model, KerasGeneration generation, SummaryOptions options) =>
        KerasTable.Print(SummaryDescription.Of(model), SummaryRules.Of(generation), options);

    /// <summary>A model as it comes from its listing: not called yet.</summary>
    /// <exception cref="InputException">The <c>summary()</c> of the variant's Keras does not have an option.</exception>
    public static PrintedTable Print(ModelVariant variant, SummaryOptions options)
    {
        PrintedTable table = KerasTable.Print(SummaryDescription.Of(variant.Model) with { Called = false }, RulesOf(variant), options);
        return table with { Remarks = [.. table.Remarks, .. UnknownCounts.Remarks(variant.Model)] };
    }

    /// <summary>The lines of one layer.</summary>
    public static IReadOnlyList<string> Rows(ModelVariant variant, Node node) => Rows(variant.Model, node, RulesOf(variant));

    /// <summary>The lines of one layer: several where it is connected to several.</summary>
    public static IReadOnlyList<string> Rows(Model model, Node node, KerasGeneration generation) =>
        Rows(model, node, SummaryRules.Of(generation));

    private static IReadOnlyList<string> Rows(Model model, Node node, SummaryRules rules) =>
        KerasTable.Row(SummaryDescription.OfAllNodes(model), model.Nodes.ToList().IndexOf(node), rules);

    private static SummaryRules RulesOf(ModelVariant variant) =>
        variant.Version is { } version ? SummaryRules.Of(version) : SummaryRules.Of(variant.Generation);
}
