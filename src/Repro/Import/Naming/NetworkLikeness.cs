using Repro.Import.Programs;

namespace Repro.Import.Naming;

/// <summary>Compares networks that the same code makes, whose automatic names differ.</summary>
internal static class NetworkLikeness
{
    /// <summary>Whether two networks have the same layers with the same settings, whatever their names.</summary>
    public static bool Are(ModelState one, ModelState other) =>
        one.Model is not null
        && other.Model is not null
        && one.Layers.Count == other.Layers.Count
        && one.Layers.Zip(other.Layers).All(pair => Are(pair.First, pair.Second));

    /// <summary>Whether the same lines of the code make two networks with equal arguments, e.g. two calls of one function.</summary>
    public static bool AreOfOneCode(ImportedModel one, ImportedModel other) =>
        one.Variable == other.Variable
        && one.Form == other.Form
        && one.Weights == other.Weights
        && one.NameIsGiven == other.NameIsGiven
        && (!one.NameIsGiven || one.Name == other.Name)
        && one.States.Count == other.States.Count
        && one.States.Zip(other.States).All(pair => Are(pair.First, pair.Second) && HaveOneCode(pair.First, pair.Second));

    private static bool HaveOneCode(ModelState one, ModelState other) =>
        one
            .Layers.Zip(other.Layers)
            .All(pair =>
                pair.First.Place == pair.Second.Place
                && pair.First.NameIsGiven == pair.Second.NameIsGiven
                && (!pair.First.NameIsGiven || pair.First.Name == pair.Second.Name)
            );

    private static bool Are(ImportedLayer one, ImportedLayer other) =>
        one.ClassName == other.ClassName
        && one.Trainable == other.Trainable
        && one.Parameters == other.Parameters
        && Equals(one.OutputShape, other.OutputShape)
        && one.Settings.Count == other.Settings.Count
        && one.Settings.All(setting => other.Settings.GetValueOrDefault(setting.Key) == setting.Value)
        && (one.Nested is null || other.Nested is null ? one.Nested == other.Nested : Are(one.Nested.Last, other.Nested.Last));
}
