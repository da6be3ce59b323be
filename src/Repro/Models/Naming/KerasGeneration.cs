namespace Repro.Models.Naming;

/// <summary>The generation of Keras that names the layers of a model and prints its table.</summary>
internal enum KerasGeneration
{
    /// <summary>
    /// Keras 2.0: names count from <c>conv2d_1</c>, and a nested model is a <c>Model</c>. Tables are as document 003 prints them, which
    /// differ from those of Keras 2.0: long names are whole, and the last line is missing.
    /// </summary>
    Keras20,

    /// <summary>Keras 2.2.5 to 2.3: layers are named as in 2.0, and the model's name is printed above the table.</summary>
    Keras23,

    /// <summary>tf.keras: names count <c>conv2d</c>, <c>conv2d_1</c>, a nested model is <c>Functional</c>.</summary>
    TfKeras,
}

internal static class KerasGenerations
{
    private static readonly IReadOnlyDictionary<string, KerasGeneration> ByName = new Dictionary<string, KerasGeneration>(
        StringComparer.Ordinal
    )
    {
        ["keras-2.0"] = KerasGeneration.Keras20,
        ["keras-2.3"] = KerasGeneration.Keras23,
        ["tf.keras"] = KerasGeneration.TfKeras,
    };

    // The name of an earlier version, which claim files may contain.
    private const string OldName = "book";

    /// <summary>The names that addresses and the tool use.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>
    /// A version with the generation's names and behavior; its tables can differ, see <see cref="KerasGeneration.Keras20"/>.
    /// </summary>
    public static KerasVersion VersionOf(KerasGeneration generation) =>
        generation switch
        {
            KerasGeneration.Keras20 => new KerasVersion(2, 0, 8),
            KerasGeneration.Keras23 => new KerasVersion(2, 3, 1),
            _ => new KerasVersion(2, 5, 0, InsideTensorFlow: true),
        };

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <inheritdoc cref="VersionOf(KerasGeneration)"/>
    public static KerasVersion VersionOf(string name) => VersionOf(ByName[name]);

    /// <summary>The generation that names layers and prints tables most like a version.</summary>
    public static KerasGeneration Of(KerasVersion version) =>
        version >= VersionOf(KerasGeneration.TfKeras) ? KerasGeneration.TfKeras
        : version.InsideTensorFlow ? KerasGeneration.TfKeras
        : version >= new KerasVersion(2, 2, 5) ? KerasGeneration.Keras23
        : KerasGeneration.Keras20;

    public static bool TryParse(string name, out KerasGeneration generation) =>
        ByName.TryGetValue(name == OldName ? "keras-2.0" : name, out generation);
}
