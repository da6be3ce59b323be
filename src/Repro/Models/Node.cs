namespace Repro.Models;

/// <summary>
/// A layer in its place: the nodes it reads (indices into <see cref="Model.Nodes"/>, all smaller than its own), and what follows from them.
/// </summary>
internal sealed record Node(Layer Layer, IReadOnlyList<int> Inputs, Shape OutputShape, IReadOnlyList<WeightSpec> Weights);
