namespace Repro.Models.Naming;

/// <summary>
/// Hands out the names that Keras gives to layers without one. It counts each kind through a whole Python session,
/// so a model built second has <c>conv2d_5</c> where the first had <c>conv2d_1</c>.
/// </summary>
internal sealed class KerasSession
{
    private readonly Dictionary<string, int> _given = new(StringComparer.Ordinal);
    private readonly KerasVersion _version;

    public KerasSession(KerasGeneration generation = KerasGeneration.Keras20)
        : this(KerasGenerations.VersionOf(generation)) { }

    public KerasSession(KerasVersion version) => _version = version;

    /// <summary>Keras's class name of a model that is used as a layer.</summary>
    public string NestedTypeName => _version >= new KerasVersion(2, 3, 0, InsideTensorFlow: true) ? "Functional" : "Model";

    /// <summary>The next name of a kind: <c>dense</c> gives <c>dense_1</c>, in tf.keras first <c>dense</c>.</summary>
    public string Next(string kind)
    {
        string counted = KerasNaming.Kind(kind, _version);
        int number = _given[counted] = _given.GetValueOrDefault(counted) + 1;
        return KerasNaming.Name(counted, number, _version);
    }

    /// <summary>An input layer with the next name.</summary>
    public InputLayer Input(Shape shape) => new(shape) { Name = Next("input") };

    /// <summary>Lets the next input be <c>input_{number}</c>: the session made others before.</summary>
    public void NextInput(int number) => _given[KerasNaming.Kind("input", _version)] = number - 1;
}
