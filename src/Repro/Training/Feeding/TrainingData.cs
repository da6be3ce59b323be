using Repro.Training.Weights;

namespace Repro.Training.Feeding;

/// <summary>What a run is trained and judged on.</summary>
/// <param name="Checksums">SHA-256 of the data set's files, by name.</param>
/// <param name="TensorsSha256">Of what is fed, see <see cref="ArrayData"/> and <see cref="ImageData"/>: what a replay compares
/// first.</param>
internal sealed record TrainingData(
    IBatchSource Train,
    IBatchSource? Validation,
    IBatchSource? Test,
    IReadOnlyDictionary<string, string> Checksums,
    string TensorsSha256
)
{
    /// <summary>What is looked at when the training ends; null for nothing.</summary>
    public Observed? Observed { get; init; }

    /// <summary>The pretrained weights of the run's base; null where it has none.</summary>
    public PretrainedWeights? Base { get; init; }

    /// <summary>Stores what the frozen layers of a network give; null where nothing is stored.</summary>
    public FrozenCache? Frozen { get; init; }
}
