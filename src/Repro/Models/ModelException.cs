namespace Repro.Models;

/// <summary>A model that cannot be built as described; the message names the layer and what to change.</summary>
public sealed class ModelException(string message) : Exception(message);
