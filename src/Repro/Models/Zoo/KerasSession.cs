using System.Globalization;

namespace Repro.Models;

/// <summary>
/// Hands out the names that Keras gives to layers without one. It counts each kind through a whole Python session,
/// so a model built second has <c>conv2d_5</c> where the first had <c>conv2d_1</c>.
/// </summary>
public sealed class KerasSession(KerasGeneration generation = KerasGeneration.Book)
{
    private readonly Dictionary<string, int> _given = new(StringComparer.Ordinal);

    public KerasGeneration Generation { get; } = generation;

    /// <summary>Keras's class name of a model that is used as a layer.</summary>
    public string NestedTypeName => Generation == KerasGeneration.TfKeras ? "Functional" : "Model";

    /// <summary>The next name of a kind: <c>dense</c> gives <c>dense_1</c>, in tf.keras first <c>dense</c>.</summary>
    public string Next(string kind)
    {
        int number = _given[kind] = _given.GetValueOrDefault(kind) + 1;

        // tf.keras starts all kinds without a number, except inputs.
        int shown = Generation == KerasGeneration.TfKeras && kind != "input" ? number - 1 : number;
        return shown == 0 ? kind : string.Create(CultureInfo.InvariantCulture, $"{kind}_{shown}");
    }

    /// <summary>Lets the next input be <c>input_{number}</c>: the session made others before.</summary>
    public void NextInput(int number) => _given["input"] = number - 1;
}
