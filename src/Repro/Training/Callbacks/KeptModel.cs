namespace Repro.Training.Callbacks;

/// <summary>What ModelCheckpoint saves when the training ends: the model as it was at the end of an epoch.</summary>
/// <param name="Optimizer">The state of the optimizer; null where an older checkpoint did not keep it.</param>
/// <param name="Epoch">Counted from 1.</param>
/// <param name="Rate">The learning rate; null where no callback changes it.</param>
internal sealed record KeptModel(
    string FilePath,
    IReadOnlyList<(string Name, float[] Values)> Weights,
    IReadOnlyList<(string Name, float[] Values)>? Optimizer,
    int Epoch,
    float? Rate
);
