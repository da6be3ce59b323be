namespace Repro.Models;

/// <summary>A model that cannot be built as described; the message names the layer and what to change.</summary>
internal sealed class ModelException(string message) : Exception(message);
