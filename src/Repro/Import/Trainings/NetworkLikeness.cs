using Repro.Import.Programs;

namespace Repro.Import.Trainings;

/// <summary>Compares networks that the same code makes, whose automatic names differ.</summary>
internal static class NetworkLikeness
{
    /// <summary>Whether two networks have the same layers with the same settings, whatever their names.</summary>
    public static bool Are(ModelState one, ModelState other) =>
        one.Model is not null
        && other.Model is not null
        && one.Layers.Count == other.Layers.Count
        && one.Layers.Zip(other.Layers).All(pair => Are(pair.First, pair.Second));

    private static bool Are(ImportedLayer one, ImportedLayer other) =>
        one.ClassName == other.ClassName
        && one.Trainable == other.Trainable
        && one.Parameters == other.Parameters
        && Equals(one.OutputShape, other.OutputShape)
        && one.Settings.Count == other.Settings.Count
        && one.Settings.All(setting => other.Settings.GetValueOrDefault(setting.Key) == setting.Value)
        && (one.Nested is null || other.Nested is null ? one.Nested == other.Nested : Are(one.Nested.Last, other.Nested.Last));
}
