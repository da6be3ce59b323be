namespace Repro.Models;

/// <summary>One call of a layer in its model.</summary>
internal sealed record LayerCall(IReadOnlyList<CalledTensor> Inputs);

/// <summary>An output of a layer's call.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Call">Which call of it in the model, from 0.</param>
/// <param name="Output">Which of its outputs.</param>
internal readonly record struct CalledTensor(string Layer, int Call, int Output);
