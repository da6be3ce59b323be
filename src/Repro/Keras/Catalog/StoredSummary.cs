using Repro.Keras.Files;
using Repro.Models;
using Repro.Models.Naming;
using Repro.Models.Summaries;
using Repro.Models.Summaries.Description;
using Repro.Models.Summaries.Rules;

namespace Repro.Keras.Catalog;

/// <summary>A saved file as text: a model as Keras prints it, weights alone as a list, for they have no architecture.</summary>
internal static class StoredSummary
{
    /// <summary>The table that a version of Keras prints for the file's model.</summary>
    /// <param name="version">By default the version that wrote the file; where it does not say that, Keras 2.12.</param>
    /// <exception cref="InputException">The file's weights are not there as it lists them, or the version's <c>summary()</c> does not have
    /// an option.</exception>
    public static PrintedTable Print(KerasFile file, KerasVersion? version, SummaryOptions options) =>
        file.Model is { } model
            ? KerasTable.Print(
                SummaryDescription.Of(model) with
                {
                    Optimizer = file.OptimizerSize is { } size ? new SummaryOptimizer(size.Elements, size.Bytes) : null,
                },
                version ?? WriterHabits.Of(file.KerasVersion),
                options
            )
            : new PrintedTable(Weights(file), []);

    /// <summary>In the words of one of the documents' generations.</summary>
    /// <exception cref="InputException">The file's weights are not there as it lists them, or the generation's <c>summary()</c> does not
    /// have an option.</exception>
    public static PrintedTable Print(KerasFile file, KerasGeneration generation, SummaryOptions options) =>
        file.Model is { } model ? KerasSummary.Print(model, generation, options) : new PrintedTable(Weights(file), []);

    /// <summary>The table of a network's JSON file.</summary>
    /// <param name="version">A version to print as; by default the one that wrote the file, or <paramref name="generation"/>.</param>
    /// <exception cref="InputException">The <c>summary()</c> of the version does not have an option.</exception>
    public static PrintedTable Print(ModelFile file, KerasVersion? version, KerasGeneration? generation, SummaryOptions options) =>
        generation is { } chosen
            ? Remarked(KerasSummary.Print(file.Model, chosen, options), file.Model)
            : Remarked(KerasTable.Print(SummaryDescription.Of(file.Model), version ?? file.Version, options), file.Model);

    private static PrintedTable Remarked(PrintedTable table, Model model) =>
        table with
        {
            Remarks = [.. table.Remarks, .. UnknownCounts.Remarks(model)],
        };

    private static string Weights(KerasFile file)
    {
        IReadOnlyList<(string Name, IReadOnlyList<int> Shape)> weights = file.StoredWeights;
        int width = weights.Select(weight => weight.Name.Length).DefaultIfEmpty(0).Max();
        IEnumerable<string> lines = weights.Select(weight =>
            $"{weight.Name.PadRight(width)}  ({string.Join(", ", weight.Shape)}{(weight.Shape.Count == 1 ? "," : "")})"
        );
        long total = weights.Sum(weight => weight.Shape.Aggregate(1L, (product, axis) => product * axis));
        return string.Join(
            '\n',
            [$"Weights without an architecture: {weights.Count} tensors", .. lines, $"Total params: {KerasNotation.Thousands(total)}"]
        );
    }
}
