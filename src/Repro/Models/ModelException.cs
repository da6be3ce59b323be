namespace Repro.Models;

/// <summary>A model that cannot be built as described; the message names the layer and what to change.</summary>
internal sealed class ModelException(string message) : Exception(message)
{
    /// <summary>Whether Keras refuses to build it too; false where the rule is one of this library.</summary>
    public bool IsOfKeras { get; init; }
}
