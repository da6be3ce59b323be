namespace Repro.Keras.Files;

/// <summary>What a file holds of its optimizer.</summary>
/// <param name="Steps">The number of steps that it has made; 0 in files of versions that do not store it.</param>
/// <param name="Slots">By the path of each trained weight, the tensors in the order of
/// <see cref="Backends.Optimizers.Optimizer.Slots"/>.</param>
internal sealed record KerasOptimizerState(long Steps, IReadOnlyDictionary<string, float[][]> Slots);
