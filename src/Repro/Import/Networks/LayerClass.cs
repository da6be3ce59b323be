namespace Repro.Import.Networks;

/// <summary>How an argument of a layer is written in Keras's JSON.</summary>
internal enum ArgumentKind
{
    /// <summary>As it is: numbers, texts, flags, lists.</summary>
    Plain,

    /// <summary>A whole number above 0.</summary>
    Count,

    /// <summary>One number or a list of one, two or three of them, one for each axis.</summary>
    Window,

    /// <summary>The name of an activation.</summary>
    Activation,

    /// <summary>A class with its settings, also given by name: an initializer, regularizer or constraint.</summary>
    Object,

    /// <summary>Padding or cropping: a number, a pair, or a pair for each axis.</summary>
    Sides,

    /// <summary>A layer.</summary>
    Layer,
}

/// <summary>An argument of a layer's constructor.</summary>
/// <param name="Default">In JSON; null for one that must be given.</param>
internal sealed record LayerArgument(string Name, ArgumentKind Kind, string? Default);

/// <summary>A class of layers.</summary>
/// <param name="Name">Keras's present name.</param>
/// <param name="Arguments">In the order in which they may be given without names.</param>
/// <param name="Axes">The axes of a window; 0 for other layers.</param>
internal sealed record LayerClass(string Name, IReadOnlyList<LayerArgument> Arguments, int Axes)
{
    public LayerArgument? this[string name] => Arguments.FirstOrDefault(argument => argument.Name == name);
}
