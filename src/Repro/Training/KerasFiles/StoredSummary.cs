using Repro.Models;

namespace Repro.Training.KerasFiles;

/// <summary>A saved file as text: a model as Keras prints it, weights alone as a list, for they have no architecture.</summary>
public static class StoredSummary
{
    /// <param name="generation">Whose dialect; by default that of the Keras that wrote the file.</param>
    /// <exception cref="InputException">The file's weights are not there as it lists them.</exception>
    public static string Print(KerasFile file, KerasGeneration? generation = null)
    {
        if (file.Model is { } model)
        {
            return KerasSummary.Print(model, generation ?? KerasVersions.Generation(file.KerasVersion));
        }

        IReadOnlyList<(string Name, IReadOnlyList<int> Shape)> weights = file.StoredWeights;
        int width = weights.Select(weight => weight.Name.Length).DefaultIfEmpty(0).Max();
        IEnumerable<string> lines = weights.Select(weight => $"{weight.Name.PadRight(width)}  ({string.Join(", ", weight.Shape)}{(weight.Shape.Count == 1 ? "," : "")})");
        long total = weights.Sum(weight => weight.Shape.Aggregate(1L, (product, axis) => product * axis));
        return string.Join('\n', [$"Weights without an architecture: {weights.Count} tensors", .. lines, $"Total params: {KerasNotation.Thousands(total)}"]);
    }
}
