using Repro.Data.Arrays;
using Repro.Project;

namespace Repro.Probes.Forms;

/// <summary>What addresses measure of a split of arrays.</summary>
/// <param name="Shape">Of one sample, as the file has it.</param>
/// <param name="Labels">How many different labels there are.</param>
/// <param name="Largest">The largest number of the samples.</param>
internal sealed record ArrayFacts(int Samples, IReadOnlyList<int> Shape, int Labels, float Largest)
{
    /// <summary>Loads a set and keeps these facts alone, by split.</summary>
    /// <inheritdoc cref="ArraySet.Load"/>
    public static IReadOnlyDictionary<string, ArrayFacts> Load(DataSetDeclaration set, string root) =>
        ArraySet
            .Load(set, root, verify: false)
            .Splits.ToDictionary(
                pair => pair.Key,
                pair => new ArrayFacts(
                    pair.Value.Samples,
                    pair.Value.Shape,
                    pair.Value.Labels.Distinct().Count(),
                    pair.Value.Values.Largest
                ),
                StringComparer.Ordinal
            );
}
